/** The tags of runs, also from files of other tools and from before there were any. */
import type { Run } from "../../model/run.ts";
import type { RunTags } from "../../model/run-tags.ts";
import type { Connection } from "../../store/driver.ts";
import { sideTables } from "../../store/table-check.ts";

/** Some thousand runs; a file that holds more was not written by a tracer. */
const MAX_ROWS = 200_000;
const MAX_TEXT = 16_384;

/** By the run's id; runs without any are missing. @param only the id of the run that is wanted */
export function readRunTags(db: Connection, only?: string): Map<string, RunTags> {
  const tags = new Map<string, Record<string, string>>();
  if (!sideTables(db).has("run_tags")) return tags;
  const rows = db
    .prepare<string[], [string, string, string]>(
      `SELECT CAST(run_id AS TEXT), CAST(key AS TEXT), substr(CAST(value AS TEXT), 1, ${MAX_TEXT})
       FROM run_tags ${only === undefined ? "" : "WHERE run_id = ?"} ORDER BY rowid DESC LIMIT ${MAX_ROWS}`,
    )
    .raw();
  for (const [id, key, value] of rows.iterate(...(only === undefined ? [] : [only]))) {
    const known = tags.get(id) ?? Object.create(null);
    known[key] = value;
    tags.set(id, known);
  }
  return tags;
}

/** What is known of a run, with what its row says. */
export function knownOf(run: Pick<Run, "node" | "command" | "host">, tags: RunTags = {}): Map<string, string> {
  const known = new Map(Object.entries(tags));
  for (const key of ["node", "command", "host"] as const) if (run[key] !== null) known.set(key, run[key]);
  return known;
}
