/**
 * Spans in Chrome's trace event format, which Perfetto opens too: each run is a process, and spans are complete events
 * in lanes (threads) in which whatever overlaps is nested.
 */

import type { Run } from "../model/run.ts";
import type { Connection } from "../store/driver.ts";
import type { Lanes } from "./lanes.ts";
import type { ExportedSpan, Spans } from "./spans.ts";
import type { Tag } from "./tags.ts";
import { placeAll, type Timeline, toNanoseconds } from "./timeline.ts";
import { membersOf } from "./write-spans.ts";

/** Counts spans without a plausible start or duration, which cannot be placed in time. */
export interface ChromeFacts {
  leftOut: number;
}

export function* writeChrome(db: Connection, spans: Spans, facts: ChromeFacts): Generator<string> {
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
        facts.leftOut++;
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

/** Exact, as a rounded end would overlap the next span. Beyond 2^53 there are no digits left to keep. */
function toMicroseconds(nanoseconds: number): string {
  if (!Number.isSafeInteger(nanoseconds)) return JSON.stringify(nanoseconds / 1000);
  const whole = Math.floor(nanoseconds / 1000);
  const rest = nanoseconds - whole * 1000;
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(3, "0")}`;
}
