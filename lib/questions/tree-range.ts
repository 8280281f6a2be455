/** The ids between which the spans of a tree lie, so that no question about one reads a whole file. */
import type { Connection } from "../driver.ts";
import type { ParentSource } from "./parent-source.ts";

const FIRST_STEP = 1_000;
/** Ids looked at below a root: about a second of work. */
const MOST_BELOW = 1_000_000;
/** Calls that were not waited for may end, and be written, after their parent. */
const MOST_ABOVE = 100_000;

export interface TreeRange {
  readonly firstId: number;
  readonly lastId: number;
  /** Whether the tree may hold spans outside of it. */
  readonly cut: boolean;
}

/** @param id a span of the tree that must be in the range, though it ended long after its root */
export function findTreeRange(db: Connection, rootId: number, id: number, source: ParentSource): TreeRange {
  const first = findFirst(db, rootId);
  const recorded = source !== "containment";
  const lastId = recorded ? Math.max(rootId, id, findLate(db, first.id, rootId)) : rootId;
  const lowest = db.prepare<[], number>("SELECT min(id) FROM spans").pluck().get() ?? 0;
  return { firstId: Math.max(lowest, Math.min(first.id, id)), lastId, cut: first.cut };
}

/**
 * Spans are written in the order in which they end, so those of a tree lie below their root, down to where all ended
 * before it began. Steps double: at most twice the tree is read.
 */
function findFirst(db: Connection, rootId: number): { id: number; cut: boolean } {
  const start = db.prepare<[number], unknown>("SELECT start FROM spans WHERE id = ?").pluck().get(rootId);
  const below = db.prepare<[object], { reach: number | null; next: number | null }>(
    `SELECT max(start + duration) AS reach, (SELECT max(id) FROM spans WHERE id < @below) AS next
     FROM spans WHERE id >= @from AND id < @below`,
  );
  let id = rootId;
  for (let step = FIRST_STEP; rootId - id < MOST_BELOW; step *= 2) {
    const { reach = null, next = null } = below.get({ below: id, from: id - step }) ?? {};
    if (next === null) return { id, cut: false };
    // Deleted spans leave holes in the ids.
    if (next < id - step) id = next + 1;
    else id -= step;
    // These too are looked at: a clock may have been set meanwhile.
    if (typeof start === "number" && reach !== null && reach < start) return { id, cut: false };
  }
  return { id, cut: true };
}

function findLate(db: Connection, firstId: number, rootId: number): number {
  const last = db
    .prepare<[number, number, number, number], number | null>(
      `SELECT max(span_id) FROM span_links WHERE span_id > ? AND span_id <= ? AND parent_id BETWEEN ? AND ?`,
    )
    .pluck()
    .get(rootId, rootId + MOST_ABOVE, firstId, rootId);
  return last ?? rootId;
}
