/** What the server hands to the query page. Plain data. */
import type { ValueKind } from "../../lib/questions/kind.ts";
import type { QueryFailure, QueryOutcome, QueryResult } from "../../lib/reader/query.ts";
import type { SchemaTable } from "../_components/sql/sql-schema.ts";

export interface QueryFacts {
  /** Spans in the file. */
  readonly total: number;
  /** When the newest run began, or the first span of a file that knows no runs; seconds since the epoch. */
  readonly start: number | null;
  /** Rows of a table are counted up to here. */
  readonly countedRows: number;
  readonly tables: readonly SchemaTable[];
  /** Span names, most frequent first. */
  readonly names: readonly string[];
  /** Span names in order of their first id in the file, which gives them their colours. */
  readonly order: readonly string[];
  readonly keys: readonly { readonly key: string; readonly kind: ValueKind }[];
}

export interface FileLabel {
  readonly name: string;
  readonly path: string;
  /** Bytes, or null when there is no file. */
  readonly size: number | null;
}

/** A query that the server ran with the page; without an outcome the browser has to run it. */
export interface FirstRun {
  readonly sql: string;
  readonly outcome: QueryOutcome | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The last result there is. */
export interface Ran {
  readonly sql: string;
  readonly result: QueryResult;
  readonly at: number;
}

/** The last query, when it did not end in a result. */
export interface Failed {
  readonly sql: string;
  readonly failure: QueryFailure;
  readonly at: number;
}
