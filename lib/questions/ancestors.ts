/** The spans that a span ran in, up to the root of its tree. */
import type { Connection } from "../driver.ts";
import type { ParentSource } from "./parent-source.ts";
import { isRecorded, readRecordedRanges } from "./recorded-ranges.ts";
import { findRuns } from "./scoped-spans.ts";

/** A recursion may be deep; a damaged file may be endless. */
const MOST_LEVELS = 10_000;
/** A parent has a higher id than its child: how many of them are looked at, about 0.1 s of work. */
const LOOK_AHEAD = 1_000_000;

export interface Ancestors {
  /** From the parent up to the root; empty for a root. */
  readonly ids: readonly number[];
  readonly source: ParentSource;
}

interface Interval {
  readonly id: number;
  readonly start: number;
  readonly stop: number;
}

export function readAncestors(db: Connection, id: number): Ancestors {
  if (isRecorded(db, id)) return { ids: followLinks(db, id), source: "recorded" };
  return { ids: findAround(db, id), source: "containment" };
}

function followLinks(db: Connection, id: number): number[] {
  const parentOf = db
    .prepare<[number], number>(
      `SELECT link.parent_id FROM span_links AS link JOIN spans AS parent ON parent.id = link.parent_id
       WHERE link.span_id = ?`,
    )
    .pluck();
  const seen = new Set([id]);
  for (let up = parentOf.get(id); up !== undefined && !seen.has(up); up = parentOf.get(up)) {
    seen.add(up);
    if (seen.size > MOST_LEVELS) break;
  }
  return [...seen].slice(1);
}

/** One pass over the later spans that enclose it; the nearest is the first of them, its parent the first that encloses that. */
function findAround(db: Connection, id: number): number[] {
  const own = db
    .prepare<[number], Interval>("SELECT id, start, start + duration AS stop FROM spans WHERE id = ?")
    .get(id);
  if (!own || typeof own.start !== "number" || typeof own.stop !== "number") return [];
  // No span encloses the pause that ends a run.
  const run = findRuns(db).find(({ found, firstId, lastId }) => found === "gaps" && firstId <= id && id <= lastId);
  const end = Math.min(id + LOOK_AHEAD, run?.lastId ?? Number.POSITIVE_INFINITY);
  const [recorded] = readRecordedRanges(db, id + 1, end);
  const enclosing = db
    .prepare<[number, number, number, number], Interval>(
      `SELECT id, start, start + duration AS stop FROM spans
       WHERE id > ? AND id <= ? AND start <= ? AND duration > 0 AND start + duration >= ? ORDER BY id`,
    )
    .iterate(id, (recorded?.firstId ?? end + 1) - 1, own.start, own.stop);
  const found: number[] = [];
  let inner = own;
  for (const span of enclosing) {
    if (span.start > inner.start || span.stop < inner.stop) continue;
    found.push(span.id);
    inner = span;
    if (found.length === MOST_LEVELS) break;
  }
  return found;
}
