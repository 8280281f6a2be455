/** The figures of the overview, per name and over time, from a single pass over the spans of a scope. */

import * as v from "valibot";
import { countErrors } from "../columns/count-errors.ts";
import { readCoveredTime } from "../columns/covered-time.ts";
import { type Reading, readSpanRange, type SpanRange } from "../columns/span-range.ts";
import { type Basis, estimateCount, type Interval } from "../model/basis.ts";
import { assignColors, type ColorIndex } from "../model/colors.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import { type DensityGrid, estimateGrid, makeGrid } from "../stats/density.ts";
import { findMainRange, type MainRange } from "../stats/main-range.ts";
import {
  countLogBins,
  type DurationFigures,
  describeDurations,
  findTrend,
  type LogHistogram,
} from "../stats/name-figures.ts";
import { type BlockSample, intervalOfMean, intervalOfQuantile, intervalOfSum, sumByBlock } from "../stats/sampling.ts";
import type { Connection } from "../store/driver.ts";
import { reading, scope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readNameOrder } from "./sql/name-order.ts";
import { resolveScope, type ScopedSpans } from "./sql/scoped-spans.ts";

/** More rows take longer to render than to read; the export has all names. */
const MAX_NAMES = 500;
/** Names the heatmap distinguishes; more than there are colours. */
const MAX_LAYERS = 12;
/** The axis begins at the start of the run if less than this share of it stays empty. */
const FIRST_PART = 0.05;
const HEATMAP = { columns: 192, lines: 44 } as const;

export interface NameFigures extends DurationFigures, LogHistogram {
  readonly name: string;
  readonly colorIndex: ColorIndex;
  readonly count: number;
  /** Of these, failed or unfinished. */
  readonly errors: number;
  /** Of these, unfinished. */
  readonly unfinished: number;
  /** Share of the traced time, 0 to 1; above 1 if spans of the name ran in parallel. */
  readonly share: number;
  readonly trend: readonly (number | null)[];
  /** Of the figures estimated from a sample; null if they are exact. */
  readonly intervals: FigureIntervals | null;
}

/** 95 % intervals; null where too few blocks of the sample hold the name. The longest span may be longer. */
export interface FigureIntervals {
  readonly count: Interval;
  readonly total: Interval;
  readonly mean: Interval | null;
  readonly p50: Interval | null;
  readonly p95: Interval | null;
  readonly p99: Interval | null;
}

export interface OverviewFigures {
  readonly basis: Basis;
  /** The largest total first. */
  readonly names: readonly NameFigures[];
  readonly nameCount: number;
  /** Spans of the scope, including those without a numeric duration. */
  readonly count: number;
  /** Spans without a numeric duration. */
  readonly leftOut: number;
  /** Seconds covered by spans of the run, regardless of name, tag and error filters. */
  readonly traced: number;
  /** Ends of the histograms' axis in seconds; both 0 if there is nothing to draw. */
  readonly low: number;
  readonly high: number;
  /** Start (seconds from the origin) by duration. */
  readonly heatmap: DensityGrid;
  /** Spans that start too far off for the time axis (`findMainRange`). */
  readonly earlier: number;
  readonly later: number;
  /** The heatmap by name: the first of `names` in their order, then all others together. */
  readonly layers: readonly HeatmapLayer[];
}

/** Counts of one name in the cells of the heatmap. */
export type HeatmapLayer = Pick<DensityGrid, "cells" | "counts">;

interface Params {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
}

export function readOverview(
  db: Connection,
  { scope, reading = "exact" }: Params,
  tell: TellProgress,
): OverviewFigures {
  const scoped = resolveScope(db, scope);
  const told = (done: number, total: number) => tell({ what: "Reading spans", done, total });
  const range = readSpanRange(db, scoped, reading, told);
  const traced = findTraced(db, scoped, range, reading);
  const times = pickTimes(range);
  const [low, high] = findEnds(times.durations);
  const main = findMainRange(times.starts);
  const origin = scoped.origin ?? 0;
  const colorIndexes = assignColors(readNameOrder(db, namesInOrder(range)));
  const groups = groupByName(times, range.nameTexts.length);
  const room = makeRoom(groups);
  const failing = countErrors(db, range);
  const names = groups
    .flatMap((places, code): (NameFigures & { readonly code: number })[] => {
      if (places.length === 0) return [];
      const name = range.nameTexts[code] ?? "";
      const figures = describeName(times, places, main, { low, high }, room);
      const share = traced > 0 ? figures.total / traced : 0;
      const errors = estimateCount(failing.errors[code] ?? 0, range.basis);
      const unfinished = estimateCount(failing.unfinished[code] ?? 0, range.basis);
      return [{ code, name, colorIndex: colorIndexes.get(name) ?? 8, errors, unfinished, share, ...figures }];
    })
    .sort((a, b) => b.total - a.total || a.code - b.code);
  return {
    basis: range.basis,
    names: names.slice(0, MAX_NAMES).map(({ code: _, ...name }) => name),
    nameCount: names.length,
    count: estimateCount(range.count, range.basis),
    leftOut: estimateCount(range.count - times.count, range.basis),
    traced,
    low,
    high,
    ...drawHeatmap(
      times,
      groups,
      names.map(({ code }) => code),
      main,
      origin,
      room,
    ),
  };
}

