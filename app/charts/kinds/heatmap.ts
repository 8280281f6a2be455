/** Heat map: row counts per cell, with the highest rows as points. */
import { formatCounted } from "../../../lib/model/format.ts";
import { padEnds } from "../../../lib/stats/axis-ends.ts";
import { findLargest } from "../../../lib/stats/order.ts";
import { type Bins, describeBin, makeBins } from "../draw/bins.ts";
import { describeCells, drawCells, drawHighest, makeGivenGrid } from "../draw/grid.ts";
import { keepPlaced, pickRows, valueAt } from "../draw/marks.ts";
import type { Scale } from "../draw/scale.ts";
import { listCells } from "../draw/table.ts";
import type { AxisView, Layer, PlotKind, Prepared } from "../model.ts";

const MAX_COLUMNS = 96;
const MAX_LINES = 44;
const POINTS = 30;

function makeHeatmap(chart: Prepared): Layer {
  const { x, colors } = chart;
  const y = chart.y ?? x;
  if (chart.grid) return makeGivenGrid(chart, chart.grid, y);
  const rows = keepPlaced(
    chart.groups.flatMap((group) => group.rows),
    x,
    y,
  );
  const bin = (scale: Scale, max: number) =>
    makeBins(
      scale,
      rows.map((row) => valueAt(scale, row)),
      { max },
    );
  const [across, up] = [bin(x, MAX_COLUMNS), bin(y, MAX_LINES)];
  const counts = countCells(rows, x, y, across, up);
  const said = {
    counts,
    describeX: (column: number) => describeBin(x, across.edges, column),
    describeY: (line: number) => describeBin(y, up.edges, line),
  };
  const most = counts.reduce((high, line) => Math.max(high, ...line), 1);
  const points = pickHighest(y, rows);
  const filled = counts.flat().filter((count) => count > 0).length;
  const view = (scale: Scale, edges: readonly number[]): AxisView => {
    const [low = 0, high = 1] = [edges[0], edges.at(-1)];
    return { scale, title: scale.title, ends: scale.categories ? [low, high] : padEnds(low, high, scale) };
  };
  const cells = drawCells({ x: across.edges, y: up.edges, counts, most, gap: 0.5 }, colors);
  return {
    traces: [{ data: cells, tip: describeCells(chart, said) }, drawHighest(chart, y, points, 6)],
    x: view(x, across.edges),
    y: view(y, up.edges),
    drawn: rows.length,
    caption: `in ${formatCounted(filled, "cell")}${describePoints(points.length, y)}`,
    densest: most,
    pick: pickRows(chart, x, y),
    table: () => listCells(chart, said),
  };
}

function countCells(rows: readonly number[], x: Scale, y: Scale, across: Bins, up: Bins): number[][] {
  const counts = up.edges.slice(1).map(() => new Array<number>(across.edges.length - 1).fill(0));
  for (const row of rows) {
    const line = counts[up.binOf(valueAt(y, row))];
    const column = across.binOf(valueAt(x, row));
    if (line) line[column] = (line[column] ?? 0) + 1;
  }
  return counts;
}

function describePoints(count: number, y: Scale): string {
  if (count === 0) return "";
  return `, the ${count} ${y.unit === "duration" ? "slowest" : "highest"} as points`;
}

/** No points on a category axis, nor if nearly every row would be one: they would add nothing. */
function pickHighest(y: Scale, rows: readonly number[]): number[] {
  if (y.categories || rows.length <= POINTS * 3) return [];
  const values = Float64Array.from(rows, (row) => valueAt(y, row));
  return findLargest(values, POINTS).map((i) => rows[i] ?? 0);
}

export const heatmap: PlotKind = {
  name: "Heatmap",
  make: makeHeatmap,
  x: "along",
  y: "column",
};
