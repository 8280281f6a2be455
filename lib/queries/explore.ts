/** The data of Explore's plot, and the columns of a scope that all of Explore's queries read from. */

import * as v from "valibot";
import type { ExplorePlot } from "../analysis/explore/answer.ts";
import { makePlot } from "../analysis/explore/make-plot.ts";
import { ExploreSource } from "../analysis/explore/source.ts";
import { readColumns } from "../columns/read-columns.ts";
import type { Reading } from "../columns/span-range.ts";
import type { PlotRequest } from "../model/plot-request.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { fileState, fileStateUpTo } from "../store/file-state.ts";
import { plot, reading, scope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { resolveScope, type ScopedSpans } from "./sql/scoped-spans.ts";

export interface ExploreParams {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
  readonly request: PlotRequest;
}

export function readExplore(
  db: Connection,
  { scope, reading, request }: ExploreParams,
  tell?: TellProgress,
): ExplorePlot {
  const { scoped, source } = readExploreSource(db, scope, reading, tell);
  return makePlot(source, request, scoped.origin ?? 0);
}

export const explore = defineQuery({
  params: v.object({ scope, reading, request: plot }),
  urgency: "long",
  run: (db, params, { tell }) => readExplore(db, params, tell),
});

/**
 * Caches the columns last read, as long as scope and file stay the same: a click must not read a million spans again.
 * A single entry, as a million spans take 150 MB.
 */
let cache: { readonly key: string; readonly source: ExploreSource } | undefined;

export interface ScopeSource {
  readonly scoped: ScopedSpans;
  readonly source: ExploreSource;
}

export function readExploreSource(
  db: Connection,
  scope: Scope,
  reading: Reading = "exact",
  tell?: TellProgress,
): ScopeSource {
  const scoped = resolveScope(db, scope);
  const state = scope.maxSpanId === undefined ? fileState(db) : fileStateUpTo(db, scope.maxSpanId);
  const key = JSON.stringify([scope, reading, scoped.window, scoped.run?.id, state]);
  if (state && cache?.key === key) return { scoped, source: cache.source };
  // Freed before the next read: both at once may not fit into memory.
  cache = undefined;
  // Keys used in filters are of interest, however rare.
  const also = [...(scope.also ?? []), ...scope.tags.map((filter) => filter.key)];
  const source = new ExploreSource(readColumns(db, scoped, { reading, also, ...(tell && { tell }) }));
  if (state) cache = { key, source };
  return { scoped, source };
}