/** The spans in scope; arrays hold NaN for others, or only those in scope. */
interface Times extends Pick<SpanRange, "starts" | "durations" | "names" | "blockOf" | "sample" | "basis"> {
  /** Spans with a duration. */
  readonly count: number;
}

/** The spans in scope with a duration; without copies if those are all. */
function pickTimes({ rows, count, starts, durations, names, blockOf, sample, basis }: SpanRange): Times {
  const isTimed = (place: number) => (rows[place] as number) >= 0 && !Number.isNaN(durations[place]);
  let picked = 0;
  for (let place = 0; place < rows.length; place++) if (isTimed(place)) picked++;
  if (picked === rows.length) return { starts, durations, names, blockOf, sample, basis, count };
  const inScope = new Uint32Array(picked);
  for (let place = 0, at = 0; place < rows.length; place++) if (isTimed(place)) inScope[at++] = place;
  const pickCodes = (codes: ArrayLike<number>) => Int32Array.from(inScope, (place) => codes[place] as number);
  return {
    starts: pick(starts, inScope),
    durations: pick(durations, inScope),
    names: pickCodes(names),
    blockOf: blockOf && pickCodes(blockOf),
    sample,
    basis,
    count: picked,
  };
}

/** @param room to fill, at least as long as the indices; a new array by default */
function pick(values: Float64Array, indices: Uint32Array, room?: Float64Array): Float64Array {
  const picked = room ? room.subarray(0, indices.length) : new Float64Array(indices.length);
  for (let index = 0; index < indices.length; index++) picked[index] = values[indices[index] as number] as number;
  return picked;
}

/** Places by name code, parts of one array. */
function groupByName({ names, count }: Times, nameCount: number): Uint32Array[] {
  const ends = new Uint32Array(nameCount);
  for (const code of names) ends[code] = (ends[code] as number) + 1;
  for (let code = 1; code < nameCount; code++) ends[code] = (ends[code] as number) + (ends[code - 1] as number);
  const next = new Uint32Array(nameCount);
  next.set(ends.subarray(0, Math.max(0, nameCount - 1)), Math.min(1, nameCount));
  const firsts = next.slice();
  const places = new Uint32Array(count);
  for (let place = 0; place < names.length; place++) {
    const code = names[place] as number;
    const at = next[code] as number;
    places[at] = place;
    next[code] = at + 1;
  }
  return Array.from(ends, (end, code) => places.subarray(firsts[code], end));
}

/** Room for the values of one name at a time: of ten million spans, new arrays for each would add up to 500 MB. */
interface Room {
  readonly starts: Float64Array;
  readonly durations: Float64Array;
}

function makeRoom(groups: readonly Uint32Array[]): Room {
  const most = groups.reduce((longest, { length }) => Math.max(longest, length), 0);
  return { starts: new Float64Array(most), durations: new Float64Array(most) };
}

type Ends = { readonly low: number; readonly high: number };

/** The figures of one name, estimated for the whole run if these are of a sample. */
function describeName(times: Times, places: Uint32Array, main: MainRange | null, ends: Ends, room: Room) {
  const { sample, blockOf, basis } = times;
  const durations = pick(times.durations, places, room.durations);
  const starts = pick(times.starts, places, room.starts);
  const trend = findTrend(starts, durations, main?.low ?? 0, main?.high ?? 0);
  const inOrder = sample ? durations.slice() : durations;
  const figures = describeDurations(durations.sort());
  const histogram = countLogBins(durations, ends.low, ends.high);
  const count = places.length;
  if (!sample || !blockOf) return { count, ...figures, trend, ...histogram, intervals: null };
  const blocks = Int32Array.from(places, (place) => blockOf[place] as number);
  return {
    ...figures,
    count: estimateCount(count, basis),
    total: figures.total * sample.scale,
    trend,
    bins: histogram.bins.map((bin) => estimateCount(bin, basis)),
    unplaced: estimateCount(histogram.unplaced, basis),
    intervals: findIntervals(durations, inOrder, blocks, sample),
  };
}

