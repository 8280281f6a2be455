/** The figures of the overview, all from one pass over the spans of a scope: per name, and over time. */

import { readParents } from "../columns/parents.ts";
import { readSpanRange, type SpanRange } from "../columns/span-range.ts";
import { assignColors, type ColorSlot } from "../model/colors.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import { type DensityGrid, makeGrid } from "../stats/density.ts";
import { findCoveredTime } from "../stats/intervals.ts";
import { findMainRange } from "../stats/main-range.ts";
import {
  countLogBins,
  type DurationFigures,
  describeDurations,
  findTrend,
  type LogHistogram,
} from "../stats/name-figures.ts";
import type { Connection } from "../store/driver.ts";
import { onlyScope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readNameOrder } from "./sql/name-order.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

/** A page with more rows takes longer to draw than to read; the export holds all. */
const MOST_NAMES = 500;
/** Names that the heatmap tells apart; more than there are colours. */
const MOST_LAYERS = 12;
/** Of the time that the heatmap shows: so much is left empty for it to begin where the run does. */
const FIRST_PART = 0.05;
const HEATMAP = { columns: 192, lines: 44 } as const;

export interface NameFigures extends DurationFigures, LogHistogram {
  readonly name: string;
  readonly slot: ColorSlot;
  readonly count: number;
  /** Part of the traced time, 0 to 1; more where spans of the name ran in parallel. */
  readonly share: number;
  readonly trend: readonly (number | null)[];
}

export interface OverviewFigures {
  /** The largest total first. */
  readonly names: readonly NameFigures[];
  readonly nameCount: number;
  /** Spans of the scope; those whose duration is no number are among them. */
  readonly count: number;
  readonly leftOut: number;
  /** Seconds that spans of the run cover, whatever names and tags are looked at. */
  readonly traced: number;
  /** The axis of the histograms, seconds; 0 to 0 where there is nothing to draw. */
  readonly low: number;
  readonly high: number;
  /** Start, in seconds from the moment that starts count from, by duration. */
  readonly heatmap: DensityGrid;
  /** Spans that start so far off that the time axis leaves them out (`findMainRange`). */
  readonly earlier: number;
  readonly later: number;
  /** The same by name: first the `names` with the largest totals, in their order, then all others together. */
  readonly layers: readonly HeatmapLayer[];
}

/** Cells that spans of a name are in, and how many. */
export type HeatmapLayer = Pick<DensityGrid, "cells" | "counts">;

interface Params {
  readonly scope: Scope;
}

export function readOverview(db: Connection, { scope }: Params, tell: TellProgress): OverviewFigures {
  const scoped = resolveScope(db, scope);
  const told = (done: number, total: number) => tell({ what: "Reading spans", done, total });
  const range = readSpanRange(db, scoped, scope.window, told);
  const origin = scoped.origin ?? 0;
  const { starts, durations, codes } = pickNumbers(range, origin);
  const groups = groupByName(codes, range.nameTexts.length);
  const [low, high] = findEnds(durations);
  const main = findMainRange(starts);
  const [from, to] = main ? [main.low, main.high] : [0, 0];
  const traced = findTraced(db, scope, range);
  const slots = assignColors(readNameOrder(db, namesInOrder(range)));
  const names = groups
    .flatMap((places, code): (NameFigures & { readonly code: number })[] => {
      if (places.length === 0) return [];
      const own = pick(durations, places);
      const trend = findTrend(pick(starts, places), own, from, to);
      const figures = describeDurations(own.sort());
      const name = range.nameTexts[code] ?? "";
      const share = traced > 0 ? figures.total / traced : 0;
      const slot = slots.get(name) ?? 8;
      return [{ code, name, slot, count: places.length, share, trend, ...figures, ...countLogBins(own, low, high) }];
    })
    .sort((a, b) => b.total - a.total || a.code - b.code);
  const heatmap = makeGrid(starts, durations, {
    // A run starts a little before its first span does.
    x: { bins: HEATMAP.columns, low: from > 0 && from < FIRST_PART * to ? 0 : from, high: to },
    y: { bins: HEATMAP.lines, log: true },
  });
  const shown = names.slice(0, MOST_NAMES);
  const layers = names.slice(0, MOST_LAYERS).map(({ code }) => groups[code] ?? new Uint32Array());
  layers.push(Uint32Array.from(names.slice(MOST_LAYERS).flatMap(({ code }) => [...(groups[code] ?? [])])));
  return {
    names: shown.map(({ code: _, ...name }) => name),
    nameCount: names.length,
    count: range.count,
    leftOut: range.count - durations.length,
    traced,
    low,
    high,
    heatmap,
    earlier: main?.earlier.count ?? 0,
    later: main?.later.count ?? 0,
    layers: layers
      .filter(({ length }) => length > 0)
      .map((places) => makeLayer(pick(starts, places), pick(durations, places), heatmap)),
  };
}

