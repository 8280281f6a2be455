/** How many spans were added since a page was rendered. Polled every second, so it must be cheap. */
import { COUNTED_NEW } from "../model/basis.ts";
import type { Connection } from "../store/driver.ts";
import { readLastSeen } from "./sql/running-rows.ts";

export interface Newest {
  /** The newest id; 0 without spans. */
  readonly lastId: number;
  /** Spans after the given id, at most `COUNTED_NEW` + 1. */
  readonly count: number;
  /** When a span was last reported running, seconds since the epoch; null if there are none. */
  readonly running: number | null;
}

/** 0 without spans. */
export function readNewestId(db: Connection): number {
  return db.prepare<[], number | null>("SELECT max(id) FROM spans").pluck().get() ?? 0;
}

export function readNewest(db: Connection, after: number): Newest {
  const count = db
    .prepare<[number], number>(`SELECT count(*) FROM (SELECT 1 FROM spans WHERE id > ? LIMIT ${COUNTED_NEW + 1})`)
    .pluck()
    .get(after);
  return { lastId: readNewestId(db), count: count ?? 0, running: readLastSeen(db) };
}
