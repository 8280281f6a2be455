/** Limits, results and failures of queries run in the reader's processes. */

/**
 * What is wrong with a database file.
 * - `missing`: no such file (yet), though its folder exists
 * - `empty`: a file without any tables
 * - `locked`: another process holds it; transient
 * - `unread`: validation took too long or too much memory, or its process died; says nothing about the file
 * - `unusable`: anything else; `message` says what is wrong and what to do
 */
export type FileProblem = "missing" | "empty" | "locked" | "unread" | "unusable";

/** Limits of one query. What they cut off is reported in the result (`more`) or as a failure, never hidden. */
export interface SqlLimits {
  /** Deadline, milliseconds from the moment a process takes the query. */
  readonly ms: number;
  readonly rows: number;
  readonly bytes: number;
  /** Characters per text; longer texts are cut and their true length is appended. */
  readonly cell: number;
}

export const DEFAULT_LIMITS: SqlLimits = { ms: 5_000, rows: 10_000, bytes: 8_000_000, cell: 10_000 };

/** A stored value; what JSON cannot carry is described as text (`toCell`). */
export type Cell = string | number | null;

/** What to do about a query that takes too long, in page and terminal. */
export const LESS_TO_READ =
  "Add a LIMIT, or read fewer spans: the newest (WHERE id > …) or a sample (WHERE id % 100 = 0).";

export interface QueryColumn {
  readonly name: string;
  /** The declared type of the column, or null for an expression. */
  readonly type: string | null;
  /** Ids of spans, or their names; undefined for anything else. */
  readonly holds?: "span" | "name" | undefined;
}

export interface SqlResult {
  readonly columns: readonly QueryColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Which limit cut the result off, or null if it is complete. */
  readonly more: "rows" | "bytes" | null;
  /** Time in SQLite, milliseconds. */
  readonly ms: number;
}

/** Stable codes; SQLite's own errors keep theirs (`SQLITE_ERROR`, …). */
export type QueryErrorCode =
  | "SQL_TIMEOUT"
  | "SQL_MEMORY"
  | "SQL_CANCELLED"
  | "SQL_BUSY"
  | "SQL_NOT_READ"
  | "SQL_TOO_LONG"
  | "SQL_NUL"
  | "SQL_EMPTY"
  /** The reader's process could not be started, or ended for an unknown reason. */
  | "SQL_FAILED"
  | "DATABASE"
  /** Parameters that the query does not accept. */
  | "PARAMS"
  | `SQLITE_${string}`;

/** Where an error is in the SQL: offsets in characters, line and column from 1. */
export interface QueryPlace {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
}

/** A failure as plain data, so that it can cross process and network boundaries. */
export interface QueryFailure {
  readonly code: QueryErrorCode;
  /** One line; SQLite's own message for SQLite's errors. */
  readonly message: string;
  readonly place?: QueryPlace;
  /** The existing table or column name closest to the one that was not found. */
  readonly nearest?: string;
  /** What is wrong with the file, for `DATABASE`. */
  readonly file?: FileProblem;
  /** See `DatabaseError`. */
  readonly copyable?: true;
}

export type SqlOutcome = ({ readonly ok: true } & SqlResult) | ({ readonly ok: false } & QueryFailure);

/** The outcome of a built-in query; `ms` is its run time, without the wait for its turn. */
export type QueryOutcome<Value> =
  | { readonly ok: true; readonly value: Value; readonly ms: number }
  | ({ readonly ok: false } & QueryFailure);
