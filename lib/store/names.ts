/** Where the time goes: one row per span name. */

import type { SpanWindow } from "../model/run.ts";
import type { Connection } from "./driver.ts";

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
  /** The first id of the name in the window. */
  readonly firstId: number;
}

/**
 * A duration that can be reckoned with. Foreign files hold texts and NULLs in that column: SQLite compares every text
 * as greater than every number, so the range leaves them out, and infinities too.
 */
export const NUMERIC_DURATION = "duration BETWEEN -1e300 AND 1e300";

/** Counts, sums and percentiles by name, largest total first. `percentile()` is SQLite's own and exact. */
export function readNames(db: Connection, window: SpanWindow): NameStats[] {
  return db
    .prepare<[number, number], NameStats>(
      `SELECT coalesce(CAST(name AS TEXT), '') AS name, count(*) AS count,
              sum(duration) AS total, avg(duration) AS mean,
              percentile(duration, 50) AS p50, percentile(duration, 95) AS p95, percentile(duration, 99) AS p99,
              max(duration) AS max, min(id) AS firstId
       FROM spans
       WHERE id BETWEEN ? AND ? AND ${NUMERIC_DURATION}
       GROUP BY CAST(name AS TEXT)
       ORDER BY total DESC, firstId`,
    )
    .all(window.firstId, window.lastId);
}
