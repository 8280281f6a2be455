/**
 * All descendants of a root by recorded links.
 *
 * Links lead from a span to its parent, and an index in the other direction would slow down every tracer. So this reads
 * a range of links and drops those that do not lead to the root. Awaited calls have ids right below their root; others,
 * such as timers that start the next one, may end hours later, anywhere in the file.
 */
import { createFinder } from "../../columns/finder.ts";
import { scanRows } from "../../columns/scan-rows.ts";
import { GrowingFloats } from "../../stats/growing.ts";
import { firstNotBelow } from "../../stats/order.ts";
import type { Connection } from "../../store/driver.ts";
import { findWaitedFor, type TreeRange } from "./tree-spans.ts";

export interface LinkedSpans {
  /** Ascending, including the root. A damaged file may not hold all of these spans. */
  readonly ids: Float64Array;
  /** The parent of each; NaN for the root. */
  readonly parentIds: Float64Array;
}

export function findLinkedSpans(db: Connection, rootId: number): LinkedSpans {
  const near = findWaitedFor(db, rootId);
  const waitedFor = followDown(db, rootId, near);
  if (!leadsOut(db, near, waitedFor)) return waitedFor;
  const far = { ...near, lastId: findLastLate(db, near) };
  const late = followDown(db, rootId, far);
  if (!leadsOut(db, far, late)) return late;
  // The clock was set back, or a tool changed the ids.
  return followDown(db, rootId, { firstId: Number.MIN_SAFE_INTEGER, lastId: Number.MAX_SAFE_INTEGER });
}

const LINKS = "(SELECT span_id, parent_id FROM span_links WHERE span_id BETWEEN ? AND ? ORDER BY span_id LIMIT -1)";
const BELOW_ROOT = 1;
const ELSEWHERE = 2;

/** Follows each link once, up to a span already known to descend from the root or not. */
function followDown(db: Connection, rootId: number, { firstId, lastId }: TreeRange): LinkedSpans {
  const spans = new GrowingFloats();
  const parents = new GrowingFloats();
  scanRows(db, "span_id, parent_id", LINKS, [firstId, lastId], (spanId, parentId) => {
    // In a cycle, the root's own link is ignored.
    if (spanId === rootId) return;
    spans.push(spanId);
    parents.push(parentId);
  });
  const children = spans.view;
  const parentIds = parents.view;
  const find = createFinder(children);
  const found = new Uint8Array(children.length);
  const path: number[] = [];
  for (let index = 0; index < children.length; index++) {
    let at = index;
    let answer = found[at] as number;
    while (answer === 0) {
      path.push(at);
      // Reaching it again on the same walk means a cycle.
      found[at] = ELSEWHERE;
      if (parentIds[at] === rootId) answer = BELOW_ROOT;
      else {
        at = find(parentIds[at] as number);
        answer = at < 0 ? ELSEWHERE : (found[at] as number);
      }
    }
    for (let up = path.pop(); up !== undefined; up = path.pop()) found[up] = answer;
  }
  return pickLinked(rootId, children, parentIds, found);
}

function pickLinked(rootId: number, children: Float64Array, parents: Float64Array, found: Uint8Array): LinkedSpans {
  const isBelow = (_: number, index: number) => found[index] === BELOW_ROOT;
  const below = children.filter(isBelow);
  const parentsBelow = parents.filter(isBelow);
  const rootIndex = firstNotBelow(below, rootId);
  const ids = new Float64Array(below.length + 1);
  const parentIds = new Float64Array(below.length + 1);
  ids.set(below.subarray(0, rootIndex));
  ids[rootIndex] = rootId;
  ids.set(below.subarray(rootIndex), rootIndex + 1);
  parentIds.set(parentsBelow.subarray(0, rootIndex));
  parentIds[rootIndex] = Number.NaN;
  parentIds.set(parentsBelow.subarray(rootIndex), rootIndex + 1);
  return { ids, parentIds };
}

/** Whether any span outside the range is a child of one found in it. 0.06 µs per link in the file. */
function leadsOut(db: Connection, { firstId, lastId }: TreeRange, { ids }: LinkedSpans): boolean {
  const isFound = createFinder(ids);
  let leads = false;
  for (const out of ["span_id < ?", "span_id > ?"]) {
    const bound = out === "span_id < ?" ? firstId : lastId;
    const links = `span_links WHERE ${out} AND parent_id BETWEEN ? AND ?`;
    scanRows(db, "parent_id", links, [bound, firstId, lastId], (parentId) => {
      leads ||= isFound(parentId) >= 0;
    });
  }
  return leads;
}

/** The last id reachable from a range by links to higher ids; each one found may extend the range. */
function findLastLate(db: Connection, { firstId, lastId }: TreeRange): number {
  let last = lastId;
  const late =
    "(SELECT span_id, parent_id FROM span_links WHERE span_id > ? AND parent_id < span_id ORDER BY span_id LIMIT -1)";
  scanRows(db, "span_id, parent_id", late, [lastId], (spanId, parentId) => {
    if (parentId >= firstId && parentId <= last) last = spanId;
  });
  return last;
}
