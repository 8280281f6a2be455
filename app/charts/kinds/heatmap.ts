/** Heat map: how many rows lie in each cell, and the highest ones as points. Pure. */
import { formatCounted } from "../../../lib/model/format.ts";
import { findLargest } from "../../../lib/stats/largest.ts";
import { drawCells } from "../draw/cells.ts";
import { makeGivenGrid } from "../draw/grid.ts";
import { keepPlaced, pickRows, valueAt } from "../draw/marks.ts";
import { padEnds, type Scale } from "../draw/scale.ts";
import { listCells } from "../draw/table.ts";
import type { AxisView, Layer, PlotKind, PointNumber, Prepared, Tip, Trace } from "../model.ts";
import { type Bins, describeBin, makeBins } from "./histogram.ts";

const ACROSS = 96;
const UP = 44;
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
  const bin = (scale: Scale, most: number) =>
    makeBins(
      scale,
      rows.map((row) => valueAt(scale, row)),
      most,
    );
  const [across, up] = [bin(x, ACROSS), bin(y, UP)];
  const counts = countCells(rows, x, y, across, up);
  const most = counts.reduce((high, line) => Math.max(high, ...line), 1);
  const points = pickHighest(y, rows);
  const filled = counts.flat().filter((count) => count > 0).length;
  const view = (scale: Scale, edges: readonly number[]): AxisView => {
    const [low = 0, high = 1] = [edges[0], edges.at(-1)];
    return { scale, title: scale.title, ends: scale.categories ? [low, high] : padEnds(low, high, scale.log) };
  };
  const cells = drawCells({ x: across.edges, y: up.edges, counts, most, gap: 0.5 }, colors);
  return {
    traces: [
      { data: cells, tip: (point) => describeCell(chart, across, up, counts, point) },
      drawHighest(chart, y, points),
    ],
    x: view(x, across.edges),
    y: view(y, up.edges),
    drawn: rows.length,
    manner: `in ${formatCounted(filled, "cell")}${describePoints(points.length, y)}`,
    densest: most,
    pick: pickRows(chart, x, y),
    table: () =>
      listCells(chart, {
        counts,
        sayX: (column) => describeBin(x, across, column),
        sayY: (line) => describeBin(y, up, line),
      }),
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

function describeCell(
  { x, y, noun }: Prepared,
  across: Bins,
  up: Bins,
  counts: readonly (readonly number[])[],
  point: PointNumber,
): Tip | undefined {
  if (typeof point === "number") return undefined;
  const [line, column] = point;
  const count = counts[line]?.[column] ?? 0;
  if (count === 0) return undefined;
  const high = y ?? x;
  return {
    figure: formatCounted(count, noun),
    where: [
      `${high.column?.label} ${describeBin(high, up, line)}`,
      `${x.column?.label} ${describeBin(x, across, column)}`,
    ],
  };
}

function describePoints(count: number, y: Scale): string {
  if (count === 0) return "";
  return `, the ${count} ${y.unit === "duration" ? "slowest" : "highest"} as points`;
}

/** None where points say nothing: on categories, and where every row would be one. */
function pickHighest(y: Scale, rows: readonly number[]): number[] {
  if (y.categories || rows.length <= POINTS * 3) return [];
  const values = Float64Array.from(rows, (row) => valueAt(y, row));
  return findLargest(values, POINTS).map((i) => rows[i] ?? 0);
}

/** The highest rows, in the colours of their groups. */
function drawHighest({ x, groups, colors }: Prepared, y: Scale, points: readonly number[]): Trace {
  const colorOf = new Map(groups.flatMap((group) => group.rows.map((row) => [row, group.color] as const)));
  return {
    rows: points,
    data: {
      type: "scatter",
      mode: "markers",
      x: points.map((row) => valueAt(x, row)),
      y: points.map((row) => valueAt(y, row)),
      marker: {
        color: points.map((row) => colorOf.get(row) ?? colors.rest),
        size: 6,
        opacity: 1,
        line: { width: 0.8, color: colors.bg },
      },
      hoverinfo: "none",
    },
  };
}

export const heatmap: PlotKind = { name: "Heatmap", make: makeHeatmap, x: "along", y: "column" };
