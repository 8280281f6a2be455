/** What the plot of a scope is drawn from. */

import * as v from "valibot";
import type { ExplorePlot, PlotRequest } from "../analysis/explore/answer.ts";
import { makePlot } from "../analysis/explore/make-plot.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { plot, scope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readExploreSource } from "./sql/explore-source.ts";

export interface ExploreParams {
  readonly scope: Scope;
  readonly request: PlotRequest;
}

export function readExplore(db: Connection, { scope, request }: ExploreParams, tell?: TellProgress): ExplorePlot {
  const { scoped, source } = readExploreSource(db, scope, tell);
  return makePlot(source, request, scoped.origin ?? 0);
}

export const explore = defineQuery({
  params: v.object({ scope, request: plot }),
  urgency: "long",
  run: (db, params, { tell }) => readExplore(db, params, tell),
});