function findIntervals(
  sorted: Float64Array,
  inOrder: Float64Array,
  blockOf: Int32Array,
  sample: BlockSample,
): FigureIntervals {
  const found = sumByBlock(inOrder, blockOf, sample.spans.length);
  const at = (share: number) => intervalOfQuantile(sorted, inOrder, blockOf, share, sample);
  return {
    count: intervalOfSum(found.counts, sample),
    total: intervalOfSum(found.sums, sample),
    mean: intervalOfMean(found, sample),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}

type Drawn = Pick<OverviewFigures, "heatmap" | "layers" | "earlier" | "later">;

/** @param order codes of the names, the largest total first */
function drawHeatmap(
  times: Times,
  groups: readonly Uint32Array[],
  order: readonly number[],
  main: MainRange | null,
  origin: number,
  room: Room,
): Drawn {
  const { starts, durations, basis } = times;
  const [from, to] = main ? [main.low, main.high] : [origin, origin];
  const grid = makeGrid(starts, durations, {
    // A run starts a little before its first span.
    x: {
      bins: HEATMAP.columns,
      low: from > origin && from - origin < FIRST_PART * (to - origin) ? origin : from,
      high: to,
    },
    y: { bins: HEATMAP.lines, log: true },
  });
  const shown = order.slice(0, MAX_LAYERS).map((code) => groups[code] ?? new Uint32Array());
  const others = joinAll(order.slice(MAX_LAYERS).map((code) => groups[code] ?? new Uint32Array()));
  const layers = shown.map((places) =>
    makeLayer(pick(starts, places, room.starts), pick(durations, places, room.durations), grid),
  );
  if (others.length > 0) layers.push(makeLayer(pick(starts, others), pick(durations, others), grid));
  return {
    heatmap: estimateGrid(shiftGrid(grid, origin), basis),
    layers: layers.map(({ cells, counts }) => ({ cells, counts: counts.map((count) => estimateCount(count, basis)) })),
    earlier: estimateCount(main?.earlier.count ?? 0, basis),
    later: estimateCount(main?.later.count ?? 0, basis),
  };
}

function joinAll(parts: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Makes starts relative to the origin. */
function shiftGrid(grid: DensityGrid, origin: number): DensityGrid {
  return { ...grid, x: { ...grid.x, low: grid.x.low - origin, high: grid.x.high - origin } };
}

/** The smallest value above 0 and the largest. */
function findEnds(values: Float64Array): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value > 0 && value < low) low = value;
    if (value > 0 && value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

/** Shares refer to everything that ran in that time, so that they do not change with name, tag and error filters. */
function findTraced(db: Connection, scoped: ScopedSpans, range: SpanRange, reading: Reading): number {
  const { names, tags, error } = scoped.filter;
  const narrowed = names.length > 0 || tags.length > 0 || error !== null;
  const filter = { ...scoped.filter, names: [], tags: [], error: null };
  const whole = narrowed ? readSpanRange(db, { ...scoped, filter }, reading, () => undefined) : range;
  return readCoveredTime(whole);
}

function namesInOrder({ ids, names, nameTexts }: SpanRange): { name: string; firstId: number }[] {
  const first = new Map<number, number>();
  for (const [index, code] of names.entries()) {
    if (!first.has(code)) first.set(code, ids[index] ?? 0);
    if (first.size === nameTexts.length) break;
  }
  return [...first].map(([code, firstId]) => ({ name: nameTexts[code] ?? "", firstId }));
}

function makeLayer(starts: Float64Array, durations: Float64Array, { x, y }: DensityGrid): HeatmapLayer {
  const { cells, counts } = makeGrid(starts, durations, { x, y });
  return { cells, counts };
}

export const overview = defineQuery({
  params: v.object({ scope, reading }),
  urgency: "long",
  run: (db, params, { tell }) => readOverview(db, params, tell),
});
