/** The errors of single spans. */

import type { Connection } from "../../store/driver.ts";
import { sideTables } from "../../store/table-check.ts";

/** The type of the error of each of these spans that has one. */
export function readErrorTypes(db: Connection, ids: readonly number[]): ReadonlyMap<number, string> {
  if (ids.length === 0 || !sideTables(db).has("span_errors")) return new Map();
  const types = db
    .prepare<[string], [number, string | null]>(
      "SELECT span_id, CAST(type AS TEXT) FROM span_errors WHERE span_id IN (SELECT value FROM json_each(?))",
    )
    .raw()
    .all(JSON.stringify(ids));
  return new Map(types.map(([id, type]) => [id, type ?? ""]));
}
