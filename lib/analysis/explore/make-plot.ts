/** The data of a plot: every span if there are few enough, else a grid of counts and the slowest spans as points. */

import { numberOf } from "../../columns/tag-values.ts";
import type { PlotRequest } from "../../model/plot-request.ts";
import { type DensityGrid, estimateGrid, type GridAxis, type GridAxisRequest, makeGrid } from "../../stats/density.ts";
import type { Ids } from "../../stats/growing.ts";
import { findMainRange } from "../../stats/main-range.ts";
import { pickEvenly } from "../../stats/number-bins.ts";
import { findLargest } from "../../stats/order.ts";
import { ERROR_COLUMN, type ExploreColumn, type ExplorePlot, type ExploreValues, SENT_CHARACTERS } from "./answer.ts";
import { chooseExploreAxes, type ExploreAxes, isLog } from "./choose-axes.ts";
import type { ExploreSource } from "./source.ts";

/** With more points, a chart takes seconds to react to the pointer. */
export const MAX_POINTS = 50_000;
/** For plots that draw every span once per column or pair of columns. */
const MAX_POINTS_IN_COLUMNS = 10_000;
const SLOWEST = 500;
/** By how much more spans than estimated still become points. */
const NEARLY = 1.2;
const MAX_CATEGORIES = 40;
const MAX_COLUMNS = 14;

/** Reads values of a few spans that a source does not hold, as stored; null for none. */
export type LookUp = (rows: readonly number[], column: ExploreColumn) => readonly (string | null)[];

export interface PlotOrder {
  /** The zero of starts, seconds since the epoch. */
  readonly origin: number;
  readonly lookUp: LookUp;
}

export function makePlot(source: ExploreSource, request: PlotRequest, { origin, lookUp }: PlotOrder): ExplorePlot {
  const { spans, columns } = source;
  const axes = chooseExploreAxes(source, request);
  const { basis } = spans;
  const { most, many } = measurePlot(source, request);
  const gridded = many && isGridded(request);
  const rows = many
    ? gridded
      ? pickSlowest(source, axes)
      : pickEvenly(spans.count, Math.min(spans.count, most))
    : null;
  const fields = columns.filter((column) => isSent(column.id, axes, source, request)).slice(0, MAX_COLUMNS);
  const places = new Map(fields.map(({ id }, index) => [id, index]));
  return {
    basis,
    ...axes,
    logDims: request.points === "columns" ? fields.map(({ id }) => id).filter((id) => isLog(source, id)) : [],
    columns: columns.map((column) => ({ ...column, index: places.get(column.id) ?? -1 })),
    values: fields.map((field) =>
      source.isKeyed && field.tag !== null
        ? lookUpValues(source, field, rows ?? pickEvenly(spans.count, spans.count), lookUp)
        : readValues(source, field.id, rows),
    ),
    origin,
    total: source.estimate(spans.count),
    grid: gridded ? estimateGrid(makePlotGrid(source, axes, origin), basis) : null,
    durations: source.durations,
  };
}

function isGridded({ points = "grid" }: PlotRequest): boolean {
  return points === "grid";
}

/** How many spans are drawn as points at most, and whether there are more. */
function measurePlot(source: ExploreSource, { points = "grid" }: PlotRequest) {
  const { spans, guide } = source;
  const most = points === "columns" ? MAX_POINTS_IN_COLUMNS : MAX_POINTS;
  const many = source.estimate(spans.count) > most;
  if (!guide) return { most, many };
  // Points do not become a grid when the exact answer comes, nor a grid points, if the sample was nearly right.
  const before = guide.estimate(guide.spans.count) > most;
  return { most, many: before || spans.count > NEARLY * most };
}

/**
 * The columns of tags whose values a plot needs of every span; null if it needs those of most columns.
 * @param source of the sample, if there are more spans than in it
 */
export function findPlotNeeds(source: ExploreSource, request: PlotRequest): string[] | null {
  if (!measurePlot(source, request).many) return [];
  if (!isGridded(request)) return null;
  const { x, y } = chooseExploreAxes(source, request);
  return keepTags(source, [x, y]);
}

