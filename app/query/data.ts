/** What the server hands to the query page. Plain data. */

import type { QueryFailure, QueryOutcome, SqlOutcome, SqlResult } from "../../lib/model/outcome.ts";
import type { QueryWords } from "../../lib/queries/query-words.ts";
import type { SchemaTable } from "../ui/sql/sql-schema.ts";

/** Known at once. */
export interface QueryFacts {
  /** When the newest run began, seconds since the epoch. */
  readonly start: number | null;
  /** The first span names of the file, which gives them their colours. */
  readonly order: readonly string[];
  /** Rows of a table are counted up to here. */
  readonly countedRows: number;
  readonly tables: readonly SchemaTable[];
}

/** Takes a moment: it comes when it is there. */
export type LaterWords = Promise<QueryOutcome<QueryWords>>;

export interface FileLabel {
  readonly name: string;
  readonly path: string;
  /** Bytes, or null when there is no file. */
  readonly size: number | null;
  /** When the copy was made that is read in its place, as time of day; null where there is none. */
  readonly copied: string | null;
}

/** A query that the server ran with the page; without an outcome the browser has to run it, unless it is held. */
export interface FirstRun {
  readonly sql: string;
  readonly outcome: SqlOutcome | null;
  /** A link on another site brought it: it runs when somebody has seen it and says so. */
  readonly held: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The last result there is. */
export interface Ran {
  readonly sql: string;
  readonly result: SqlResult;
  readonly at: number;
}

/** The last query, when it did not end in a result. */
export interface Failed {
  readonly sql: string;
  readonly failure: QueryFailure;
  readonly at: number;
}
