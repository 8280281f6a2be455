/** The ids between which the spans of a tree lie, so that no more of a file is read than has to be. */
import type { Connection } from "../../store/driver.ts";

const FIRST_STEP = 1_000;

export interface TreeRange {
  readonly firstId: number;
  readonly lastId: number;
}

/** All that a span encloses, wherever a tool that put files together wrote it. 0.1 µs for each span before it. */
export function findEnclosed(db: Connection, rootId: number): TreeRange {
  const first = db
    .prepare<[number, number], number | null>(
      `SELECT min(s.id) FROM spans AS root CROSS JOIN spans AS s
       WHERE root.id = ? AND s.id <= ? AND s.start >= root.start AND s.start + s.duration <= root.start + root.duration`,
    )
    .pluck()
    .get(rootId, rootId);
  return { firstId: first ?? rootId, lastId: rootId };
}

/**
 * Spans are written in the order in which they end, so those that a span waited for lie below it, down to where all
 * ended before it began. Steps double: at most twice of it is read.
 */
export function findWaitedFor(db: Connection, rootId: number): TreeRange {
  const start = db.prepare<[number], unknown>("SELECT start FROM spans WHERE id = ?").pluck().get(rootId);
  const below = db.prepare<[object], { reach: number | null; next: number | null }>(
    `SELECT max(start + duration) AS reach, (SELECT max(id) FROM spans WHERE id < @below) AS next
     FROM spans WHERE id >= @from AND id < @below`,
  );
  let id = rootId;
  for (let step = FIRST_STEP; ; step *= 2) {
    const { reach = null, next = null } = below.get({ below: id, from: id - step }) ?? {};
    if (next === null) return { firstId: id, lastId: rootId };
    // Deleted spans leave holes in the ids.
    if (next < id - step) id = next + 1;
    else id -= step;
    // These too are looked at: a clock may have been set meanwhile.
    if (typeof start === "number" && reach !== null && reach < start) return { firstId: id, lastId: rootId };
  }
}
