/** Why the selected calls are slow, or the slowest ones. */
import type { Connection } from "../driver.ts";
import type { RowsWish } from "../explore/answer.ts";
import { findSelected } from "../explore/pick-rows.ts";
import type { Scope } from "../scope.ts";
import type { WhyAnswer } from "../why/answer.ts";
import { explainSlow } from "../why/explain-slow.ts";
import type { Selection } from "../why/selection.ts";
import { readExploreSource } from "./explore-source.ts";
import type { TellProgress } from "./question.ts";

export interface WhyParams {
  readonly scope: Scope;
  readonly selection:
    | { readonly slowest: number }
    | { readonly ids: readonly number[] }
    /** A region of the plot with these axes. */
    | { readonly plot: Omit<RowsWish, "sort" | "offset" | "limit"> };
}

export function readWhy(db: Connection, { scope, selection }: WhyParams, tell?: TellProgress): WhyAnswer {
  const { scoped, source } = readExploreSource(db, scope, tell);
  const picked: Selection =
    "plot" in selection ? { rows: findSelected(source, selection.plot, scoped.origin ?? 0) ?? [] } : selection;
  return explainSlow(source.spans, picked, tell);
}
