/**
 * The ranges of span ids recorded for runs. A run alone in its file has one; two programs that write in turns have one
 * per commit, thousands in all. So no query compares every span with every range.
 */

import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";

export interface IdRange {
  readonly firstId: number;
  readonly lastId: number;
}

/** The parts of the range in which parents are recorded: sorted, disjoint. */
export function readRecordedRanges(db: Connection, firstId: number, lastId: number): IdRange[] {
  const tables = sideTables(db);
  if (!tables.has("span_links")) return [];
  const holdsRuns = tables.has("run_spans") && hasRows(db, "run_spans");
  if (holdsRuns) return mergeRanges(readRanges(db, firstId, lastId, null));
  // Links without runs: a tool may have dropped that table.
  return hasRows(db, "span_links") ? [{ firstId, lastId }] : [];
}

/** Whether the file records the parent of a span, or that it has none. */
export function isRecorded(db: Connection, id: number): boolean {
  return readRecordedRanges(db, id, id).length > 0;
}

/** The ranges of these runs together, clipped to the given ids: sorted, disjoint. */
export function readRunRanges(db: Connection, runs: readonly string[], firstId: number, lastId: number): IdRange[] {
  return mergeRanges(readRanges(db, firstId, lastId, runs)).map((range) => ({
    firstId: Math.max(range.firstId, firstId),
    lastId: Math.min(range.lastId, lastId),
  }));
}

/** The condition that a span `s` is in one of the ranges of its parameter; visits each span in them once. */
export const IN_RANGES = `s.id IN (SELECT own.id FROM json_each(?) AS r CROSS JOIN spans AS own
  ON own.id BETWEEN r.value ->> 0 AND r.value ->> 1)`;

export function rangesParameter(ranges: readonly IdRange[]): string {
  return JSON.stringify(ranges.map(({ firstId, lastId }) => [firstId, lastId]));
}

function hasRows(db: Connection, table: "run_spans" | "span_links"): boolean {
  return db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined;
}

/** @param runs null for all runs */
function readRanges(db: Connection, firstId: number, lastId: number, runs: readonly string[] | null): IdRange[] {
  return db
    .prepare<unknown[], IdRange>(
      `SELECT first_span_id AS firstId, last_span_id AS lastId FROM run_spans
       WHERE last_span_id >= ? AND first_span_id <= ?${runs === null ? "" : " AND run_id IN (SELECT value FROM json_each(?))"} ORDER BY first_span_id`,
    )
    .all(firstId, lastId, ...(runs === null ? [] : [JSON.stringify(runs)]));
}

/** @param ranges by first id */
function mergeRanges(ranges: readonly IdRange[]): IdRange[] {
  const merged: { firstId: number; lastId: number }[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && range.firstId <= last.lastId + 1) last.lastId = Math.max(last.lastId, range.lastId);
    else merged.push({ ...range });
  }
  return merged;
}
