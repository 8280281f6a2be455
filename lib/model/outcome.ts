/** The shapes of a query run in the reader process: what is asked, what comes back, what can go wrong. */

/**
 * What is wrong with a database file.
 * - `missing`: no file there (yet), though its folder exists
 * - `empty`: a file without tables of any kind
 * - `locked`: another process holds it; passes by itself
 * - `unread`: to look at it took too long or too much memory, or ended the process that did; says nothing of the file
 * - `unusable`: anything else; `message` says what and what to do
 */
export type FileProblem = "missing" | "empty" | "locked" | "unread" | "unusable";

/** Caps of one query. What they cut is said in the result (`more`) or in a `QueryError`, never hidden. */
export interface QueryLimits {
  /** Deadline, milliseconds from the moment the reader takes the query. */
  readonly ms: number;
  readonly rows: number;
  readonly bytes: number;
  /** Characters of one text; a longer one is cut and says its true length. */
  readonly cell: number;
}

export const DEFAULT_LIMITS: QueryLimits = { ms: 5_000, rows: 10_000, bytes: 8_000_000, cell: 10_000 };

/** A value as it is stored; what JSON cannot carry comes as text that says so (see `child.ts`). */
export type Cell = string | number | null;

export interface QueryColumn {
  readonly name: string;
  /** The declared type of the table's column it comes from, or null for an expression. */
  readonly type: string | null;
}

export interface QueryResult {
  readonly columns: readonly QueryColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Which cap ended the result early, or null when it is whole. */
  readonly more: "rows" | "bytes" | null;
  /** Time in SQLite, milliseconds. */
  readonly ms: number;
}

/** Stable codes; anything SQLite itself says comes under its own code (`SQLITE_ERROR`, …). */
export type QueryErrorCode =
  | "SQL_TIMEOUT"
  | "SQL_MEMORY"
  | "SQL_CANCELLED"
  | "SQL_BUSY"
  | "SQL_NOT_READ"
  | "SQL_TOO_LONG"
  | "SQL_NUL"
  | "SQL_EMPTY"
  /** The reader process could not be started, or ended for no reason that is known. */
  | "SQL_FAILED"
  | "DATABASE"
  /** A query was sent what it does not take. */
  | "PARAMS"
  | `SQLITE_${string}`;

/** Where in the SQL an error is: offsets in characters, line and column from 1. */
export interface QueryPlace {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
}

/** A failed query as plain data, so that it can cross a process and a network boundary. */
export interface QueryFailure {
  readonly code: QueryErrorCode;
  /** One line, as SQLite says it where SQLite said it. */
  readonly message: string;
  readonly place?: QueryPlace;
  /** The nearest table or column name to one that does not exist. */
  readonly nearest?: string;
  /** What is wrong with the file, where it is that (`DATABASE`). */
  readonly file?: FileProblem;
  /** See `DatabaseError`. */
  readonly copyable?: true;
}

export type QueryOutcome = ({ readonly ok: true } & QueryResult) | ({ readonly ok: false } & QueryFailure);

/** One of the built-in questions answered; `ms` is the time it took, without waiting for its turn. */
export type QuestionOutcome<Value> =
  | { readonly ok: true; readonly value: Value; readonly ms: number }
  | ({ readonly ok: false } & QueryFailure);
