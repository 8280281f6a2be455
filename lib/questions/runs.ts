/** Which run a span belongs to. Files written by the Python package know no runs. */
import { tableNames } from "../database.ts";
import type { Connection } from "../driver.ts";

/** When the runs of these spans began, seconds since the epoch, by span id. */
export function readRunStarts(db: Connection, ids: readonly number[]): Map<number, number> {
  const starts = new Map<number, number>();
  const tables = tableNames(db);
  if (ids.length === 0 || !tables.has("runs") || !tables.has("run_spans")) return starts;
  const low = Math.min(...ids);
  const high = Math.max(...ids);
  const ranges = db
    .prepare<[number, number], { first: number; last: number; started: number }>(
      `SELECT range.first_span_id AS first, range.last_span_id AS last, run.started AS started
       FROM run_spans AS range JOIN runs AS run ON run.id = range.run_id
       WHERE range.last_span_id >= ? AND range.first_span_id <= ? AND typeof(run.started) IN ('real', 'integer')`,
    )
    .all(low, high);
  for (const id of ids) {
    const range = ranges.find(({ first, last }) => id >= first && id <= last);
    if (range) starts.set(id, range.started);
  }
  return starts;
}
