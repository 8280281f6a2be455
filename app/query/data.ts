/** The data the server passes to the query page. */

import type { QueryFailure, QueryOutcome, SqlOutcome, SqlResult } from "../../lib/model/outcome.ts";
import type { QueryWords } from "../../lib/queries/query-words.ts";
import type { SchemaTable } from "../ui/sql/sql-schema.ts";

/** What is available at once. */
export interface SchemaSummary {
  /** When the newest run began, seconds since the epoch. */
  readonly start: number | null;
  /** The newest span of the file. */
  readonly lastId: number;
  /** Rows of a table are counted up to this id. */
  readonly countedRows: number;
  readonly tables: readonly SchemaTable[];
}

/** Streamed, as computing it takes a moment. */
export type LaterWords = Promise<QueryOutcome<QueryWords>>;

/** A query run by the server with the page; if there is no outcome, the browser must run it unless it is held. */
export interface FirstRun {
  readonly sql: string;
  readonly outcome: SqlOutcome | null;
  /** Brought by a link on another site: runs only once the user has seen and confirmed it. */
  readonly held: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The latest result. */
export interface Ran {
  readonly sql: string;
  readonly result: SqlResult;
  readonly at: number;
}

/** The last query, if it gave no result. */
export interface Failed {
  readonly sql: string;
  readonly failure: QueryFailure;
  readonly at: number;
}
