/** What the plot of a scope is drawn from. */
import type { Connection } from "../driver.ts";
import type { ExplorePlot, PlotWish } from "../explore/answer.ts";
import { makePlot } from "../explore/make-plot.ts";
import type { Scope } from "../scope.ts";
import { readExploreSource } from "./explore-source.ts";
import type { TellProgress } from "./question.ts";

export interface ExploreParams {
  readonly scope: Scope;
  readonly wish: PlotWish;
}

export function readExplore(db: Connection, { scope, wish }: ExploreParams, tell?: TellProgress): ExplorePlot {
  const { scoped, source } = readExploreSource(db, scope, tell);
  return makePlot(source, wish, scoped.origin ?? 0);
}
