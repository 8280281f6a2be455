/** Plot and first rows of a scope from one reading of its spans. */

import type { ExplorePlot, ExploreRows, PlotWish, RowsWish } from "../analysis/explore/answer.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readExplore } from "./explore.ts";
import { readExploreRows } from "./explore-rows.ts";

export interface ExploreStartParams {
  readonly scope: Scope;
  readonly plot: PlotWish;
  readonly rows: RowsWish;
}

export interface ExploreStart {
  readonly plot: ExplorePlot;
  readonly rows: ExploreRows;
}

export function readExploreStart(
  db: Connection,
  { scope, plot, rows }: ExploreStartParams,
  tell?: TellProgress,
): ExploreStart {
  return {
    plot: readExplore(db, { scope, wish: plot }, tell),
    rows: readExploreRows(db, { scope, wish: rows }, tell),
  };
}
