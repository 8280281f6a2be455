/** Why the selected calls are slow, or the slowest ones. */
import { readColumns } from "../columns/read-columns.ts";
import type { Connection } from "../driver.ts";
import type { RowsWish } from "../explore/answer.ts";
import { findSelected } from "../explore/pick-rows.ts";
import type { Scope } from "../scope.ts";
import type { WhyAnswer } from "../why/answer.ts";
import { explainSlow } from "../why/explain-slow.ts";
import { SAMPLE } from "../why/sample.ts";
import type { Selection } from "../why/selection.ts";
import { readExploreSource } from "./explore-source.ts";
import type { TellProgress } from "./question.ts";
import { resolveScope } from "./scoped-spans.ts";

export interface WhyParams {
  readonly scope: Scope;
  readonly selection:
    | { readonly slowest: number }
    | { readonly ids: readonly number[] }
    /** A region of the plot with these axes. */
    | { readonly plot: Omit<RowsWish, "sort" | "offset" | "limit"> };
  /** An estimate, from the newest spans alone: there in half a second, however large the window is. */
  readonly sample?: boolean;
}

export function readWhy(db: Connection, { scope, selection, sample }: WhyParams, tell?: TellProgress): WhyAnswer {
  if (sample && !("plot" in selection))
    return explainSlow(readColumns(db, resolveScope(db, scope), { most: SAMPLE }), selection);
  const { scoped, source } = readExploreSource(db, scope, tell);
  const picked: Selection =
    "plot" in selection ? { rows: findSelected(source, selection.plot, scoped.origin ?? 0) ?? [] } : selection;
  return explainSlow(source.spans, picked, tell);
}
