/**
 * The spans of a scope that were running when their program last reported them. They are part of no figure: all of
 * those are about spans that have ended.
 */

import * as v from "valibot";
import { ANY_ERROR, NO_ERROR, typeOfFilter } from "../model/error-filter.ts";
import { isNegated, makeFieldTests, makeTagTest } from "../model/filter.ts";
import { LATEST_RUN } from "../model/run.ts";
import { RUNNING_STATES, type RunningCounts, type RunningState } from "../model/running.ts";
import { NO_LIMITS, type Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { scope, spanId } from "./params.ts";
import { defineQuery } from "./query.ts";
import { membersOf } from "./sessions.ts";
import { countRows, countWithoutRow, type RunningRow, readRunningRows } from "./sql/running-rows.ts";
import { findRuns, resolveScope, type ScopedSpans } from "./sql/scoped-spans.ts";

export interface RunningSpan {
  /** Unique in the file. */
  readonly key: string;
  readonly name: string;
  readonly state: RunningState;
  /** Seconds from the origin. */
  readonly start: number;
  /** Seconds, when it was last seen. */
  readonly duration: number;
  /** Seconds since then. */
  readonly unseen: number;
  /** Its own tags by then. */
  readonly tags: readonly (readonly [key: string, value: string])[];
  readonly error: string | null;
  readonly pid: number;
}

export interface RunningSpans {
  /** Those that run first; of each state, the last started first. At most 100. */
  readonly spans: readonly RunningSpan[];
  /** Of all rows in the scope. */
  readonly counts: RunningCounts;
  /** Spans of the run without a row, as their programs have too many: their names and tags are not known. */
  readonly unknown: number;
  /** Seconds since the epoch; null without spans. */
  readonly origin: number | null;
  /** Whether starts are shown as dates. */
  readonly dated: boolean;
}

/** Without any. */
export const NO_RUNNING: RunningSpans = { spans: [], counts: countRows([]), unknown: 0, origin: null, dated: false };

const PAGE_SPANS = 100;

interface Params {
  readonly scope: Scope;
  /** The newest span of the view beside which they are shown: which run is the latest one is decided as of then. */
  readonly beside?: number | undefined;
}

export function readRunning(db: Connection, { scope, beside }: Params): RunningSpans {
  // A view that ends at a certain span is one of the past.
  const rows = scope.maxSpanId === undefined ? readRunningRows(db) : [];
  if (rows.length === 0) return NO_RUNNING;
  // A run none of whose spans has ended is not among the runs yet.
  const isNew = rows.some(({ run }) => run === scope.run) && !findRuns(db, beside).some(({ id }) => id === scope.run);
  const run = isNew ? LATEST_RUN : scope.run;
  const resolved = resolveScope(db, { ...scope, ...NO_LIMITS, run, maxSpanId: beside });
  const ofRun = rows.filter(createRunFilter(scope.run, resolved, rows));
  const origin = resolved.origin ?? Math.min(...ofRun.map(({ started }) => started));
  const isChosen = createFilter(scope, origin);
  const chosen = ofRun.filter(isChosen);
  const spans = chosen
    .sort((a, b) => RUNNING_STATES.indexOf(a.state) - RUNNING_STATES.indexOf(b.state) || b.start - a.start)
    .slice(0, PAGE_SPANS)
    .map((row) => describeRow(row, origin));
  const { running, silent, gone } = countWithoutRow(ofRun);
  return { spans, counts: countRows(chosen), unknown: running + silent + gone, origin, dated: resolved.zero.dated };
}

/** A run none of whose spans has ended is not among the runs yet; it counts to the latest one if it started later. */
function createRunFilter(wanted: string, { run, runs }: ScopedSpans, rows: readonly RunningRow[]) {
  const ended = new Set(runs.map(({ id }) => id));
  if (wanted === "all" || run === null) return () => true;
  if (!ended.has(wanted) && rows.some((row) => row.run === wanted)) return (row: RunningRow) => row.run === wanted;
  const isLatest = !ended.has(wanted);
  const own = new Set(membersOf(run).map(({ id }) => id));
  return (row: RunningRow) => own.has(row.run) || (isLatest && !ended.has(row.run) && row.started >= run.started);
}

function createFilter(
  { names, tags, only = [], error, from, to }: Scope,
  origin: number,
): (row: RunningRow) => boolean {
  const tests = tags.map((filter) => ({ key: filter.key, not: isNegated(filter), test: makeTagTest(filter) }));
  const { name: isNamed, duration: isLong } = makeFieldTests(only);
  return (row) => {
    const start = row.start - origin;
    if ((from !== null && start < from) || (to !== null && start > to)) return false;
    if (names.length > 0 && !names.includes(row.name)) return false;
    if ((isNamed && !isNamed(row.name)) || (isLong && !isLong(row.duration))) return false;
    if (error !== null && !passesError(error, row.error)) return false;
    const own = new Map(readTags(row));
    return tests.every(({ key, not, test }) => {
      const value = own.get(key);
      return (value !== undefined && test(value)) !== not;
    });
  };
}

function passesError(filter: string, type: string | null): boolean {
  if (filter === NO_ERROR) return type === null;
  return type !== null && (filter === ANY_ERROR || type === typeOfFilter(filter));
}

function describeRow(row: RunningRow, origin: number): RunningSpan {
  const { reporter, number, name, state, start, duration, unseen, error, pid } = row;
  const tags = readTags(row);
  return {
    key: `${reporter} ${number}`,
    name,
    state,
    start: start - origin,
    duration,
    unseen,
    tags,
    error,
    pid,
  };
}

function readTags({ tags }: RunningRow): [key: string, value: string][] {
  try {
    const entries = Object.entries(JSON.parse(tags) as object);
    return entries.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]);
  } catch {
    return []; // Not written by a tracer.
  }
}

export const running = defineQuery({
  params: v.object({ scope, beside: v.optional(spanId) }),
  urgency: "first",
  run: readRunning,
});
