/** The explore page's query parameters, derived from the state in its address. */

import type { ExplorePlot, ExploreRows } from "../../lib/analysis/explore/answer.ts";
import type { QueryOutcome } from "../../lib/model/outcome.ts";
import { endAt, type Scope } from "../../lib/model/scope.ts";
import type { QueryParams } from "../../lib/queries/registry.ts";
import { PLOT_DATA } from "../charts/plot-types.ts";
import { DEFAULT_SORT, type ExploreUrl, type WhyChoice } from "./address.ts";

/** Spans per page of the table. */
export const PAGE_ROWS = 100;
/** Percent of the calls. */
const SLOWEST = 5;

export type PlotParams = QueryParams<"explore">;
/** Parameters shared by all pages of the table. */
export interface RowsParams {
  readonly scope: Scope;
  readonly request: Omit<QueryParams<"exploreRows">["request"], "offset" | "limit">;
}
export type WhyParams = QueryParams<"why">;

export type PlotOutcome = QueryOutcome<ExplorePlot>;
export type RowsOutcome = QueryOutcome<ExploreRows>;

function axesOf({ view }: ExploreUrl): PlotParams["request"] {
  const { plot = "scatter", x, y, color, logx, logy } = view;
  const given = Object.entries({ ...PLOT_DATA[plot], x, y, color, logx, logy }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(given);
}

/**
 * Also the request key: the same view always yields the same JSON, which identifies its answer.
 * @param lastId the newest span of the page's moment: later ones change nothing
 */
export function plotParams(url: ExploreUrl, lastId: number): PlotParams {
  return { scope: endAt(url.scope, lastId), request: axesOf(url) };
}

/** The table needs the axes only if there is a selection on them. */
export function rowsParams(url: ExploreUrl, lastId: number): RowsParams {
  const { scope, view } = url;
  const { sort = DEFAULT_SORT, sel } = view;
  return { scope: endAt(scope, lastId), request: { ...(sel && { ...axesOf(url), region: sel }), sort } };
}

/** One page of the table. */
export function pageParams({ scope, request }: RowsParams, page: number): QueryParams<"exploreRows"> {
  return { scope, request: { ...request, offset: page * PAGE_ROWS, limit: PAGE_ROWS } };
}

/** Null if a selection is to be explained and there is none. */
export function whyParams(url: ExploreUrl, lastId: number): WhyParams | null {
  const { sel } = url.view;
  const choice = findWhyChoice(url);
  if (choice === "off" || (choice === "selection" && !sel)) return null;
  const scope = endAt(url.scope, lastId);
  if (choice === "slowest" || !sel) return { scope, selection: { slowest: SLOWEST } };
  return { scope, selection: { plot: { ...axesOf(url), region: sel } } };
}

/** By default, a selection is what to explain. */
export function findWhyChoice({ view }: ExploreUrl): WhyChoice {
  return view.why ?? (view.sel ? "selection" : "slowest");
}
