/** Plot and first rows of Explore from a single read of the spans. */

import * as v from "valibot";
import type { ExplorePlot, ExploreRows, RowsRequest } from "../analysis/explore/answer.ts";
import type { Reading } from "../columns/span-range.ts";
import type { PlotRequest } from "../model/plot-request.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readExplore } from "./explore.ts";
import { readExploreRows } from "./explore-rows.ts";
import { plot, reading, rows, scope } from "./params.ts";
import { defineQuery } from "./query.ts";

export interface ExploreStartParams {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
  readonly plot: PlotRequest;
  readonly rows: RowsRequest;
}

export interface ExploreStart {
  readonly plot: ExplorePlot;
  readonly rows: ExploreRows;
}

export function readExploreStart(
  db: Connection,
  { scope, reading, plot, rows }: ExploreStartParams,
  tell?: TellProgress,
): ExploreStart {
  return {
    plot: readExplore(db, { scope, reading, request: plot }, tell),
    rows: readExploreRows(db, { scope, reading, request: rows }, tell),
  };
}

export const exploreStart = defineQuery({
  params: v.object({ scope, reading, plot, rows }),
  urgency: "long",
  run: (db, params, { tell }) => readExploreStart(db, params, tell),
});
