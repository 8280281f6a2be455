/** Places every span in time: its process (the run its id belongs to), its lane, and its nanoseconds. */

import type { Run } from "../model/run.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { Lanes, PlacedSpans } from "./lanes.ts";
import type { Spans } from "./spans.ts";

export interface Timeline {
  /** What times are relative to, seconds since the epoch. */
  readonly origin: number;
  readonly placed: PlacedSpans;
  /** Lanes by process. */
  readonly lanes: ReadonlyMap<number, Lanes>;
  readonly processOf: (id: number) => number;
}

type Timed = [id: number, start: unknown, duration: unknown, parent: number | null];

/** Goes through the spans by start, sorted on disk by SQLite. */
export function placeAll(db: Connection, { from, where, parameters, linked, runs }: Spans): Timeline {
  const parent = linked ? "l.parent_id" : "NULL";
  // A file may have the table but no parents in it, for instance if the Python package continued it.
  const knowsParents = linked && db.prepare("SELECT 1 FROM span_links LIMIT 1").get() !== undefined;
  const rows = db
    .prepare<(string | number)[], Timed>(
      `SELECT s.id, s.start, s.duration, ${parent}
       FROM ${from} ${linked ? "LEFT JOIN span_links AS l ON l.span_id = s.id" : ""}
       WHERE ${where} AND typeof(s.start) IN ('real', 'integer')
       ORDER BY s.start, s.duration DESC, s.id DESC`,
    )
    .raw()
    .iterate(...parameters);
  const placed = new PlacedSpans();
  const lanes = new Map<number, Lanes>();
  const processOf = findProcesses(db, runs);
  let origin: number | undefined;
  for (const [id, start, duration, parentId] of rows) {
    if (!isTime(start)) continue;
    origin ??= start;
    const times = toNanoseconds(start, duration, origin);
    if (!times) continue;
    const process = processOf(id);
    const own = lanes.get(process) ?? new Lanes(knowsParents);
    lanes.set(process, own);
    placed.set(id, times.start, times.end, own.place(id, parentId, times.start, times.end));
  }
  return { origin: origin ?? 0, placed, lanes, processOf };
}

/**
 * Seconds in either direction, 317 years. A start far beyond would become the origin and leave the others a resolution
 * of 2 µs; from 1e300 s nanoseconds are infinite, which JSON cannot hold.
 */
const FARTHEST = 1e10;

function isTime(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= FARTHEST;
}

export function toNanoseconds(start: unknown, duration: unknown, origin: number) {
  if (!isTime(start) || !isTime(duration)) return undefined;
  const from = Math.round((start - origin) * 1e9);
  return { start: from, end: from + Math.max(0, Math.round(duration * 1e9)) };
}

interface Range {
  readonly run: string;
  readonly first: number;
  readonly last: number;
}

/** Runs are processes 1, 2, …; process 0 holds spans of no run. */
export function findProcesses(db: Connection, runs: readonly Run[]): (id: number) => number {
  const numbers = new Map(runs.map(({ id }, index) => [id, index + 1]));
  const ranges = [...recordedRanges(db), ...runs.filter(({ found }) => found === "gaps").map(toRange)];
  ranges.sort((a, b) => a.first - b.first);
  return (id) => {
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle] as Range).first <= id) low = middle + 1;
      else high = middle;
    }
    const range = ranges[low - 1];
    return range && id <= range.last ? (numbers.get(range.run) ?? 0) : 0;
  };
}

function recordedRanges(db: Connection): Range[] {
  if (!sideTables(db).has("run_spans")) return [];
  return db
    .prepare<[], Range>("SELECT run_id AS run, first_span_id AS first, last_span_id AS last FROM run_spans")
    .all();
}

function toRange({ id, firstId, lastId }: Run): Range {
  return { run: id, first: firstId, last: lastId };
}
