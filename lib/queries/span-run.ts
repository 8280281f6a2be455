/** Which of the runs a span belongs to. */

import type { Run } from "../model/run.ts";
import { sideTables } from "../store/database.ts";
import type { Connection } from "../store/driver.ts";

export function readRunOf(db: Connection, runs: readonly Run[], id: number): Run | undefined {
  const around = runs.filter(({ firstId, lastId }) => firstId <= id && id <= lastId);
  if (around.length < 2 || !sideTables(db).has("run_spans")) return around[0];
  // Spans of several runs lie between each other's.
  const recorded = db
    .prepare<[number], string>("SELECT run_id FROM run_spans WHERE ? BETWEEN first_span_id AND last_span_id")
    .pluck()
    .get(id);
  return around.find((run) => run.id === recorded) ?? around[0];
}
