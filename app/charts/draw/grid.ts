/** A density grid: row counts per cell, with the highest rows as points. */
import type { Data } from "plotly.js/lib/core";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { padEnds } from "../../../lib/stats/axis-ends.ts";
import {
  COLOR_STEPS,
  countBins,
  type DensityGrid,
  type GridAxis,
  makeGrid,
  stepOf,
} from "../../../lib/stats/density.ts";
import { binEdges } from "../../../lib/stats/number-bins.ts";
import { findLargest } from "../../../lib/stats/order.ts";
import type { AxisView, Layer, PlacedGrid, PointNumber, Prepared, Tip, Trace } from "../model.ts";
import { describeBin } from "./bins.ts";
import type { ChartColors } from "./colors.ts";
import { describeFailed, drawFailed } from "./failed.ts";
import { makeGridMargins } from "./margins.ts";
import { keepPlaced, pickRows, valueAt } from "./marks.ts";
import { makeRegionTest, type Region } from "./region.ts";
import type { Scale } from "./scale.ts";
import { type CellCounts, listCells } from "./table.ts";

/** Number of highest rows drawn over a grid computed here. */
const HIGHEST = 500;

function placeGrid(grid: DensityGrid, x: Scale, y: Scale): PlacedGrid {
  // A scale made from only the highest rows may have other categories than the grid of all rows.
  const place = (axis: GridAxis, scale: Scale): Scale => ({
    ...scale,
    log: axis.log,
    integers: axis.integers ?? false,
    categories: axis.categories ?? null,
  });
  return { grid, x: place(grid.x, x), y: place(grid.y, y), edgesX: binEdges(grid.x), edgesY: binEdges(grid.y) };
}

/** For a grid from the reader; the chart's rows are then only the highest. */
export function makeGivenGrid(chart: Prepared, grid: DensityGrid, y: Scale): Layer {
  const placed = placeGrid(grid, chart.x, y);
  const points = keepPlaced(
    chart.groups.flatMap((group) => group.rows),
    chart.x,
    y,
  );
  return {
    ...drawGrid(chart, placed, points),
    notes: describeLeftOut(grid, chart.x, y),
    total: grid.total,
    count: (region) => countCells(placed, region),
  };
}

/** Computes the grid here, if all rows are available. */
export function computeGrid(chart: Prepared, y: Scale, rows: readonly number[]): Layer {
  const values = (scale: Scale) => Float64Array.from(rows, (row) => valueAt(scale, row));
  const [x, up] = [values(chart.x), values(y)];
  const axisRequest = ({ log, unit, categories }: Scale) => ({ log, unit, ...(categories && { categories }) });
  const grid = makeGrid(x, up, { x: axisRequest(chart.x), y: axisRequest(y) });
  const points = findLargest(up, HIGHEST).map((i) => rows[i] ?? 0);
  return drawGrid(chart, placeGrid(grid, chart.x, y), points);
}

/** "37 at 0 not drawn", "19,886 without bytes". */
function describeLeftOut({ zeros, negative, missing, outside }: DensityGrid, x: Scale, y: Scale): string[] {
  const notes: string[] = [];
  if (zeros > 0) notes.push(`${formatCount(zeros)} at ${negative ? "or below " : ""}0 not drawn`);
  if (missing.x > 0) notes.push(`${formatCount(missing.x)} without ${x.column?.label ?? x.title}`);
  if (missing.y > 0) notes.push(`${formatCount(missing.y)} without ${y.column?.label ?? y.title}`);
  if (outside > 0) notes.push(`${formatCount(outside)} beyond the axes`);
  return notes;
}

/** Estimates the number of points in a region by summing the cells whose centres lie in it. */
function countCells({ grid, x, y, edgesX, edgesY }: PlacedGrid, region: Region): number {
  const straight = (scale: Scale) => (scale.log ? Math.log : (value: number) => value);
  const test = makeRegionTest(region, straight(x), straight(y));
  const middle = (scale: Scale, edges: readonly number[], bin: number) => {
    const [low = 0, high = 0] = [edges[bin], edges[bin + 1]];
    return scale.log ? Math.sqrt(low * high) : (low + high) / 2;
  };
  let sum = 0;
  for (const [i, cell] of grid.cells.entries()) {
    const [column, line] = [cell % grid.x.bins, Math.floor(cell / grid.x.bins)];
    if (test(middle(x, edgesX, column), middle(y, edgesY, line))) sum += grid.counts[i] ?? 0;
  }
  return sum;
}

/** Expands sparse cells into lines of counts. */
function spreadCounts({ x, y, cells, counts }: DensityGrid): number[][] {
  const lines = Array.from({ length: y.bins }, () => new Array<number>(x.bins).fill(0));
  for (const [i, cell] of cells.entries()) {
    const line = lines[Math.floor(cell / x.bins)];
    if (line) line[cell % x.bins] = counts[i] ?? 0;
  }
  return lines;
}

