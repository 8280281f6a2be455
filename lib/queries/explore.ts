/** What the plot of a scope is drawn from. */

import type { ExplorePlot, PlotWish } from "../analysis/explore/answer.ts";
import { makePlot } from "../analysis/explore/make-plot.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readExploreSource } from "./sql/explore-source.ts";

export interface ExploreParams {
  readonly scope: Scope;
  readonly wish: PlotWish;
}

export function readExplore(db: Connection, { scope, wish }: ExploreParams, tell?: TellProgress): ExplorePlot {
  const { scoped, source } = readExploreSource(db, scope, tell);
  return makePlot(source, wish, scoped.origin ?? 0);
}
