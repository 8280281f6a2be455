/**
 * Writes spans in Chrome's trace event format, which Perfetto opens too: each run is a process, and spans are complete
 * events in lanes (threads), in which overlapping spans are nested.
 */

import type { Run } from "../model/run.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { Lanes, PlacedSpans } from "./lanes.ts";
import type { ExportedSpan, Spans } from "./spans.ts";
import { membersOf } from "./spans-text.ts";
import type { Tag } from "./tags.ts";

/** Counts spans without a plausible start or duration, which have no position in time. */
export interface ChromeSummary {
  leftOut: number;
}

export function* formatChrome(db: Connection, spans: Spans, summary: ChromeSummary): Generator<string> {
  const timeline = placeAll(db, spans);
  const other = { tool: "spantom", origin: timeline.origin };
  yield `{"displayTimeUnit":"ns","otherData":${JSON.stringify(other)},"traceEvents":[\n`;
  const names = nameLanes(timeline.lanes, spans.runs);
  yield names.join(",\n");
  let separator = names.length > 0 ? ",\n" : "";
  for (const page of spans.pages()) {
    let text = "";
    for (const span of page) {
      const event = toEvent(span, timeline);
      if (event === undefined) {
        summary.leftOut++;
        continue;
      }
      text += separator + event;
      separator = ",\n";
    }
    yield text;
  }
  yield "\n]}\n";
}

function nameLanes(lanes: ReadonlyMap<number, Lanes>, runs: readonly Run[]): string[] {
  const events: string[] = [];
  const tell = (pid: number, tid: number, name: string, args: object) => {
    events.push(JSON.stringify({ ph: "M", pid, tid, name, args }));
  };
  for (const [pid, { count }] of [...lanes].sort((a, b) => a[0] - b[0])) {
    tell(pid, 0, "process_name", { name: describeRun(runs[pid - 1]) });
    tell(pid, 0, "process_sort_index", { sort_index: pid });
    for (let lane = 1; lane <= count; lane++) {
      tell(pid, lane, "thread_name", { name: `lane ${lane}` });
      tell(pid, lane, "thread_sort_index", { sort_index: lane });
    }
  }
  return events;
}

function describeRun(run: Run | undefined): string {
  if (!run) return "spans";
  const moment = new Date(run.started * 1000);
  const started = Number.isNaN(moment.getTime()) ? run.id : moment.toISOString();
  return `${run.command ?? "run"}, ${started}`;
}

function toEvent({ id, name, start, duration, parent, error, tags }: ExportedSpan, timeline: Timeline) {
  const times = toNanoseconds(start, duration, timeline.origin);
  const placed = times && timeline.placed.get(id, times.start, times.end);
  if (!placed) return undefined;
  const own: Tag[] = [["span_id", String(id)]];
  if (parent !== null) own.push(["parent_id", String(parent)]);
  if (error) own.push(["error", `${error.type}: ${error.message}`]);
  const args = membersOf([...own, ...tags]);
  const at = `"ts":${toMicroseconds(placed.start)},"dur":${toMicroseconds(placed.end - placed.start)}`;
  const where = `"pid":${timeline.processOf(id)},"tid":${placed.lane + 1}`;
  return `{"ph":"X","name":${JSON.stringify(name)},"cat":"span",${at},${where},"args":{${args}}}`;
}

/** Exact, because a rounded end would overlap the next span. Beyond 2^53 the digits are lost anyway. */
function toMicroseconds(nanoseconds: number): string {
  if (!Number.isSafeInteger(nanoseconds)) return JSON.stringify(nanoseconds / 1000);
  const whole = Math.floor(nanoseconds / 1000);
  const rest = nanoseconds - whole * 1000;
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(3, "0")}`;
}

/** The position of every span: its process (the run of its id), its lane, and its times in nanoseconds. */
export interface Timeline {
  /** The zero of all times, seconds since the epoch. */
  readonly origin: number;
  readonly placed: PlacedSpans;
  /** Lanes by process. */
  readonly lanes: ReadonlyMap<number, Lanes>;
  readonly processOf: (id: number) => number;
}

type Timed = [id: number, start: unknown, duration: unknown, parent: number | null];

/** Visits the spans by start, sorted on disk by SQLite. */
export function placeAll(db: Connection, { from, where, parameters, linked, runs }: Spans): Timeline {
  const parent = linked ? "l.parent_id" : "NULL";
  // The table may exist without any parents, for instance if the Python package continued the file.
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
 * of 2 µs; from 1e300 s, nanoseconds are infinite, which JSON cannot represent.
 */
const FARTHEST = 1e10;

function isTime(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= FARTHEST;
}

function toNanoseconds(start: unknown, duration: unknown, origin: number) {
  if (!isTime(start) || !isTime(duration)) return undefined;
  const from = Math.round((start - origin) * 1e9);
  return { start: from, end: from + Math.max(0, Math.round(duration * 1e9)) };
}

interface Range {
  readonly run: string;
  readonly first: number;
  readonly last: number;
}

/** Runs are processes 1, 2, …; process 0 holds spans without a run. */
function findProcesses(db: Connection, runs: readonly Run[]): (id: number) => number {
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
