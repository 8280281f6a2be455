/** A page of Explore's table: spans with own and inherited tags, in any order, limited to a region of the plot. */

import * as v from "valibot";
import { type ExploreRows, markDates, type RowsRequest } from "../analysis/explore/answer.ts";
import { findRowsNeeds, pickRows } from "../analysis/explore/pick-rows.ts";
import type { ExploreSource } from "../analysis/explore/source.ts";
import type { Reading } from "../columns/span-range.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readCells } from "./explore-cells.ts";
import { readExploreSource } from "./explore-source.ts";
import { reading, rows, scope } from "./params.ts";
import { defineQuery } from "./query.ts";
import { canSortInFile, readSortedRows } from "./sql/sorted-rows.ts";

export interface ExploreRowsParams {
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
  readonly request: RowsRequest;
  /** Whether to list, of a sample, its own spans only, and not those that SQLite sorts among all. */
  readonly onlySampled?: boolean | undefined;
}

export function readExploreRows(
  db: Connection,
  { scope, reading = "exact", request, onlySampled = false }: ExploreRowsParams,
  tell?: TellProgress,
): ExploreRows {
  const needs = (sample: ExploreSource) => findRowsNeeds(sample, request);
  const found = readExploreSource(db, { scope, reading, needs, tell });
  const { source, basis } = found;
  const { zero } = found.scoped;
  const common = {
    basis,
    offset: request.offset,
    scoped: source.estimate(source.spans.count),
    rareKeys: source.spans.rareKeys,
  };
  // The slowest spans of a sample are not the slowest of all; and of ten million, the fastest take a copy to find.
  const sortsInFile = (!basis.exact && !onlySampled) || (basis.exact && source.isKeyed && !request.sort.desc);
  if (sortsInFile && canSortInFile(scope, request)) {
    const { columns, ...page } = readSortedRows(db, found, request);
    // A sample may lack a rare name.
    const total = Math.max(common.scoped, request.offset + page.rows.length);
    return { ...common, ...page, columns: markDates(columns, zero), total, listed: null, selection: null };
  }
  const { rows, total, selection } = pickRows(source, request, zero.origin);
  return {
    ...common,
    columns: markDates(source.columns, zero),
    rows: readCells(db, found, rows),
    total: source.estimate(total),
    listed: basis.exact ? null : total,
    selection: selection && { ...selection, count: source.estimate(selection.count) },
  };
}

export const exploreRows = defineQuery({
  params: v.object({ scope, reading, request: rows, onlySampled: v.optional(v.boolean()) }),
  urgency: "long",
  run: (db, params, { tell }) => readExploreRows(db, params, tell),
});
