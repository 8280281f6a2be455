/** The data of a plot: every span if there are few enough, else a grid of counts and the slowest spans as points. */

import type { PlotRequest } from "../../model/plot-request.ts";
import { estimateGrid, type GridAxisRequest, makeGrid } from "../../stats/density.ts";
import { findMainRange } from "../../stats/main-range.ts";
import { pickEvenly } from "../../stats/number-bins.ts";
import { findLargest } from "../../stats/order.ts";
import { ERROR_COLUMN, type ExplorePlot, type ExploreValues } from "./answer.ts";
import { chooseExploreAxes, type ExploreAxes } from "./choose-axes.ts";
import type { ExploreSource } from "./source.ts";

/** With more points, a chart takes seconds to react to the pointer. */
export const MAX_POINTS = 50_000;
/** For plots that draw every span once per column or pair of columns. */
const MAX_POINTS_IN_COLUMNS = 10_000;
const SLOWEST = 500;
const MAX_CATEGORIES = 40;
const MAX_COLUMNS = 14;
/** Longer texts are cut. */
const CHARACTERS = 80;

export function makePlot(source: ExploreSource, request: PlotRequest, origin: number): ExplorePlot {
  const { spans, columns } = source;
  const axes = chooseExploreAxes(source, request);
  const { points = "grid" } = request;
  const max = points === "columns" ? MAX_POINTS_IN_COLUMNS : MAX_POINTS;
  const { basis } = spans;
  const total = source.estimate(spans.count);
  const many = total > max;
  const gridded = many && points === "grid";
  const rows = many
    ? gridded
      ? pickSlowest(source, axes)
      : pickEvenly(spans.count, Math.min(spans.count, max))
    : null;
  const fields = columns.filter((column) => isSent(column.id, axes, source, request)).slice(0, MAX_COLUMNS);
  const places = new Map(fields.map(({ id }, index) => [id, index]));
  return {
    basis,
    ...axes,
    columns: columns.map((column) => ({ ...column, index: places.get(column.id) ?? -1 })),
    values: fields.map(({ id }) => readValues(source, id, rows)),
    origin,
    total,
    grid: gridded ? estimateGrid(makePlotGrid(source, axes, origin), basis) : null,
    durations: findDurations(spans.duration),
  };
}

function isSent(id: string, { x, y, color }: ExploreAxes, source: ExploreSource, request: PlotRequest): boolean {
  // Errors are marked, whatever the axes.
  if (["id", "start", "duration", ERROR_COLUMN.id, x, y, color].includes(id)) return true;
  if (id === "name") return source.spans.names.length > 1;
  const column = source.find(id);
  return (
    request.points === "columns" && (column?.numeric === true || (column?.values ?? MAX_CATEGORIES) < MAX_CATEGORIES)
  );
}

function pickSlowest({ spans }: ExploreSource, axes: ExploreAxes): number[] {
  return findLargest(axes.y === "start" ? spans.start : spans.duration, SLOWEST).sort((a, b) => a - b);
}

/** @param rows null for all */
function readValues(source: ExploreSource, id: string, rows: readonly number[] | null): ExploreValues {
  const column = source.find(id);
  // More distinct numbers than listed texts are not categories.
  if (column?.numeric && (column.exact || column.values === null)) {
    const all = source.numbers(id);
    const values = rows ? rows.map((row) => all[row] as number) : [...all];
    return { kind: "numbers", values: values.map((value) => (Number.isNaN(value) ? null : value)) };
  }
  const { codes, texts } = source.texts(id);
  // A few texts are all sent, in file order, which determines their colours; of many, only those in use.
  const used = new Map<number, number>();
  const few = texts.length <= MAX_CATEGORIES;
  if (few) for (const code of texts.keys()) used.set(code, code);
  const encode = (code: number) => {
    if (code < 0) return -1;
    const place = used.get(code) ?? used.size;
    used.set(code, place);
    return place;
  };
  const sent = rows ? rows.map((row) => encode(codes[row] as number)) : Array.from(codes, encode);
  return {
    kind: "texts",
    codes: sent,
    texts: [...used.keys()].map((code) => (texts[code] ?? "").slice(0, CHARACTERS)),
  };
}

function makePlotGrid(source: ExploreSource, { x, y, logX, logY }: ExploreAxes, origin: number) {
  const [across, xRequest] = gridAxis(source, x, logX, origin);
  const [up, yRequest] = gridAxis(source, y, logY, origin);
  return makeGrid(across, up, { x: xRequest, y: yRequest });
}

function gridAxis(source: ExploreSource, id: string, log: boolean, origin: number): [Float64Array, GridAxisRequest] {
  const column = source.find(id);
  const values = source.numbers(id);
  if (column?.unit === "start") return timeAxis(values.map((value) => value - origin));
  if (column?.numeric) return [values, { log }];
  const { texts } = source.texts(id);
  const categories = texts.slice(0, MAX_CATEGORIES);
  return [values.map((value) => (value < categories.length ? value : Number.NaN)), { categories }];
}

function timeAxis(values: Float64Array): [Float64Array, GridAxisRequest] {
  const main = findMainRange(values);
  return [values, { log: false, ...(main && { low: main.low, high: main.high }) }];
}

function findDurations(durations: Float64Array): [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of durations) {
    if (value > 0 && value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : [low, high];
}
