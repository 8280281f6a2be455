/** Why the selected calls are slow, or the slowest ones. */

import type { RowsWish } from "../analysis/explore/answer.ts";
import { findSelected } from "../analysis/explore/pick-rows.ts";
import type { WhyAnswer } from "../analysis/why/answer.ts";
import { explainSlow } from "../analysis/why/explain-slow.ts";
import type { Selection } from "../analysis/why/selection.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readExploreSource } from "./sql/explore-source.ts";

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
