/** The runs in a file: as recorded by the tracer, else inferred from pauses. */

import { maskText } from "../model/mask.ts";
import type { Run } from "../model/run.ts";
import { findMainRange } from "../stats/main-range.ts";
import { mapFloats } from "../stats/typed-arrays.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { nothing } from "./params.ts";
import { defineQuery } from "./query.ts";
import { findStretches } from "./sql/gaps.ts";

type Recorded = Pick<Run, "id" | "started" | "firstId" | "lastId" | "count" | "command" | "node" | "host" | "pid">;

/**
 * All runs, by start.
 * @param maxSpanId the newest span to consider: the runs are those of when it was the newest
 */
export function readRuns(db: Connection, maxSpanId = Number.MAX_SAFE_INTEGER): Run[] {
  const [low, high] = db
    .prepare<[number], [number | null, number | null]>(
      "SELECT (SELECT min(id) FROM spans), (SELECT max(id) FROM spans WHERE id <= ?)",
    )
    .raw()
    .get(maxSpanId) ?? [null, null];
  if (low === null || high === null) return [];
  const endOf = endReader(db);
  const startOf = startReader(db);
  const beganThen = startCheck(db);
  const recorded = readRecorded(db, maxSpanId)
    .filter((run) => run.lastId >= low && run.firstId <= high)
    .map((run): Run => {
      const firstId = Math.max(run.firstId, low);
      const lastId = Math.min(run.lastId, high);
      const mixed = run.count < run.lastId - run.firstId + 1;
      const count = mixed ? run.count : lastId - firstId + 1;
      const started = beganThen({ ...run, firstId, lastId }) ? run.started : startOf(firstId, lastId);
      const ended = endOf(firstId, lastId) ?? started;
      return { ...run, started, ended, firstId, lastId, count, mixed, found: "recorded" };
    });
  // The Python package may have written before the first recorded run, or after the last.
  const firstRecorded = Math.min(...recorded.map((run) => run.firstId));
  const lastRecorded = Math.max(...recorded.map((run) => run.lastId));
  const rest: (readonly [number, number])[] =
    recorded.length === 0
      ? [[low, high]]
      : [
          [low, firstRecorded - 1],
          [lastRecorded + 1, high],
        ];
  const found = rest.flatMap(([from, to]) => (from <= to ? runsFromGaps(db, from, to, endOf) : []));
  return [...recorded, ...found].sort((a, b) => a.started - b.started || a.firstId - b.firstId);
}

function readRecorded(db: Connection, maxSpanId: number): Recorded[] {
  const tables = sideTables(db);
  if (!tables.has("runs") || !tables.has("run_spans")) return [];
  return db
    .prepare<[number, number], Recorded>(
      `SELECT run.id, run.started, run.command, run.node, run.host, run.pid,
              min(range.first) AS firstId, max(range.last) AS lastId, sum(range.last - range.first + 1) AS count
       FROM runs AS run JOIN (
         SELECT run_id, first_span_id AS first, min(last_span_id, ?) AS last FROM run_spans WHERE first_span_id <= ?
       ) AS range ON range.run_id = run.id
       WHERE typeof(run.started) IN ('real', 'integer')
       GROUP BY run.id`,
    )
    .all(maxSpanId, maxSpanId)
    .map((run) => ({ ...run, command: shownCommand(run.command) }));
}

/** Caches masked commands: the same command is often run again, and masking takes longer than a lookup. */
const masked = new Map<unknown, string>();
const MAX_MASKED = 1000;

function shownCommand(command: unknown): string | null {
  if (command === null || command === "") return null;
  let shown = masked.get(command);
  if (shown === undefined) {
    if (masked.size >= MAX_MASKED) masked.clear();
    shown = maskText(String(command));
    masked.set(command, shown);
  }
  return shown;
}

function runsFromGaps(
  db: Connection,
  low: number,
  high: number,
  endOf: (firstId: number, lastId: number) => number | undefined,
): Run[] {
  const firsts = findStretches(db, low, high);
  const startOf = startReader(db);
  return firsts.map((firstId, index): Run => {
    const lastId = (firsts[index + 1] ?? high + 1) - 1;
    const started = startOf(firstId, lastId);
    const ended = endOf(firstId, lastId) ?? started;
    const count = lastId - firstId + 1;
    const unknown = { command: null, node: null, host: null, pid: null };
    return { id: `gap-${firstId}`, started, ended, firstId, lastId, count, mixed: false, found: "gaps", ...unknown };
  });
}

/** Spans at either end of a run that determine its start and end; up to three may be outliers. */
const AT_ENDS = 300;
const FEW = 10;
const DAY = 86_400;

/** Also reads the last spans: the outermost starts first but is written last. */
function startReader(db: Connection) {
  const starts = db
    .prepare<[number, number, number, number, number, number], unknown>(
      `SELECT start FROM spans WHERE id IN (
         SELECT * FROM (SELECT id FROM spans WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?)
         UNION SELECT * FROM (SELECT id FROM spans WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?))`,
    )
    .pluck();
  const first = (firstId: number, lastId: number, count: number) =>
    toNumbers(starts.all(firstId, lastId, count, firstId, lastId, count))
      .filter(Number.isFinite)
      .sort();
  return (firstId: number, lastId: number): number => {
    const few = first(firstId, lastId, FEW);
    const [low = Number.POSITIVE_INFINITY] = few;
    if ((few.at(-1) ?? low) - low < DAY) return low;
    return findMainRange(first(firstId, lastId, AT_ENDS))?.low ?? low;
  };
}

/** Whether the first spans of a run confirm its recorded start: the clock may have been set in between. */
function startCheck(db: Connection) {
  const starts = db
    .prepare<[number, number], unknown>(`SELECT start FROM spans WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ${FEW}`)
    .pluck();
  return ({ started, firstId, lastId }: Pick<Run, "started" | "firstId" | "lastId">): boolean => {
    const first = toNumbers(starts.all(firstId, lastId)).filter(Number.isFinite);
    return first.length === 0 || first.some((start) => Math.abs(start - started) <= DAY);
  };
}

/** When the last spans in a range ended. The last few suffice if they agree on the day. */
function endReader(db: Connection) {
  const ends = db
    .prepare<[number, number, number], unknown>(
      `SELECT start + duration FROM spans
       WHERE id BETWEEN ? AND ? AND typeof(start) <> 'text' ORDER BY id DESC LIMIT ?`,
    )
    .pluck();
  const last = (firstId: number, lastId: number, count: number) =>
    toNumbers(ends.all(firstId, lastId, count))
      .filter(Number.isFinite)
      .sort();
  return (firstId: number, lastId: number): number | undefined => {
    const few = last(firstId, lastId, FEW);
    const [low = 0] = few;
    const high = few.at(-1) ?? low;
    return high - low < DAY ? few.at(-1) : findMainRange(last(firstId, lastId, AT_ENDS))?.high;
  };
}

function toNumbers(values: readonly unknown[]): Float64Array {
  return mapFloats(values, (value) => (typeof value === "number" ? value : Number.NaN));
}

export const runs = defineQuery({
  params: nothing,
  urgency: "first",
  run: (db) => readRuns(db),
});
