/** The parents of the spans of a range, recorded or derived from their intervals, and the resulting ancestors. */

import type { ParentSource } from "../model/run.ts";
import { findEnclosing, NO_PARENT, type SpanTimes } from "../stats/intervals.ts";
import { firstNotBelow } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { createFinder } from "./columns.ts";
import { type IdRange, readRecordedRanges } from "./recorded-ranges.ts";
import { scanRows } from "./scan-rows.ts";
import type { SpanRange } from "./span-range.ts";

export interface Parents {
  /** Index of the parent among the same spans, or `NO_PARENT`; free of cycles. */
  readonly parents: Int32Array;
  readonly source: ParentSource;
}

/**
 * Within a recorded run, a span without a link has no parent; outside of one, parents are derived from containment.
 * @param spans by id, complete from first to last, so that no possible parent is missing
 */
export function readParents(db: Connection, spans: SpanTimes): Parents {
  const { ids } = spans;
  const firstId = ids[0] ?? 0;
  const lastId = ids.at(-1) ?? 0;
  const recorded = readRecordedRanges(db, firstId, lastId);
  const parents = new Int32Array(ids.length).fill(NO_PARENT);
  const loose = looseParts(ids, recorded);
  for (const { from, to } of loose) {
    const part = {
      ids: ids.subarray(from, to),
      starts: spans.starts.subarray(from, to),
      durations: spans.durations.subarray(from, to),
    };
    findEnclosing(part).forEach((parent, index) => {
      if (parent !== NO_PARENT) parents[from + index] = from + parent;
    });
  }
  if (recorded.length > 0) putLinks(db, ids, parents);
  const source = recorded.length === 0 ? "containment" : loose.length === 0 ? "recorded" : "both";
  return { parents, source };
}

/** Index ranges of the ids outside all given ranges. */
function looseParts(ids: Float64Array, ranges: readonly IdRange[]): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let from = 0;
  for (const { firstId, lastId } of ranges) {
    const to = firstNotBelow(ids, firstId);
    if (to > from) parts.push({ from, to });
    from = Math.max(from, firstNotBelow(ids, lastId + 1));
  }
  if (from < ids.length) parts.push({ from, to: ids.length });
  return parts;
}

function putLinks(db: Connection, ids: Float64Array, parents: Int32Array): void {
  const findChild = createFinder(ids);
  const findParent = createFinder(ids);
  // Without a LIMIT, SQLite drops the ORDER BY of a subquery.
  const links = "(SELECT span_id, parent_id FROM span_links WHERE span_id BETWEEN ? AND ? ORDER BY span_id LIMIT -1)";
  scanRows(db, "span_id, parent_id", links, [ids[0] ?? 0, ids.at(-1) ?? 0], (spanId, parentId) => {
    const child = findChild(spanId);
    const parent = findParent(parentId);
    if (child >= 0 && parent >= 0) parents[child] = parent;
  });
  cutCycles(parents);
}

/** In a damaged file a span may be its own ancestor: the last-written span of a cycle becomes its root. */
function cutCycles(parents: Int32Array): void {
  const walk = new Int32Array(parents.length);
  for (let index = 0; index < parents.length; index++) {
    let at = index;
    while (at !== NO_PARENT && walk[at] === 0) {
      walk[at] = index + 1;
      const up: number = parents[at] ?? NO_PARENT;
      if (up !== NO_PARENT && walk[up] === index + 1) parents[findLast(parents, up)] = NO_PARENT;
      at = parents[at] ?? NO_PARENT;
    }
  }
}

function findLast(parents: Int32Array, start: number): number {
  let last = start;
  for (let at = parents[start] ?? start; at !== start; at = parents[at] ?? start) last = Math.max(last, at);
  return last;
}

export interface Ancestors {
  /** Index of each span's parent, or `NO_PARENT`. */
  readonly parents: Int32Array;
  /** Indices of the spans that enclose a scoped one at any depth, outer ones first. */
  readonly places: Int32Array;
  /** For each index, the position in `places`, or -1. */
  readonly order: Int32Array;
}

export function findAncestors({ ids, rows }: SpanRange, parents: Int32Array): Ancestors {
  const order = new Int32Array(ids.length).fill(-1);
  const found: number[] = [];
  const path: number[] = [];
  for (let place = 0; place < rows.length; place++) {
    if ((rows[place] as number) < 0) continue;
    let at = parents[place] as number;
    while (at !== NO_PARENT && order[at] === -1) {
      path.push(at);
      order[at] = 0;
      at = parents[at] as number;
    }
    for (let up = path.pop(); up !== undefined; up = path.pop()) {
      order[up] = found.length;
      found.push(up);
    }
  }
  return { parents, places: Int32Array.from(found), order };
}

/**
 * For every ancestor, the index of the nearest one, itself included, for which `carries` is set; -1 for none.
 * @param carries by position in `ancestors.places`
 */
export function findCarriers(ancestors: Ancestors, carries: Uint8Array): Int32Array {
  const { places, parents, order } = ancestors;
  const carriers = new Int32Array(places.length).fill(-1);
  for (let index = 0; index < places.length; index++) {
    const place = places[index] as number;
    if (carries[index]) {
      carriers[index] = place;
      continue;
    }
    const parent = parents[place] as number;
    if (parent !== NO_PARENT) carriers[index] = carriers[order[parent] as number] as number;
  }
  return carriers;
}
