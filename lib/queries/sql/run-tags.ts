/** The tags of runs, also from files of other tools and from before there were any. */
import type { RunTags } from "../../model/run-tags.ts";
import type { Connection } from "../../store/driver.ts";
import { sideTables } from "../../store/table-check.ts";

/** Some thousand runs; a file that holds more was not written by a tracer. */
const MAX_ROWS = 200_000;
const MAX_TEXT = 16_384;

/** By the run's id; runs without any are missing. @param only the ids of the runs that are wanted */
export function readRunTags(db: Connection, only?: readonly string[]): Map<string, RunTags> {
  const tags = new Map<string, Record<string, string>>();
  if (!sideTables(db).has("run_tags")) return tags;
  const rows = db
    .prepare<string[], [string, string, string]>(
      `SELECT CAST(run_id AS TEXT), CAST(key AS TEXT), substr(CAST(value AS TEXT), 1, ${MAX_TEXT})
       FROM run_tags ${only ? "WHERE run_id IN (SELECT value FROM json_each(?))" : ""} ORDER BY rowid DESC LIMIT ${MAX_ROWS}`,
    )
    .raw();
  for (const [id, key, value] of rows.iterate(...(only ? [JSON.stringify(only)] : []))) {
    const known = tags.get(id) ?? Object.create(null);
    known[key] = value;
    tags.set(id, known);
  }
  return tags;
}
