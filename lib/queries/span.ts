/** A single span and what its page shows immediately. */

import { formatClock, needsDates, type TimeZero } from "../model/format.ts";
import type { Run, Session } from "../model/run.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { aboutSpan } from "./params.ts";
import { defineQuery } from "./query.ts";
import { groupRuns, membersOf } from "./sessions.ts";
import { readSpanDetail, type SpanDetail } from "./span-detail.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

export interface SpanHead extends SpanDetail {
  /** The start as time of day in the time zone of the server; null without a start. */
  readonly clock: string | null;
  /** For hover: the date and the time zone. */
  readonly moment: string;
  /** Seconds since the start of the run, or of its session. */
  readonly offset: number | null;
  /** What that is relative to. */
  readonly zero: TimeZero;
}

export interface SpanPlace {
  readonly head: SpanHead;
  /** The span's run or session, if not the latest; a scope without a run then means this one. */
  readonly olderRun: string | null;
}

/** Takes milliseconds on any file; null if there is no such span. */
export function readSpanPlace(db: Connection, id: number, scope: Scope): SpanPlace | null {
  const detail = readSpanDetail(db, id);
  if (!detail) return null;
  const { runs, zero } = resolveScope(db, { ...scope, tags: [] });
  const groups = groupRuns(runs);
  const own = findGroupOf(groups, readRunOf(db, runs, id));
  const ofRun = own ? { origin: own.started, dated: needsDates(0, own.ended - own.started) } : zero;
  const { start } = detail;
  return {
    head: {
      ...detail,
      clock: start === null ? null : formatClock(start),
      moment: start === null ? "" : formatMoment(start),
      offset: start === null ? null : start - ofRun.origin,
      zero: ofRun,
    },
    olderRun: own && own !== groups.at(-1) ? own.id : null,
  };
}

function findGroupOf(groups: readonly (Run | Session)[], run: Run | undefined): Run | Session | undefined {
  return run && groups.find((group) => membersOf(group).includes(run));
}

/** Formatted on the server, which most likely shares the time zone of the traced program. */
function formatMoment(start: number): string {
  const date = new Date(start * 1000);
  if (Number.isNaN(date.getTime())) return `${start} s since 1970`;
  return `${date.toISOString()}, shown in ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
}

export const span = defineQuery({
  params: aboutSpan,
  urgency: "first",
  run: (db, { id, scope }) => readSpanPlace(db, id, scope),
});

export function readRunOf(db: Connection, runs: readonly Run[], id: number): Run | undefined {
  const around = runs.filter(({ firstId, lastId }) => firstId <= id && id <= lastId);
  if (around.length < 2 || !sideTables(db).has("run_spans")) return around[0];
  // Runs are interleaved.
  const recorded = db
    .prepare<[number], string>("SELECT run_id FROM run_spans WHERE ? BETWEEN first_span_id AND last_span_id")
    .pluck()
    .get(id);
  return around.find((run) => run.id === recorded) ?? around[0];
}