interface Numbers {
  /** Seconds from the origin; NaN where the file holds no number. */
  readonly starts: Float64Array;
  readonly durations: Float64Array;
  readonly codes: Int32Array;
}

/** The spans in scope that have a duration. In loops: callbacks over a million of them take longer than reading them. */
function pickNumbers({ rows, starts, durations, names }: SpanRange, origin: number): Numbers {
  const places = new Uint32Array(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place++)
    if ((rows[place] as number) >= 0 && !Number.isNaN(durations[place])) places[count++] = place;
  const inScope = places.subarray(0, count);
  const offsets = pick(starts, inScope);
  const codes = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    offsets[index] = (offsets[index] as number) - origin;
    codes[index] = names[inScope[index] as number] as number;
  }
  return { starts: offsets, durations: pick(durations, inScope), codes };
}

function pick(values: Float64Array, places: Uint32Array): Float64Array {
  const picked = new Float64Array(places.length);
  for (let index = 0; index < places.length; index++) picked[index] = values[places[index] as number] as number;
  return picked;
}

/** Places by name code. */
function groupByName(codes: Int32Array, nameCount: number): Uint32Array[] {
  const counts = new Uint32Array(nameCount);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  const groups = Array.from(counts, (count) => new Uint32Array(count));
  const next = new Uint32Array(nameCount);
  for (let place = 0; place < codes.length; place++) {
    const code = codes[place] as number;
    const at = next[code] as number;
    (groups[code] as Uint32Array)[at] = place;
    next[code] = at + 1;
  }
  return groups;
}

/** The smallest above 0 and the largest value. */
function findEnds(values: Float64Array): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value > 0 && value < low) low = value;
    if (value > 0 && value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

/** A share is of all that ran in the time looked at, so that it does not change with the names that are chosen. */
function findTraced(db: Connection, scope: Scope, range: SpanRange): number {
  const narrowed = scope.names.length > 0 || scope.tags.length > 0;
  const whole = narrowed
    ? readSpanRange(db, resolveScope(db, { ...scope, names: [], tags: [] }), scope.window, () => undefined)
    : range;
  // What is out of scope is left out as what has no duration is.
  const durations = new Float64Array(whole.durations);
  for (let place = 0; place < durations.length; place++)
    if ((whole.rows[place] as number) < 0) durations[place] = Number.NaN;
  return findCoveredTime({ starts: whole.starts, durations }, () => readParents(db, whole).parents);
}

function namesInOrder({ ids, names, nameTexts }: SpanRange): { name: string; firstId: number }[] {
  const first = new Map<number, number>();
  for (const [place, code] of names.entries()) {
    if (!first.has(code)) first.set(code, ids[place] ?? 0);
    if (first.size === nameTexts.length) break;
  }
  return [...first].map(([code, firstId]) => ({ name: nameTexts[code] ?? "", firstId }));
}

/** Cells of the same grid, of some spans. */
function makeLayer(starts: Float64Array, durations: Float64Array, { x, y }: DensityGrid): HeatmapLayer {
  const { cells, counts } = makeGrid(starts, durations, { x, y });
  return { cells, counts };
}

export const overview = defineQuery({
  params: onlyScope,
  urgency: "long",
  run: (db, params, { tell }) => readOverview(db, params, tell),
});