/** Those of the columns that are tags. */
export function keepTags(source: ExploreSource, ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => (source.find(id)?.tag ?? null) !== null);
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
  if (column && isSentAsNumbers(column)) {
    const all = source.numbers(id);
    const values = rows ? rows.map((row) => all[row] as number) : [...all];
    return sendNumbers(values);
  }
  if (rows && id === ERROR_COLUMN.id) {
    const { codes, texts } = source.errorsAt(rows);
    return shortenTexts(sendTexts([...codes], texts));
  }
  const { codes, texts } = source.texts(id);
  const sent = sendTexts(rows ? rows.map((row) => codes[row] as number) : [...codes], texts);
  // Whole names have colours.
  return id === "name" ? sent : shortenTexts(sent);
}

/** The same of a column that the source does not hold. */
function lookUpValues(
  { guide }: ExploreSource,
  column: ExploreColumn,
  rows: readonly number[],
  lookUp: LookUp,
): ExploreValues {
  const found = lookUp(rows, column);
  if (isSentAsNumbers(column))
    return sendNumbers(found.map((text) => (text === null ? Number.NaN : numberOf(text, column.kind))));
  const places = new Map(guide?.texts(column.id).texts.map((text, place) => [text, place]));
  const codes = found.map((text) => {
    if (text === null) return -1;
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  });
  return shortenTexts(sendTexts(codes, [...places.keys()]));
}

/** More distinct numbers than listed texts are not categories. */
function isSentAsNumbers({ numeric, exact, values }: ExploreColumn): boolean {
  return numeric && (exact || values === null);
}

function sendNumbers(values: readonly number[]): ExploreValues {
  return { kind: "numbers", values: values.map((value) => (Number.isNaN(value) ? null : value)) };
}

/** A few texts are all sent, in file order, which determines their colours; of many, only those in use. */
function sendTexts(codes: readonly number[], texts: readonly string[]) {
  const used = new Map<number, number>();
  if (texts.length <= MAX_CATEGORIES) for (const code of texts.keys()) used.set(code, code);
  const sent = codes.map((code) => {
    if (code < 0) return -1;
    const place = used.get(code) ?? used.size;
    used.set(code, place);
    return place;
  });
  return { kind: "texts" as const, codes: sent, texts: [...used.keys()].map((code) => texts[code] ?? "") };
}

/** Cuts long texts, but not those that would then be like another one. */
function shortenTexts(values: ReturnType<typeof sendTexts>): ExploreValues {
  const { texts } = values;
  const alike = new Map<string, number>();
  const cut = texts.map((text) => text.slice(0, SENT_CHARACTERS));
  for (const text of cut) alike.set(text, (alike.get(text) ?? 0) + 1);
  return { ...values, texts: cut.map((text, place) => (alike.get(text) === 1 ? text : (texts[place] ?? ""))) };
}

function makePlotGrid(source: ExploreSource, { x, y, logX, logY }: ExploreAxes, origin: number): DensityGrid {
  const [across, xRequest] = gridAxis(source, x, logX);
  const [up, yRequest] = gridAxis(source, y, logY);
  const grid = makeGrid(across, up, { x: xRequest, y: yRequest });
  const relative = (id: string, axis: GridAxis) =>
    source.find(id)?.unit === "start" ? { ...axis, low: axis.low - origin, high: axis.high - origin } : axis;
  return { ...grid, x: relative(x, grid.x), y: relative(y, grid.y) };
}

/** Without copies of numbers, which may be ten million. */
function gridAxis(source: ExploreSource, id: string, log: boolean): [Ids, GridAxisRequest] {
  const column = source.find(id);
  if (column?.unit === "start") return timeAxis(source.numbers(id));
  if (id === "duration" && source.durations) {
    // Of a sample, the axis reaches as far as that of all spans.
    const [low, high] = source.durations;
    return [source.numbers(id), { log, unit: "duration", high, ...(log && { low }) }];
  }
  if (column?.numeric) return [source.numbers(id), { log, unit: column.unit }];
  const { codes, texts } = source.texts(id);
  const categories = texts.slice(0, MAX_CATEGORIES);
  const places = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    places[row] = code >= 0 && code < categories.length ? code : Number.NaN;
  }
  return [places, { categories }];
}

function timeAxis(values: Ids): [Ids, GridAxisRequest] {
  const main = findMainRange(values);
  return [values, { log: false, ...(main && { low: main.low, high: main.high }) }];
}
