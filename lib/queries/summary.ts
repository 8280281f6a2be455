/** Totals of a whole file: counts, time range, and figures by name. */

import { UNFINISHED } from "../model/error-filter.ts";
import { quoteText } from "../model/quote.ts";
import type { SpanWindow } from "../model/run.ts";
import type { RunningCounts } from "../model/running.ts";
import type { Connection } from "../store/driver.ts";
import { type FileSummary, NUMERIC_DURATION, readSummary } from "../store/summary.ts";
import { sideTables } from "../store/table-check.ts";
import { nothing } from "./params.ts";
import { defineQuery } from "./query.ts";
import { countRunning } from "./sql/running-rows.ts";

export interface NameStats {
  readonly name: string;
  readonly count: number;
  /** All times in seconds. */
  readonly total: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Failed and unfinished spans among them. */
  readonly errors: number;
  /** The unfinished ones among these. */
  readonly unfinished: number;
  /** The first id of the name in the window. */
  readonly firstId: number;
}

/** In a file that records no errors, or records them in another way, there are none. */
function errorColumns(db: Connection): string {
  if (!sideTables(db).has("span_errors")) return "0 AS errors, 0 AS unfinished";
  return `count(*) FILTER (WHERE id IN (SELECT span_id FROM span_errors)) AS errors,
              count(*) FILTER (WHERE id IN (SELECT span_id FROM span_errors WHERE type = ${quoteText(UNFINISHED)})) AS unfinished`;
}

/** Counts, sums and percentiles by name, largest total first. `percentile()` is SQLite's own and exact. */
export function readNames(db: Connection, window: SpanWindow): NameStats[] {
  return readNamesOf(db, "spans WHERE id BETWEEN ? AND ?", [window.firstId, window.lastId]);
}

/** @param from tables and a condition */
export function readNamesOf(db: Connection, from: string, params: readonly (number | string)[]): NameStats[] {
  return db
    .prepare<(number | string)[], NameStats>(
      `SELECT coalesce(CAST(name AS TEXT), '') AS name, count(*) AS count,
              sum(duration) AS total, avg(duration) AS mean,
              percentile(duration, 50) AS p50, percentile(duration, 95) AS p95, percentile(duration, 99) AS p99,
              max(duration) AS max, ${errorColumns(db)}, min(id) AS firstId
       FROM ${from} AND ${NUMERIC_DURATION}
       GROUP BY CAST(name AS TEXT)
       ORDER BY total DESC, firstId`,
    )
    .all(...params);
}

export interface WholeSummary extends FileSummary {
  /** Spans that have not ended, by what is known of them; in none of the other figures. */
  readonly running: RunningCounts;
  readonly names: readonly NameStats[];
}

const ALL_IDS = { firstId: Number.MIN_SAFE_INTEGER, lastId: Number.MAX_SAFE_INTEGER };

export function readWholeSummary(db: Connection): WholeSummary {
  const summary = readSummary(db);
  const { spanCount } = summary;
  const names = readNames(db, { ...ALL_IDS, count: spanCount, total: spanCount, estimated: false });
  return { ...summary, running: countRunning(db), names };
}

export const summary = defineQuery({ params: nothing, urgency: "long", run: readWholeSummary });
