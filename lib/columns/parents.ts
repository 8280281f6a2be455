/** The parents of the spans of a range, recorded or derived from their intervals. */

import type { ParentSource } from "../model/run.ts";
import type { Ids } from "../stats/growing.ts";
import { findEnclosing, NO_PARENT, type SpanTimes } from "../stats/intervals.ts";
import { firstNotBelow } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { createFinder } from "./finder.ts";
import { type IdRange, rangesParameter, readRecordedRanges } from "./recorded-ranges.ts";
import { scanRows } from "./scan-rows.ts";

export interface Parents {
  /** Index of the parent among the same spans, or `NO_PARENT`; free of cycles. */
  readonly parents: Int32Array;
  readonly source: ParentSource;
}

/**
 * Within a recorded run, a span without a link has no parent; outside of one, parents are derived from containment.
 * @param spans by id; complete from first to last, or within each range, so that no possible parent is missing there
 * @param ranges null for a single one
 */
export function readParents(db: Connection, spans: SpanTimes, ranges: readonly IdRange[] | null = null): Parents {
  const { ids } = spans;
  const recorded = readRecordedRanges(db, ids[0] ?? 0, ids.at(-1) ?? 0);
  const parents = new Int32Array(ids.length).fill(NO_PARENT);
  const loose = looseParts(ids, recorded);
  // Between two ranges, the nearest enclosing span may be missing.
  for (const { from, to } of ranges ? splitParts(loose, ids, ranges) : loose) {
    const part = {
      ids: ids.subarray(from, to),
      starts: spans.starts.subarray(from, to),
      durations: spans.durations.subarray(from, to),
    };
    findEnclosing(part).forEach((parent, index) => {
      if (parent !== NO_PARENT) parents[from + index] = from + parent;
    });
  }
  if (recorded.length > 0) putLinks(db, ids, parents, ranges);
  const source = recorded.length === 0 ? "containment" : loose.length === 0 ? "recorded" : "both";
  return { parents, source };
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** Index ranges of the ids outside all given ranges. */
function looseParts(ids: Ids, ranges: readonly IdRange[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { firstId, lastId } of ranges) {
    const to = firstNotBelow(ids, firstId);
    if (to > from) parts.push({ from, to });
    from = Math.max(from, firstNotBelow(ids, lastId + 1));
  }
  if (from < ids.length) parts.push({ from, to: ids.length });
  return parts;
}

/** Splits index ranges where a range of ids begins. */
function splitParts(parts: readonly Part[], ids: Ids, ranges: readonly IdRange[]): Part[] {
  const begins = ranges.map(({ firstId }) => firstNotBelow(ids, firstId));
  const split: Part[] = [];
  let next = 0;
  for (const { from, to } of parts) {
    let at = from;
    while (next < begins.length && (begins[next] as number) < to) {
      const begin = begins[next++] as number;
      if (begin <= at) continue;
      split.push({ from: at, to: begin });
      at = begin;
    }
    split.push({ from: at, to });
  }
  return split;
}

// Without a LIMIT, SQLite drops the ORDER BY of a subquery.
const LINKS = "(SELECT span_id, parent_id FROM span_links WHERE span_id BETWEEN ? AND ? ORDER BY span_id LIMIT -1)";
const LINKS_OF = `json_each(?) AS range CROSS JOIN span_links
  ON span_id BETWEEN range.value ->> 0 AND range.value ->> 1`;

function putLinks(db: Connection, ids: Ids, parents: Int32Array, ranges: readonly IdRange[] | null): void {
  const findChild = createFinder(ids);
  const findParent = createFinder(ids);
  const links = ranges ? LINKS_OF : LINKS;
  const parameters = ranges ? [rangesParameter(ranges)] : [ids[0] ?? 0, ids.at(-1) ?? 0];
  scanRows(db, "span_id, parent_id", links, parameters, (spanId, parentId) => {
    const child = findChild(spanId);
    const parent = findParent(parentId);
    if (child >= 0 && parent >= 0) parents[child] = parent;
  });
  cutCycles(parents);
}

/** In a damaged file a span may be its own ancestor: the last-written span of a cycle becomes its root. */
function cutCycles(parents: Int32Array): void {
  // Usually all parents come after their children, which rules out any: of ten million spans, a walk takes 40 MB.
  if (areLater(parents)) return;
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

function areLater(parents: Int32Array): boolean {
  for (let index = 0; index < parents.length; index++) {
    const parent = parents[index] as number;
    if (parent !== NO_PARENT && parent <= index) return false;
  }
  return true;
}

function findLast(parents: Int32Array, start: number): number {
  let last = start;
  for (let at = parents[start] ?? start; at !== start; at = parents[at] ?? start) last = Math.max(last, at);
  return last;
}
