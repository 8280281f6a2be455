/** What is refused by its text alone, before SQLite sees it: even preparing a statement can eat all memory. */

import type { QueryFailure } from "../model/outcome.ts";
import { placeOf } from "./error-place.ts";
import { readTokens } from "./tokens.ts";

const MAX_LENGTH = 100_000;
const READING = new Set(["SELECT", "WITH", "VALUES", "EXPLAIN"]);

const NOT_READ = "Only SELECT, WITH, VALUES and EXPLAIN run here; the database is read-only.";

/**
 * The first word alone does not make a statement harmless (`WITH … DELETE`), but some harmful ones can be told by
 * nothing else: SQLite reports `PRAGMA locking_mode = EXCLUSIVE` as a read-only statement that returns rows.
 */
export function checkSql(sql: string): QueryFailure | undefined {
  if (sql.length > MAX_LENGTH) {
    const length = sql.length.toLocaleString("en-US");
    return { code: "SQL_TOO_LONG", message: `The SQL has ${length} characters; 100,000 are the most.` };
  }
  const nul = sql.indexOf("\0");
  if (nul >= 0) {
    return { code: "SQL_NUL", message: "The SQL contains a NUL character.", place: placeOf(sql, nul, nul + 1) };
  }
  const first = readTokens(sql).find((token) => token.text !== ";");
  if (!first) return { code: "SQL_EMPTY", message: "There is no statement here." };
  if (READING.has(first.text.toUpperCase())) return undefined;
  const known = first.kind === "word" && first.text.toUpperCase() === "PRAGMA";
  const hint = known ? " Many pragmas can be read as tables, as in SELECT * FROM pragma_table_info('spans')." : "";
  return { code: "SQL_NOT_READ", message: NOT_READ + hint, place: placeOf(sql, first.from, first.to) };
}

/** For statements that only SQLite can tell, such as `WITH … DELETE` and `INSERT … RETURNING`. */
export function refuseWriting(sql: string): QueryFailure {
  const first = readTokens(sql)[0];
  const failure: QueryFailure = { code: "SQL_NOT_READ", message: NOT_READ };
  return first ? { ...failure, place: placeOf(sql, first.from, first.to) } : failure;
}
