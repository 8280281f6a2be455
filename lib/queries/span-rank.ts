/** Where a span ranks among those of its name. */

import { type Reading, readSpanRange, type SpanRange } from "../columns/span-range.ts";
import { type Basis, estimateCount } from "../model/basis.ts";
import type { Scope } from "../model/scope.ts";
import { widenEnds } from "../stats/axis-ends.ts";
import { firstAbove, quantile } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { NUMERIC_DURATION } from "../store/summary.ts";
import { aboutSpan } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope, type ScopedSpans } from "./sql/scoped-spans.ts";

/** Bars of the histogram: 4 px each in the panel. */
const RANK_BINS = 76;

export interface Neighbour {
  readonly id: number;
  /** Seconds. */
  readonly duration: number;
}

export interface SpanRank {
  /** Of a sample, counts and percentiles are estimates. */
  readonly basis: Basis;
  /** Spans of the name in scope, including this one even if it is out of scope. */
  readonly count: number;
  /** How many of them took longer; on ties, the higher id counts as slower. */
  readonly slower: number;
  /** The share of faster ones, 0 to 1. */
  readonly fasterShare: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Ends of the histogram's logarithmic axis in seconds; both 0 if there is nothing to draw. */
  readonly low: number;
  readonly high: number;
  readonly bins: readonly number[];
  /** Spans of 0 s or less, off a logarithmic axis. */
  readonly unplaced: number;
  /** The next slower and next faster span; null in a sample, which does not hold them. */
  readonly slowerSpan: Neighbour | null;
  readonly fasterSpan: Neighbour | null;
}

/** The name filter of the scope is ignored: only spans of the same name are compared. */
export interface RankParams {
  readonly id: number;
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
}

interface Own {
  readonly name: string;
  readonly duration: number;
}

/** The spans of one name in a scope. */
export function scopeOfName(db: Connection, scope: Scope, name: string): ScopedSpans {
  return resolveScope(db, { ...scope, names: [name] });
}

/** Null if there is no such span, or it has no duration. */
export function readSpanRank(db: Connection, { id, scope, reading = "exact" }: RankParams): SpanRank | null {
  const own = db
    .prepare<[number], Own>(
      `SELECT CAST(name AS TEXT) AS name, duration FROM spans WHERE id = ? AND ${NUMERIC_DURATION}`,
    )
    .get(id);
  if (!own) return null;
  const range = readSpanRange(db, scopeOfName(db, scope, own.name), reading, () => undefined);
  return describeRank(standAmong(range, id, own.duration), own.duration, range.basis);
}

/** Where a span stands among those of its name that were read. */
interface Standing {
  /** With its own, if it is one of them. */
  readonly durations: Float64Array;
  readonly others: number;
  readonly faster: number;
  readonly slower: number;
  readonly slowerSpan: Neighbour | null;
  readonly fasterSpan: Neighbour | null;
}

/** One pass without copies of other columns: there may be ten million. */
function standAmong({ ids, durations, rows, count, basis }: SpanRange, id: number, duration: number): Standing {
  const found = new Float64Array(count);
  let [size, others, faster, slower] = [0, 0, 0, 0];
  let [above, below] = [-1, -1];
  for (let place = 0; place < rows.length; place++) {
    const other = durations[place] as number;
    if ((rows[place] as number) < 0 || Number.isNaN(other)) continue;
    found[size++] = other;
    const otherId = ids[place] as number;
    if (otherId === id) continue;
    others++;
    if (other < duration) faster++;
    if (other > duration || (other === duration && otherId > id)) {
      slower++;
      // Of equal ones, the first is the nearest.
      if (above < 0 || other < (durations[above] as number)) above = place;
    } else if (below < 0 || other >= (durations[below] as number)) below = place;
  }
  const at = (place: number): Neighbour | null =>
    place < 0 || !basis.exact ? null : { id: ids[place] as number, duration: durations[place] as number };
  const counts = { others, faster, slower };
  return { durations: found.subarray(0, size), ...counts, slowerSpan: at(above), fasterSpan: at(below) };
}

function describeRank(standing: Standing, duration: number, basis: Basis): SpanRank {
  const { others, faster, slower, slowerSpan, fasterSpan } = standing;
  const sorted = standing.durations.sort();
  const at = (share: number) => (sorted.length > 0 ? quantile(sorted, share) : duration);
  const positive = sorted.subarray(firstAbove(sorted, 0));
  const lowest = Math.min(positive[0] ?? Number.POSITIVE_INFINITY, duration > 0 ? duration : Number.POSITIVE_INFINITY);
  const least = Number.isFinite(lowest) ? lowest : 0;
  const most = Math.max(sorted.at(-1) ?? 0, duration, 0);
  const [low, high] = least === most ? widenEnds(least, { log: true }) : [least, most];
  return {
    basis,
    // The others that were read stand for all others.
    count: estimateCount(others, basis) + 1,
    slower: estimateCount(slower, basis),
    fasterShare: faster / (others + 1),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    low,
    high,
    bins: countBins(positive, low, high).map((bin) => estimateCount(bin, basis)),
    unplaced: estimateCount(sorted.length - positive.length, basis),
    slowerSpan,
    fasterSpan,
  };
}

function countBins(positive: Float64Array, low: number, high: number): number[] {
  if (!(low > 0)) return [];
  const bins = new Array<number>(RANK_BINS).fill(0);
  const first = Math.log10(low);
  const step = (Math.log10(high) - first) / RANK_BINS;
  for (const duration of positive) {
    const index = Math.max(0, Math.min(Math.trunc((Math.log10(duration) - first) / step), RANK_BINS - 1));
    bins[index] = (bins[index] as number) + 1;
  }
  return bins;
}

export const spanRank = defineQuery({
  params: aboutSpan,
  urgency: "first",
  run: readSpanRank,
});
