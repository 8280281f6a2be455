/** The messages between the reader and its processes. One query at a time, so answers need no id. */

import type { Cell, QueryColumn, QueryFailure, SqlLimits, SqlResult } from "../model/outcome.ts";
import type { Progress } from "../model/progress.ts";
import type { JobName, QueryName } from "../queries/registry.ts";

/** A typed statement, or a query or job of `lib/queries/registry.ts`. */
export type ReaderRequest = SqlRequest | QueryRequest | JobRequest;

export interface SqlRequest {
  readonly path: string;
  readonly sql: string;
  readonly limits: SqlLimits;
}

export interface QueryRequest {
  readonly path: string;
  readonly query: QueryName;
  readonly params: unknown;
  /** The second file of a comparison. */
  readonly other: string | null;
  readonly limits: SqlLimits;
}

export interface JobRequest {
  readonly path: string;
  readonly job: JobName;
  readonly params: unknown;
  readonly limits: SqlLimits;
}

export type Answer =
  | { readonly type: "ready" }
  | { readonly type: "columns"; readonly columns: readonly QueryColumn[] }
  | { readonly type: "rows"; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "answer"; readonly value: unknown; readonly ms: number }
  | { readonly type: "end"; readonly more: SqlResult["more"]; readonly ms: number }
  | { readonly type: "failed"; readonly failure: QueryFailure };
