/** Counts as the colours of cells. Pure. */
import type { Data } from "plotly.js/lib/core";
import type { ChartColors } from "./colors.ts";

const STEPS = 7;

/** Step 1 to 7 for a count, by its logarithm. */
export function stepOf(count: number, most: number): number {
  return 1 + Math.floor(most > 1 ? (6.99 * Math.log(count)) / Math.log(most) : 0);
}

/** Each step one flat colour. */
function makeColorScale(colors: ChartColors): [number, string][] {
  return Array.from({ length: STEPS }, (_, i): [number, string][] => {
    const color = colors.sequence[i + 1] ?? colors.rest;
    return [
      [i / STEPS, color],
      [(i + 1) / STEPS, color],
    ];
  }).flat();
}

interface Cells {
  /** One more than there are columns. */
  readonly x: readonly number[];
  /** One more than there are lines. */
  readonly y: readonly number[];
  /** Counts by line, from below, and column. */
  readonly counts: readonly (readonly number[])[];
  readonly most: number;
  /** Pixels between cells. */
  readonly gap: number;
}

/** Empty cells are not painted. */
export function drawCells({ x, y, counts, most, gap }: Cells, colors: ChartColors): Data {
  return {
    type: "heatmap",
    x: [...x],
    y: [...y],
    z: counts.map((line) => line.map((count) => (count === 0 ? null : stepOf(count, most)))),
    zmin: 0.5,
    zmax: STEPS + 0.5,
    colorscale: makeColorScale(colors),
    showscale: false,
    xgap: gap,
    ygap: gap,
    hoverinfo: "none",
  };
}
