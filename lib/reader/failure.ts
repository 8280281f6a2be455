/** Turns refused SQL and whatever SQLite or better-sqlite3 throws into failures that users can act on. */

import { findNearest } from "../model/nearest.ts";
import type { QueryErrorCode, QueryFailure } from "../model/outcome.ts";
import { ParamsError } from "../queries/params.ts";
import { explain } from "../store/database-error.ts";
import type { Connection } from "../store/driver.ts";
import { findPlace, missingColumn, missingTable, placeOf } from "./error-place.ts";
import { readTokens, type Token } from "./tokens.ts";

/** Errors of the file, not of the SQL. */
const OF_THE_FILE = /^SQLITE_(?:NOTADB|CORRUPT|BUSY|LOCKED|CANTOPEN|READONLY|IOERR|PROTOCOL|FULL)/;

export function describeFailure(error: unknown, path: string, sql: string, db: Connection | undefined): QueryFailure {
  if (error instanceof ParamsError) return { code: "PARAMS", message: error.message };
  const { code, message } = error as { code?: string; message?: string };
  if (!db || (code !== undefined && OF_THE_FILE.test(code))) return describeFile(path, error);
  if (code === "SQLITE_NOMEM") return { code: "SQL_MEMORY", message: "Stopped: not enough memory for this query." };
  if (code?.startsWith("SQLITE_")) return describeSql(code as QueryErrorCode, message ?? code, sql, db);
  return describeMisuse(message ?? String(error), sql);
}

/** An unreadable file, with the message of `DatabaseError`. */
function describeFile(path: string, error: unknown): QueryFailure {
  // A missing or crashing driver has its own message, in a plain Error without a code.
  const known = error instanceof Error && !("code" in error) && !("problem" in error);
  if (known) return { code: "DATABASE", message: error.message, file: "unusable" };
  const { message, problem, copyable } = explain(path, error);
  return { code: "DATABASE", message, file: problem, ...(copyable && { copyable }) };
}

function describeSql(code: QueryErrorCode, message: string, sql: string, db: Connection): QueryFailure {
  const place = findPlace(sql, message, (text) => messageOf(db, text));
  const nearest = findName(db, message, sql);
  return { code, message, ...(place ? { place } : {}), ...(nearest ? { nearest } : {}) };
}

/** Errors of better-sqlite3 itself: a second statement, missing parameters, no statement. */
function describeMisuse(message: string, sql: string): QueryFailure {
  const tokens = readTokens(sql);
  const at = (token: Token | undefined) => (token ? { place: placeOf(sql, token.from, token.to) } : {});
  if (/more than one statement/.test(message)) {
    const end = tokens.findIndex((token) => token.text === ";");
    const second = tokens.slice(end).find((token) => token.text !== ";");
    return { code: "SQLITE_MISUSE", message: "One statement at a time; a second one starts here.", ...at(second) };
  }
  if (/parameter/.test(message)) {
    const variable = tokens.find((token) => token.kind === "variable");
    const advice = "Parameters are not supported here; write the value into the SQL.";
    return { code: "SQLITE_MISUSE", message: advice, ...at(variable) };
  }
  if (/no statements/.test(message)) return { code: "SQL_EMPTY", message: "There is no statement to run." };
  return { code: "SQLITE_MISUSE", message };
}

function messageOf(db: Connection, sql: string): string | undefined {
  try {
    db.prepare(sql);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function findName(db: Connection, message: string, sql: string): string | undefined {
  const table = missingTable(message);
  const column = missingColumn(message);
  if (!table && !column) return undefined;
  try {
    const names = db
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
      )
      .pluck()
      .all() as string[];
    if (table) return findNearest(table.split(".").at(-1) ?? table, names);
    // Columns of tables named in the SQL come first, so that they win ties.
    const named = new Set(readTokens(sql).map((token) => token.text.toLowerCase()));
    const order = names.toSorted((a, b) => Number(named.has(b.toLowerCase())) - Number(named.has(a.toLowerCase())));
    const columns = order.flatMap(
      (name) => db.prepare("SELECT name FROM pragma_table_info(?)").pluck().all(name) as string[],
    );
    return findNearest(column?.split(".").at(-1) ?? "", columns);
  } catch {
    return undefined;
  }
}

const MAX_LENGTH = 100_000;
const READING = new Set(["SELECT", "WITH", "VALUES", "EXPLAIN"]);

const NOT_READ = "Only SELECT, WITH, VALUES and EXPLAIN run here; the database is read-only.";

/**
 * Refuses SQL by its text, before SQLite sees it: even preparing a statement can exhaust memory. A harmless first word
 * does not make a statement harmless (`WITH … DELETE`), but some harmful statements are recognizable only by it: SQLite
 * reports `PRAGMA locking_mode = EXCLUSIVE` as a read-only statement that returns rows.
 */
export function checkSql(sql: string): QueryFailure | undefined {
  if (sql.length > MAX_LENGTH) {
    const length = sql.length.toLocaleString("en-US");
    return { code: "SQL_TOO_LONG", message: `The SQL has ${length} characters; the limit is 100,000.` };
  }
  const nul = sql.indexOf("\0");
  if (nul >= 0) {
    return { code: "SQL_NUL", message: "The SQL contains a NUL character.", place: placeOf(sql, nul, nul + 1) };
  }
  const first = readTokens(sql).find((token) => token.text !== ";");
  if (!first) return { code: "SQL_EMPTY", message: "There is no statement to run." };
  if (READING.has(first.text.toUpperCase())) return undefined;
  const known = first.kind === "word" && first.text.toUpperCase() === "PRAGMA";
  const hint = known ? " Many pragmas can be read as tables, as in SELECT * FROM pragma_table_info('spans')." : "";
  return { code: "SQL_NOT_READ", message: NOT_READ + hint, place: placeOf(sql, first.from, first.to) };
}

/** For writes that only SQLite recognizes, such as `WITH … DELETE` and `INSERT … RETURNING`. */
export function refuseWriting(sql: string): QueryFailure {
  const first = readTokens(sql)[0];
  const failure: QueryFailure = { code: "SQL_NOT_READ", message: NOT_READ };
  return first ? { ...failure, place: placeOf(sql, first.from, first.to) } : failure;
}
