/** What the reader and its process say to each other. One query at a time, so answers need no number. */

import type { Cell, QueryColumn, QueryFailure, QueryLimits, QueryResult } from "../model/outcome.ts";
import type { Progress } from "../model/progress.ts";
import type { QuestionName } from "../queries/registry.ts";

/** A statement somebody typed, or one of the questions in `lib/queries/registry.ts`. */
export type Ask = SqlAsk | QuestionAsk;

export interface SqlAsk {
  readonly path: string;
  readonly sql: string;
  readonly limits: QueryLimits;
}

export interface QuestionAsk {
  readonly path: string;
  readonly question: QuestionName;
  readonly params: unknown;
  readonly limits: QueryLimits;
}

export type Answer =
  | { readonly type: "ready" }
  | { readonly type: "columns"; readonly columns: readonly QueryColumn[] }
  | { readonly type: "rows"; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "answer"; readonly value: unknown; readonly ms: number }
  | { readonly type: "end"; readonly more: QueryResult["more"]; readonly ms: number }
  | { readonly type: "failed"; readonly failure: QueryFailure };
