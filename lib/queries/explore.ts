/** The data of Explore's plot. */

import * as v from "valibot";
import { type ExplorePlot, markDates } from "../analysis/explore/answer.ts";
import { findPlotNeeds, makePlot } from "../analysis/explore/make-plot.ts";
import type { Reading } from "../columns/span-range.ts";
import type { PlotRequest } from "../model/plot-request.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { createLookUp } from "./explore-cells.ts";
import { readExploreSource } from "./explore-source.ts";
import { plot, reading, scope } from "./params.ts";
import { defineQuery } from "./query.ts";

export interface ExploreParams {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
  readonly request: PlotRequest;
}

export function readExplore(
  db: Connection,
  { scope, reading = "exact", request }: ExploreParams,
  tell?: TellProgress,
): ExplorePlot {
  const needs = (sample: Parameters<typeof findPlotNeeds>[0]) => findPlotNeeds(sample, request) ?? "all";
  const { scoped, source, basis } = readExploreSource(db, { scope, reading, needs, tell });
  const lookUp = createLookUp(db, source, scoped);
  const plot = makePlot(source, request, { origin: scoped.zero.origin, lookUp });
  return { ...plot, columns: markDates(plot.columns, scoped.zero), basis };
}

export const explore = defineQuery({
  params: v.object({ scope, reading, request: plot }),
  urgency: "long",
  run: (db, params, { tell }) => readExplore(db, params, tell),
});
