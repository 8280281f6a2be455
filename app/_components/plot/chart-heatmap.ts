/** Heat map: how many rows lie in each cell, and the highest ones as points. Pure. */
import type { Data } from "plotly.js/lib/core";
import { formatCount, formatCounted } from "../../../lib/format.ts";
import type { ChartColors } from "./chart-colors.ts";
import { describeBin, makeBins } from "./chart-histogram.ts";
import { describeRow } from "./chart-points.ts";
import { padEnds, type Scale } from "./chart-scale.ts";
import type { AxisView, Layer, Prepared } from "./chart-types.ts";

const ACROSS = 96;
const UP = 44;
const POINTS = 30;
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

export function makeHeatmap(chart: Prepared): Layer {
  const { x, colors } = chart;
  const y = chart.y ?? x;
  const at = (scale: Scale, row: number) => scale.values[row] ?? Number.NaN;
  const rows = chart.groups
    .flatMap((group) => group.rows)
    .filter((row) => !Number.isNaN(at(x, row)) && !Number.isNaN(at(y, row)));
  const across = makeBins(
    x,
    rows.map((row) => at(x, row)),
    ACROSS,
  );
  const up = makeBins(
    y,
    rows.map((row) => at(y, row)),
    UP,
  );
  const counts = up.edges.slice(1).map(() => new Array<number>(across.edges.length - 1).fill(0));
  for (const row of rows) {
    const line = counts[up.binOf(at(y, row))];
    const column = across.binOf(at(x, row));
    if (line) line[column] = (line[column] ?? 0) + 1;
  }
  const most = counts.reduce((high, line) => Math.max(high, ...line), 1);
  const cells: Data = {
    type: "heatmap",
    x: [...across.edges],
    y: [...up.edges],
    z: counts.map((line) => line.map((count) => (count === 0 ? null : stepOf(count, most)))),
    zmin: 0.5,
    zmax: STEPS + 0.5,
    colorscale: makeColorScale(colors),
    showscale: false,
    xgap: 0.5,
    ygap: 0.5,
    hoverinfo: "none",
  };
  const points = pickHighest(y, rows);
  const filled = counts.flat().filter((count) => count > 0).length;
  const view = (scale: Scale, edges: readonly number[]): AxisView => {
    const [low = 0, high = 1] = [edges[0], edges.at(-1)];
    return { scale, title: scale.title, ends: scale.categories ? [low, high] : padEnds(low, high, scale.log) };
  };
  return {
    data: [cells, drawHighest(chart, y, points)],
    x: view(x, across.edges),
    y: view(y, up.edges),
    drawn: rows.length,
    manner: `in ${formatCounted(filled, "cell")}${describePoints(points.length, y)}`,
    densest: most,
    tips: (trace, point) => {
      if (trace === 1) {
        const row = typeof point === "number" ? points[point] : undefined;
        return row === undefined ? undefined : describeRow(chart, row);
      }
      if (typeof point === "number") return undefined;
      const [line, column] = point;
      const count = counts[line]?.[column] ?? 0;
      if (count === 0) return undefined;
      return {
        figure: count === 1 ? "1 row" : `${formatCount(count)} rows`,
        where: [
          `${y.column?.label} ${describeBin(y, up, line)}`,
          `${x.column?.label} ${describeBin(x, across, column)}`,
        ],
      };
    },
  };
}

function describePoints(count: number, y: Scale): string {
  if (count === 0) return "";
  return `, the ${count} ${y.unit === "duration" ? "slowest" : "highest"} as points`;
}

/** None where points say nothing: on categories, and where every row would be one. */
function pickHighest(y: Scale, rows: readonly number[]): number[] {
  if (y.categories || rows.length <= POINTS * 3) return [];
  return [...rows].sort((a, b) => (y.values[b] ?? 0) - (y.values[a] ?? 0)).slice(0, POINTS);
}

function drawHighest({ x, groups, colors }: Prepared, y: Scale, points: readonly number[]): Data {
  const colorOf = new Map(groups.flatMap((group) => group.rows.map((row) => [row, group.color] as const)));
  return {
    type: "scatter",
    mode: "markers",
    x: points.map((row) => x.values[row] ?? Number.NaN),
    y: points.map((row) => y.values[row] ?? Number.NaN),
    marker: {
      color: points.map((row) => colorOf.get(row) ?? colors.rest),
      size: 6,
      opacity: 1,
      line: { width: 0.8, color: colors.bg },
    },
    hoverinfo: "none",
  };
}
