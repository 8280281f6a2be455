/** The ancestors of a span, up to the root of its tree. */

import { isRecorded, readRecordedRanges } from "../../columns/recorded-ranges.ts";
import type { ParentSource } from "../../model/run.ts";
import type { Connection } from "../../store/driver.ts";
import { sideTables } from "../../store/table-check.ts";

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
  const linked = followLinks(db, id);
  const top = linked.at(-1) ?? id;
  if (isRecorded(db, top)) return { ids: linked, source: "recorded" };
  return { ids: [...linked, ...findEnclosing(db, top)], source: "containment" };
}

/**
 * Follows any number of links, 1 µs each. In a damaged file they may form a cycle; its last-written span is the root.
 */
export function followLinks(db: Connection, id: number): number[] {
  if (!sideTables(db).has("span_links")) return [];
  const parentOf = db
    .prepare<[number], number>(
      `SELECT link.parent_id FROM span_links AS link JOIN spans AS parent ON parent.id = link.parent_id
       WHERE link.span_id = ?`,
    )
    .pluck();
  const seen = new Set([id]);
  let up = parentOf.get(id);
  for (; up !== undefined && !seen.has(up); up = parentOf.get(up)) seen.add(up);
  const path = [...seen];
  if (up === undefined) return path.slice(1);
  const cycle = path.slice(path.indexOf(up));
  const root = cycle.reduce((last, span) => Math.max(last, span));
  return path.slice(1, path.indexOf(root) + 1);
}

/**
 * Derives ancestors from containment, in one pass over later spans (0.1 µs each): the parent is the first one that
 * encloses the span, its parent the next one that encloses the parent, and so on.
 */
function findEnclosing(db: Connection, id: number): number[] {
  const own = db
    .prepare<[number], Interval>("SELECT id, start, start + duration AS stop FROM spans WHERE id = ?")
    .get(id);
  if (!own || typeof own.start !== "number" || typeof own.stop !== "number") return [];
  const [recorded] = readRecordedRanges(db, id + 1, Number.MAX_SAFE_INTEGER);
  const enclosing = db
    .prepare<[number, number, number, number], Interval>(
      `SELECT id, start, start + duration AS stop FROM spans
       WHERE id > ? AND id < ? AND start <= ? AND duration > 0 AND start + duration >= ? ORDER BY id`,
    )
    .iterate(id, recorded?.firstId ?? Number.MAX_SAFE_INTEGER, own.start, own.stop);
  const found: number[] = [];
  let inner = own;
  for (const span of enclosing) {
    if (span.start > inner.start || span.stop < inner.stop) continue;
    found.push(span.id);
    inner = span;
  }
  return found;
}
