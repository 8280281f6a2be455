/** The figures of the overview, per name and over time, from a single pass over the spans of a scope. */

import { readParents } from "../columns/parents.ts";
import { readSpanRange, type SpanRange } from "../columns/span-range.ts";
import { assignColors, type ColorIndex } from "../model/colors.ts";
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
  /** Share of the traced time, 0 to 1; above 1 if spans of the name ran in parallel. */
  readonly share: number;
  readonly trend: readonly (number | null)[];
}

export interface OverviewFigures {
  /** The largest total first. */
  readonly names: readonly NameFigures[];
  readonly nameCount: number;
  /** Spans of the scope, including those without a numeric duration. */
  readonly count: number;
  /** Spans without a numeric duration. */
  readonly leftOut: number;
  /** Seconds covered by spans of the run, regardless of name and tag filters. */
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
  const colorIndexes = assignColors(readNameOrder(db, namesInOrder(range)));
  const names = groups
    .flatMap((indices, code): (NameFigures & { readonly code: number })[] => {
      if (indices.length === 0) return [];
      const own = pick(durations, indices);
      const trend = findTrend(pick(starts, indices), own, from, to);
      const figures = describeDurations(own.sort());
      const name = range.nameTexts[code] ?? "";
      const share = traced > 0 ? figures.total / traced : 0;
      const colorIndex = colorIndexes.get(name) ?? 8;
      return [
        { code, name, colorIndex, count: indices.length, share, trend, ...figures, ...countLogBins(own, low, high) },
      ];
    })
    .sort((a, b) => b.total - a.total || a.code - b.code);
  const heatmap = makeGrid(starts, durations, {
    // A run starts a little before its first span.
    x: { bins: HEATMAP.columns, low: from > 0 && from < FIRST_PART * to ? 0 : from, high: to },
    y: { bins: HEATMAP.lines, log: true },
  });
  const shown = names.slice(0, MAX_NAMES);
  const layers = names.slice(0, MAX_LAYERS).map(({ code }) => groups[code] ?? new Uint32Array());
  layers.push(Uint32Array.from(names.slice(MAX_LAYERS).flatMap(({ code }) => [...(groups[code] ?? [])])));
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
      .map((indices) => makeLayer(pick(starts, indices), pick(durations, indices), heatmap)),
  };
}

interface Numbers {
  /** Seconds from the origin; NaN where the file holds no number. */
  readonly starts: Float64Array;
  readonly durations: Float64Array;
  readonly codes: Int32Array;
}

/** The spans in scope with a duration. Plain loops: callbacks over a million spans take longer than reading them. */
function pickNumbers({ rows, starts, durations, names }: SpanRange, origin: number): Numbers {
  const indices = new Uint32Array(rows.length);
  let count = 0;
  for (let index = 0; index < rows.length; index++)
    if ((rows[index] as number) >= 0 && !Number.isNaN(durations[index])) indices[count++] = index;
  const inScope = indices.subarray(0, count);
  const offsets = pick(starts, inScope);
  const codes = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    offsets[index] = (offsets[index] as number) - origin;
    codes[index] = names[inScope[index] as number] as number;
  }
  return { starts: offsets, durations: pick(durations, inScope), codes };
}

function pick(values: Float64Array, indices: Uint32Array): Float64Array {
  const picked = new Float64Array(indices.length);
  for (let index = 0; index < indices.length; index++) picked[index] = values[indices[index] as number] as number;
  return picked;
}

/** Indices by name code. */
function groupByName(codes: Int32Array, nameCount: number): Uint32Array[] {
  const counts = new Uint32Array(nameCount);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  const groups = Array.from(counts, (count) => new Uint32Array(count));
  const next = new Uint32Array(nameCount);
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] as number;
    const at = next[code] as number;
    (groups[code] as Uint32Array)[at] = index;
    next[code] = at + 1;
  }
  return groups;
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

/** Shares refer to everything that ran in that time, so that they do not change with name and tag filters. */
function findTraced(db: Connection, scope: Scope, range: SpanRange): number {
  const narrowed = scope.names.length > 0 || scope.tags.length > 0;
  const whole = narrowed
    ? readSpanRange(db, resolveScope(db, { ...scope, names: [], tags: [] }), scope.window, () => undefined)
    : range;
  // NaN durations are ignored, so this excludes spans out of scope.
  const durations = new Float64Array(whole.durations);
  for (let index = 0; index < durations.length; index++)
    if ((whole.rows[index] as number) < 0) durations[index] = Number.NaN;
  return findCoveredTime({ starts: whole.starts, durations }, () => readParents(db, whole).parents);
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
  params: onlyScope,
  urgency: "long",
  run: (db, params, { tell }) => readOverview(db, params, tell),
});
