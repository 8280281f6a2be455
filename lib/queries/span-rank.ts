/** Where a span ranks among those of its name. */

import type { Scope } from "../model/scope.ts";
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
  /** Spans of the name in scope, including this one even if it is out of scope. */
  readonly count: number;
  /** How many of them took longer; on ties, the higher id counts as slower. */
  readonly slower: number;
  /** The share of faster ones, 0 to 1. */
  readonly fasterShare: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Ends of the histogram's logarithmic axis in seconds; equal if there is nothing to draw. */
  readonly low: number;
  readonly high: number;
  readonly bins: readonly number[];
  /** Spans of 0 s or less, off a logarithmic axis. */
  readonly unplaced: number;
  /** The next slower and next faster span. */
  readonly slowerSpan: Neighbour | null;
  readonly fasterSpan: Neighbour | null;
}

/** The name filter of the scope is ignored: only spans of the same name are compared. */
export interface RankParams {
  readonly id: number;
  readonly scope: Scope;
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
export function readSpanRank(db: Connection, { id, scope }: RankParams): SpanRank | null {
  const own = db
    .prepare<[number], Own>(
      `SELECT CAST(name AS TEXT) AS name, duration FROM spans WHERE id = ? AND ${NUMERIC_DURATION}`,
    )
    .get(id);
  if (!own) return null;
  const { where, parameters } = scopeOfName(db, scope, own.name);
  const from = `FROM spans AS s WHERE ${where} AND s.${NUMERIC_DURATION}`;
  const place = { from, parameters, id, duration: own.duration };
  const stats = readStats(db, place);
  return {
    ...stats,
    ...readBins(db, place, stats.low, stats.high),
    slowerSpan: findNeighbour(db, place, "slower"),
    fasterSpan: findNeighbour(db, place, "faster"),
  };
}

interface Place {
  /** `FROM` and `WHERE` of the spans of that name. */
  readonly from: string;
  readonly parameters: ScopedSpans["parameters"];
  readonly id: number;
  readonly duration: number;
}

interface Counted {
  readonly all: number;
  /** 1 if the span itself is in scope. */
  readonly own: number | null;
  readonly slower: number | null;
  readonly faster: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly unplaced: number | null;
}

function readStats(db: Connection, { from, parameters, id, duration }: Place) {
  const counted = db
    .prepare<(string | number)[], Counted>(
      `SELECT count(*) AS "all", sum(s.id = ?) AS own, sum(s.duration > ? OR (s.duration = ? AND s.id > ?)) AS slower, sum(s.duration < ?) AS faster,
              percentile(s.duration, 50) AS p50, percentile(s.duration, 95) AS p95, percentile(s.duration, 99) AS p99,
              min(s.duration) FILTER (WHERE s.duration > 0) AS low, max(s.duration) AS high, sum(s.duration <= 0) AS unplaced
       ${from}`,
    )
    .get(id, duration, duration, id, duration, ...parameters);
  const count = (counted?.all ?? 0) + (counted?.own ? 0 : 1);
  const placed = duration > 0 ? duration : Number.POSITIVE_INFINITY;
  const low = Math.min(counted?.low ?? Number.POSITIVE_INFINITY, placed);
  return {
    count,
    slower: counted?.slower ?? 0,
    fasterShare: (counted?.faster ?? 0) / count,
    p50: counted?.p50 ?? duration,
    p95: counted?.p95 ?? duration,
    p99: counted?.p99 ?? duration,
    low: Number.isFinite(low) ? low : 0,
    high: Math.max(counted?.high ?? 0, duration, 0),
    unplaced: counted?.unplaced ?? 0,
  };
}

function readBins(db: Connection, { from, parameters }: Place, low: number, high: number) {
  const bins = new Array<number>(RANK_BINS).fill(0);
  if (!(low > 0)) return { bins: [] };
  const first = Math.log10(low);
  // The step must not be 0, even if all durations are equal.
  const step = (Math.log10(high) - first) / RANK_BINS || 1;
  const rows = db
    .prepare<(string | number)[], { bin: number; count: number }>(
      `SELECT CAST((log10(s.duration) - ?) / ? AS INTEGER) AS bin, count(*) AS count ${from} AND s.duration > 0 GROUP BY 1`,
    )
    .all(first, step, ...parameters);
  for (const { bin, count } of rows) {
    const index = Math.max(0, Math.min(bin, RANK_BINS - 1));
    bins[index] = (bins[index] ?? 0) + count;
  }
  return { bins };
}

function findNeighbour(db: Connection, { from, parameters, id, duration }: Place, direction: "slower" | "faster") {
  const [sign, order] = direction === "slower" ? [">", "ASC"] : ["<", "DESC"];
  const found = db
    .prepare<(string | number)[], Neighbour>(
      `SELECT s.id, s.duration ${from} AND (s.duration, s.id) ${sign} (?, ?)
       ORDER BY s.duration ${order}, s.id ${order} LIMIT 1`,
    )
    .get(...parameters, duration, id);
  return found ?? null;
}

export const spanRank = defineQuery({
  params: aboutSpan,
  urgency: "first",
  run: readSpanRank,
});
