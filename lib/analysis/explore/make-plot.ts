/** What a plot is drawn from: every span where they are few enough, else a grid of counts and the slowest as points. */

import { type GridAxisWish, makeGrid } from "../../stats/density.ts";
import { findMainRange } from "../../stats/main-range.ts";
import { pickEvenly } from "../../stats/number-bins.ts";
import { findLargest } from "../../stats/order.ts";
import type { ExplorePlot, ExploreValues, PlotRequest } from "./answer.ts";
import { chooseExploreAxes, type ExploreAxes } from "./choose-axes.ts";
import type { ExploreSource } from "./source.ts";

/** A chart with more takes seconds for every move of the pointer. */
export const MOST_POINTS = 50_000;
/** Several columns of each are drawn, and as many times. */
const MOST_OF_SEVERAL = 10_000;
const SLOWEST = 500;
const MOST_CATEGORIES = 40;
const MOST_COLUMNS = 14;
/** Longer texts are cut. */
const CHARACTERS = 80;

const SEVERAL = new Set(["splom", "parallel"]);
/** A grid of counts is one of the pictures of these; others show the distribution of every n-th. */
const GRIDDED = new Set([undefined, "scatter", "heatmap"]);

export function makePlot(source: ExploreSource, request: PlotRequest, origin: number): ExplorePlot {
  const { spans, columns } = source;
  const axes = chooseExploreAxes(source, request);
  const most = SEVERAL.has(request.plot ?? "") ? MOST_OF_SEVERAL : MOST_POINTS;
  const many = spans.count > most;
  const gridded = many && GRIDDED.has(request.plot);
  const rows = many ? (gridded ? pickSlowest(source, axes) : pickEvenly(spans.count, most)) : null;
  const fields = columns.filter((column) => isSent(column.id, axes, source, request)).slice(0, MOST_COLUMNS);
  const places = new Map(fields.map(({ id }, index) => [id, index]));
  return {
    ...axes,
    columns: columns.map((column) => ({ ...column, index: places.get(column.id) ?? -1 })),
    values: fields.map(({ id }) => readValues(source, id, rows)),
    origin,
    total: spans.count,
    grid: gridded ? makePlotGrid(source, axes, origin) : null,
    durations: findDurations(spans.duration),
  };
}

function isSent(id: string, { x, y, color }: ExploreAxes, source: ExploreSource, request: PlotRequest): boolean {
  if (["id", "start", "duration", x, y, color].includes(id)) return true;
  if (id === "name") return source.spans.names.length > 1;
  const column = source.find(id);
  return (
    SEVERAL.has(request.plot ?? "") &&
    (column?.numeric === true || (column?.values ?? MOST_CATEGORIES) < MOST_CATEGORIES)
  );
}

function pickSlowest({ spans }: ExploreSource, axes: ExploreAxes): number[] {
  return findLargest(axes.y === "start" ? spans.start : spans.duration, SLOWEST).sort((a, b) => a - b);
}

/** @param rows null for all of them */
function readValues(source: ExploreSource, id: string, rows: readonly number[] | null): ExploreValues {
  const column = source.find(id);
  // Of more different numbers than have a text, none is a category.
  if (column?.numeric && (column.exact || column.values === null)) {
    const all = source.numbers(id);
    const values = rows ? rows.map((row) => all[row] as number) : [...all];
    return { kind: "numbers", values: values.map((value) => (Number.isNaN(value) ? null : value)) };
  }
  const { codes, texts } = source.texts(id);
  // Only the texts that are used, in the order of the file, which gives them their colours.
  const used = new Map<number, number>();
  const known = texts.length <= MOST_CATEGORIES;
  if (known) for (const code of texts.keys()) used.set(code, code);
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
  const [across, xWish] = gridAxis(source, x, logX, origin);
  const [up, yWish] = gridAxis(source, y, logY, origin);
  return makeGrid(across, up, { x: xWish, y: yWish });
}

function gridAxis(source: ExploreSource, id: string, log: boolean, origin: number): [Float64Array, GridAxisWish] {
  const column = source.find(id);
  const values = source.numbers(id);
  if (column?.unit === "start") return timeAxis(values.map((value) => value - origin));
  if (column?.numeric) return [values, { log }];
  const { texts } = source.texts(id);
  const categories = texts.slice(0, MOST_CATEGORIES);
  return [values.map((value) => (value < categories.length ? value : Number.NaN)), { categories }];
}

function timeAxis(values: Float64Array): [Float64Array, GridAxisWish] {
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
