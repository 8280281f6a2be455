/** The errors of single spans, and their number by name. */

import { UNFINISHED } from "../../model/error-filter.ts";
import type { Connection } from "../../store/driver.ts";
import { sideTables } from "../../store/table-check.ts";
import type { ScopedSpans } from "./scoped-spans.ts";

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

/** To count more takes longer than to read a sample: 0.1 s for 100,000. */
const MAX_COUNTED = 100_000;

interface NameErrors {
  readonly name: string;
  /** Failed and unfinished spans that have a duration. */
  readonly errors: number;
  readonly unfinished: number;
}

/**
 * The errors of a scope by name, counted without reading its spans; null if there are very many, or if only a pass over
 * the tags tells which spans are in scope.
 */
export function countErrorsByName(db: Connection, scoped: ScopedSpans): ReadonlyMap<string, NameErrors> | null {
  const from = findErrors(db, scoped);
  if (from === null) return null;
  const counts = db
    .prepare<(number | string)[], NameErrors>(
      `SELECT CAST(s.name AS TEXT) AS name, count(*) AS errors, count(*) FILTER (WHERE e.type = ?) AS unfinished
       ${from.sql} AND typeof(s.duration) IN ('real', 'integer') GROUP BY 1`,
    )
    .all(UNFINISHED, ...from.parameters);
  return new Map(counts.map((count) => [count.name, count]));
}

/** How many spans of a scope have an error; null as above. */
export function countErrorSpans(db: Connection, scoped: ScopedSpans): number | null {
  const from = findErrors(db, scoped);
  return (
    from &&
    (db
      .prepare<(number | string)[], number>(`SELECT count(*) ${from.sql}`)
      .pluck()
      .get(...from.parameters) ??
      0)
  );
}

function findErrors(db: Connection, { window: { firstId, lastId }, filter, where, parameters }: ScopedSpans) {
  if (filter.tags.length > 0 || !sideTables(db).has("span_errors")) return null;
  const most = db
    .prepare<[number, number], number>(
      `SELECT count(*) FROM (SELECT 1 FROM span_errors WHERE span_id BETWEEN ? AND ? LIMIT ${MAX_COUNTED + 1})`,
    )
    .pluck();
  if ((most.get(firstId, lastId) ?? 0) > MAX_COUNTED) return null;
  const sql = `FROM span_errors AS e CROSS JOIN spans AS s ON s.id = e.span_id
    WHERE e.span_id BETWEEN ? AND ? AND ${where}`;
  return { sql, parameters: [firstId, lastId, ...parameters] };
}
