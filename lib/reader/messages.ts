/** What the reader and its process say to each other. One query at a time, so answers need no number. */
import type { Cell, QueryColumn, QueryFailure, QueryLimits, QueryResult } from "./query.ts";

export interface Ask {
  readonly path: string;
  readonly sql: string;
  readonly limits: QueryLimits;
}

export type Answer =
  | { readonly type: "ready" }
  | { readonly type: "columns"; readonly columns: readonly QueryColumn[] }
  | { readonly type: "rows"; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: "end"; readonly more: QueryResult["more"]; readonly ms: number }
  | { readonly type: "failed"; readonly failure: QueryFailure };
