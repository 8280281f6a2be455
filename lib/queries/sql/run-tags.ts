/** What runs are of and on: their rows in `run_tags`. */
import type { Connection } from "../../store/driver.ts";
import { sideTables } from "../../store/table-check.ts";

export type TagsOfRun = ReadonlyMap<string, string>;

export const NO_TAGS: TagsOfRun = new Map();

/** By run; empty for a file without such a table. */
export function readRunTags(db: Connection): ReadonlyMap<string, TagsOfRun> {
  const found = new Map<string, Map<string, string>>();
  if (!sideTables(db).has("run_tags")) return found;
  const rows = db
    .prepare<[], [string, string, string]>(
      "SELECT CAST(run_id AS TEXT), CAST(key AS TEXT), CAST(value AS TEXT) FROM run_tags",
    )
    .raw();
  for (const [run, key, value] of rows.iterate()) {
    const tags = found.get(run) ?? new Map<string, string>();
    found.set(run, tags.set(key, value));
  }
  return found;
}