/** Describes a cell for its tooltip. */
export function describeCells(chart: Prepared, { counts, describeX, describeY }: CellCounts) {
  return (point: PointNumber): Tip | undefined => {
    if (typeof point === "number") return undefined;
    const [line, column] = point;
    const count = counts[line]?.[column] ?? 0;
    if (count === 0) return undefined;
    return {
      figure: formatCounted(count, chart.noun),
      where: [
        `${(chart.y ?? chart.x).column?.label} ${describeY(line)}`,
        `${chart.x.column?.label} ${describeX(column)}`,
      ],
    };
  };
}

/** The highest rows as points, in the colours of their groups. */
export function drawHighest(chart: Prepared, y: Scale, points: readonly number[], size: number): Trace {
  const colorOf = new Map(chart.groups.flatMap(({ rows, color }) => rows.map((row) => [row, color] as const)));
  return {
    rows: points,
    data: {
      type: "scatter",
      mode: "markers",
      x: points.map((row) => valueAt(chart.x, row)),
      y: points.map((row) => valueAt(y, row)),
      marker: {
        color: points.map((row) => colorOf.get(row) ?? chart.colors.rest),
        size,
        opacity: 1,
        line: { width: 0.8, color: chart.colors.bg },
      },
      hoverinfo: "none",
    },
  };
}

function drawGrid(chart: Prepared, placed: PlacedGrid, points: readonly number[]): Layer {
  const { grid, x, y, edgesX, edgesY } = placed;
  const counts = spreadCounts(grid);
  const said = {
    counts,
    describeX: (column: number) => describeBin(x, edgesX, column),
    describeY: (line: number) => describeBin(y, edgesY, line),
  };
  const view = (scale: Scale, edges: readonly number[]): AxisView => {
    const [low = 0, high = 1] = [edges[0], edges.at(-1)];
    const title = scale.column ? `${scale.column.label}${scale.log ? " (log)" : ""}` : scale.title;
    return { scale, title, ends: scale.categories ? [low, high] : padEnds(low, high, scale) };
  };
  const word = y.unit === "duration" ? "slowest" : "highest";
  const cells = drawCells({ x: edgesX, y: edgesY, counts, most: grid.most, gap: 0 }, chart.colors);
  const layer: Layer = {
    traces: [
      { data: cells, tip: describeCells(chart, said) },
      ...(y.categories
        ? []
        : [drawHighest(chart, y, points, 5), ...drawFailed(chart, { rows: points, x: chart.x, y, type: "scatter" })]),
    ],
    x: view(x, edgesX),
    y: view(y, edgesY),
    drawn: grid.drawn,
    caption: y.categories
      ? "in a density grid"
      : `in a density grid, ${chart.of?.estimated ? "the" : "all"} ${formatCount(points.length)} ${word}${chart.of?.estimated ? " of the sample" : ""} as points`,
    marks: describeFailed(chart, points),
    gridded: true,
    densest: grid.most,
    pick: pickRows(chart, chart.x, chart.y ?? chart.x),
    table: () => listCells(chart, said),
  };
  if (!chart.axes.margins) return layer;
  return makeGridMargins(chart, layer, placed, countBins(grid, "x"), countBins(grid, "y"));
}

/** One flat colour per step. */
function makeColorScale(colors: ChartColors): [number, string][] {
  return Array.from({ length: COLOR_STEPS }, (_, i): [number, string][] => {
    const color = colors.sequence[i + 1] ?? colors.rest;
    return [
      [i / COLOR_STEPS, color],
      [(i + 1) / COLOR_STEPS, color],
    ];
  }).flat();
}

interface Cells {
  /** Column edges, one more than columns. */
  readonly x: readonly number[];
  /** Line edges, one more than lines. */
  readonly y: readonly number[];
  /** Counts by line, from the bottom, then by column. */
  readonly counts: readonly (readonly number[])[];
  readonly most: number;
  /** Pixels between cells. */
  readonly gap: number;
}

/** Leaves empty cells unpainted. */
export function drawCells({ x, y, counts, most, gap }: Cells, colors: ChartColors): Data {
  return {
    type: "heatmap",
    x: [...x],
    y: [...y],
    z: counts.map((line) => line.map((count) => (count === 0 ? null : stepOf(count, most)))),
    zmin: 0.5,
    zmax: COLOR_STEPS + 0.5,
    colorscale: makeColorScale(colors),
    showscale: false,
    xgap: gap,
    ygap: gap,
    hoverinfo: "none",
  };
}
