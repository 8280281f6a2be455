/** What is in the window, for whoever writes SQL: names and the first moment. */
import type { Connection } from "../driver.ts";
import type { SpanWindow } from "./window.ts";

export interface NameCount {
  readonly name: string;
  readonly count: number;
  /** The first id of the name in the window. */
  readonly firstId: number;
}

/** Span names, most frequent first. */
export function readNameCounts(db: Connection, window: SpanWindow): NameCount[] {
  return db
    .prepare<[number, number], NameCount>(
      `SELECT CAST(name AS TEXT) AS name, count(*) AS count, min(id) AS firstId
       FROM spans WHERE id BETWEEN ? AND ?
       GROUP BY CAST(name AS TEXT) ORDER BY count DESC, firstId`,
    )
    .all(window.firstId, window.lastId);
}

/** The earliest start in the window, seconds since the epoch; null where the file holds no number. */
export function readFirstStart(db: Connection, window: SpanWindow): number | null {
  const start = db
    .prepare<[number, number], number | null>(
      "SELECT min(start) FROM spans WHERE id BETWEEN ? AND ? AND start BETWEEN -1e300 AND 1e300",
    )
    .pluck()
    .get(window.firstId, window.lastId);
  return start ?? null;
}
