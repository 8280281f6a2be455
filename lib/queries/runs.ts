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
  const timesOf = timesReader(db, high - low < ALL_READ);
  const beganThen = startCheck(db);
  const recorded = readRecorded(db, maxSpanId)
    .filter((run) => run.lastId >= low && run.firstId <= high)
    .map((run): Run => {
      const firstId = Math.max(run.firstId, low);
      const lastId = Math.min(run.lastId, high);
      const mixed = run.count < run.lastId - run.firstId + 1;
      const count = mixed ? run.count : lastId - firstId + 1;
      const { first, ended } = timesOf(firstId, lastId, mixed ? run.id : null);
      // Spans may tell of what was before the program, as imported ones do.
      const started = beganThen({ ...run, firstId, lastId }) ? Math.min(run.started, first) : first;
      return { ...run, started, ended: ended ?? started, firstId, lastId, count, mixed, found: "recorded" };
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
  const found = rest.flatMap(([from, to]) => (from <= to ? runsFromGaps(db, from, to, timesOf) : []));
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

function runsFromGaps(db: Connection, low: number, high: number, timesOf: ReturnType<typeof timesReader>): Run[] {
  const firsts = findStretches(db, low, high);
  return firsts.map((firstId, index): Run => {
    const lastId = (firsts[index + 1] ?? high + 1) - 1;
    const { first: started, ended = started } = timesOf(firstId, lastId);
    const count = lastId - firstId + 1;
    const unknown = { command: null, node: null, host: null, pid: null };
    return { id: `gap-${firstId}`, started, ended, firstId, lastId, count, mixed: false, found: "gaps", ...unknown };
  });
}

/** In files of this many ids, the starts of all spans are read, 12 ms per 100,000: any of them may be the first. */
const ALL_READ = 200_000;
/** Of larger ones, these at either end, or more if those are not of one day, and as many in between. */
const AT_ENDS = 300;
const FEW = 10;
const BETWEEN = 64;
const DAY = 86_400;

interface RunTimes {
  /** The first start; infinite without any. */
  readonly first: number;
  readonly ended: number | undefined;
}

/** When runs begin and end, without starts that are far off (`findMainRange`). */
function timesReader(db: Connection, all: boolean) {
  const extentOf = all ? wholeExtents(db) : partialExtents(db);
  const endOf = endReader(db);
  /** @param mixed the id of a run with spans of others in between */
  return (firstId: number, lastId: number, mixed: string | null = null): RunTimes => {
    const { low, high, end } = extentOf(firstId, lastId, mixed) ?? { low: Number.POSITIVE_INFINITY };
    const ended = end ?? endOf(firstId, lastId);
    return { first: low, ended: ended !== undefined && high !== undefined ? Math.max(ended, high) : ended };
  };
}

/** The first start and the last, and the last end if it is of the same time. */
interface Extent {
  readonly low: number;
  readonly high: number;
  readonly end?: number | undefined;
}

type ExtentReader = (firstId: number, lastId: number, mixed: string | null) => Extent | null;

function wholeExtents(db: Connection): ExtentReader {
  const [whole, parts] = [
    "SELECT ? AS first, ? AS last",
    "SELECT max(first_span_id, ?) AS first, min(last_span_id, ?) AS last FROM run_spans WHERE run_id = ?",
  ].map((ranges) => {
    const from = `FROM (${ranges}) AS range CROSS JOIN spans AS s ON s.id BETWEEN range.first AND range.last
                  WHERE typeof(s.start) IN ('real', 'integer') AND s.start BETWEEN ? AND ?`;
    // Not to be prepared for files without such a table.
    const prepare = <Row>(what: string) => db.prepare<(number | string)[], Row>(`SELECT ${what} ${from}`);
    return {
      extent: () =>
        prepare<[number | null, number | null, unknown]>(
          "min(s.start), max(s.start), max(s.start + s.duration) FILTER (WHERE typeof(s.duration) <> 'text')",
        ).raw(),
      starts: () => prepare<number>("s.start").pluck(),
    };
  });
  return (firstId, lastId, mixed) => {
    const of = mixed === null ? whole : parts;
    const parameters = [firstId, lastId, ...(mixed === null ? [] : [mixed])];
    const read = (from: number, to: number): Extent | null => {
      const [low, high, end] = of?.extent().get(...parameters, from, to) ?? [];
      if (typeof low !== "number" || typeof high !== "number") return null;
      return { low, high, end: typeof end === "number" && end - high <= DAY ? end : undefined };
    };
    const all = read(-MOST, MOST);
    if (!all || all.high - all.low <= DAY) return all;
    const main = findMainRange(toNumbers(of?.starts().all(...parameters, -MOST, MOST) ?? []));
    return main && read(main.low, main.high);
  };
}

/** Infinities are no times. */
const MOST = 1e300;

/** The last spans, too: the outermost starts first but is written last. */
function partialExtents(db: Connection): ExtentReader {
  const atEnds = db
    .prepare<[number, number, number, number, number, number], unknown>(
      `SELECT start FROM spans WHERE id IN (
         SELECT * FROM (SELECT id FROM spans WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?)
         UNION SELECT * FROM (SELECT id FROM spans WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?))`,
    )
    .pluck();
  const next = db
    .prepare<[number, number], unknown>("SELECT start FROM spans WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1")
    .pluck();
  const read = (firstId: number, lastId: number, count: number) =>
    atEnds.all(firstId, lastId, count, firstId, lastId, count);
  return (firstId, lastId) => {
    const step = (lastId - firstId) / BETWEEN;
    const between = Array.from({ length: BETWEEN }, (_, i) => next.get(Math.floor(firstId + i * step), lastId));
    const few = toNumbers([...read(firstId, lastId, FEW), ...between])
      .filter(Number.isFinite)
      .sort();
    const [low, high] = [few[0], few.at(-1)];
    if (low === undefined || high === undefined) return null;
    if (high - low < DAY) return { low, high };
    return findMainRange(toNumbers([...read(firstId, lastId, AT_ENDS), ...between]));
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
