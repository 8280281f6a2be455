/** A scope in a file: its run, its window of ids, and the condition that selects its spans. */

import { type IdRange, IN_RANGES, rangesParameter, readRunRanges } from "../../columns/recorded-ranges.ts";
import type { ColumnSource, SpanFilter } from "../../columns/span-range.ts";
import type { TimeRule } from "../../columns/time-test.ts";
import { needsDates, type TimeZero } from "../../model/format.ts";
import { quoteText } from "../../model/quote.ts";
import type { Run, Session, SpanWindow } from "../../model/run.ts";
import type { Scope } from "../../model/scope.ts";
import type { Connection } from "../../store/driver.ts";
import { type Content, contentUpTo, isSame } from "../../store/file-state.ts";
import { findRun } from "../chosen-run.ts";
import { readRuns } from "../runs.ts";
import { membersOf } from "../sessions.ts";
import { errorCondition } from "./error-condition.ts";
import { fieldPart } from "./field-condition.ts";
import type { Part } from "./part.ts";
import { showTagFilter, tagCondition } from "./tag-filter.ts";
import { timeCondition } from "./time-condition.ts";

export interface ScopedSpans {
  readonly scope: Scope;
  /** The run or session of the scope; null for all runs, or if there is none. */
  readonly run: Run | Session | null;
  readonly runs: readonly Run[];
  /** What starts are relative to, seconds since the epoch; null without spans. */
  readonly origin: number | null;
  /** The same, and whether starts are shown as dates. */
  readonly zero: TimeZero;
  /** Depends on the run only, not on names, tags, errors and time. */
  readonly window: SpanWindow;
  /** What limits the scope, for reading columns. */
  readonly filter: SpanFilter;
  /**
   * A condition on `spans AS s`, with `?` for its parameters. With tag filters, it is a list of ids, found at first use
   * by a pass over the window.
   */
  readonly where: string;
  readonly parameters: readonly (string | number)[];
  /** The same condition with its values inlined, for users to read and edit. */
  readonly whereSql: string;
}

/**
 * @param time which spans are in the scope's time
 * @throws ParamsError if the file has spans, but not the run
 */
export function resolveScope(db: Connection, scope: Scope, time: TimeRule = "start"): ScopedSpans {
  const { runs, run, window, ranges } = findWindow(db, scope);
  const seen = run ? [run] : runs.filter(({ lastId }) => lastId >= window.firstId);
  const origin = seen[0]?.started ?? null;
  const ended = seen.reduce((last, each) => Math.max(last, each.ended), origin ?? 0);
  const zero = { origin: origin ?? 0, dated: needsDates(0, ended - (origin ?? 0)) };
  const { names, tags, only = [], error } = scope;
  const at = (seconds: number | null) => (seconds === null ? null : (origin ?? 0) + seconds);
  const filter = { ranges, time, from: at(scope.from), to: at(scope.to), names, tags, only, error };
  return withCondition(db, { scope, run, runs, origin, zero, window, filter });
}

/** The same scope, limited to so many of its run's newest spans. */
export function newestOf(db: Connection, scoped: ScopedSpans, size: number): ScopedSpans {
  const { scope, run, runs, origin, zero, filter } = scoped;
  const window = readWindow(db, size, run ?? undefined, scoped.window.lastId);
  return withCondition(db, { scope, run, runs, origin, zero, window, filter });
}

function withCondition(db: Connection, limits: Omit<ScopedSpans, "where" | "parameters" | "whereSql">): ScopedSpans {
  const { run, window, filter } = limits;
  const { ranges, names, tags, only, error } = filter;
  const ofRun = run && ranges ? [runPart(run, ranges)] : [];
  const plain = [idPart(window), ...ofRun, ...timeCondition(filter), ...namePart(names), ...only.map(fieldPart)];
  const ofError = error === null ? [] : [errorCondition(db, window, error)];
  let parts: readonly Part[] | undefined;
  const condition = () => {
    parts ??= [...plain, ...tags.map((tag) => tagCondition(db, window, tag)), ...ofError];
    return parts;
  };
  // Not to be spread: that would read the run to find what passes the tag filters.
  return {
    ...limits,
    get where() {
      return condition()
        .map((part) => part.where)
        .join(" AND ");
    },
    get parameters() {
      return condition().flatMap((part) => part.parameters ?? []);
    },
    get whereSql() {
      const ofTags = tags.map((tag) => showTagFilter(db, { window, filter }, tag));
      return [...plain.map(showPart), ...ofTags, ...ofError.map(showPart)].join(" AND ");
    },
  };
}

/** All spans of a file, or of one window of it. */
export function sourceOf(window: SpanWindow): ColumnSource {
  return {
    window,
    filter: { ranges: null, time: "start", from: null, to: null, names: [], tags: [], only: [], error: null },
  };
}

interface ResolvedWindow extends Pick<ScopedSpans, "runs" | "run" | "window"> {
  /** The ids of the run, if other runs wrote in between. */
  readonly ranges: readonly IdRange[] | null;
}

/**
 * Caches runs and windows of a file up to a span, shared by all parts of a page: finding pauses and counting a million
 * spans take 0.1 s each.
 */
interface Cache {
  readonly content: Content | undefined;
  runs?: readonly Run[];
  readonly windows: Map<string, ResolvedWindow>;
}

const MAX_CACHED = 50;
/** Pages of different moments, and the two files of a comparison. */
const MAX_CACHES = 6;
let caches: Cache[] = [];

function cacheOf(db: Connection, maxSpanId: number | undefined): Cache {
  const content = contentUpTo(db, maxSpanId);
  // An in-memory database has nothing by which to recognise it.
  if (!content) return { content, windows: new Map() };
  const cache = caches.find((one) => isSame(one.content, content)) ?? { content, windows: new Map() };
  caches = [cache, ...caches.filter((one) => one !== cache)].slice(0, MAX_CACHES);
  return cache;
}

/** The runs of a file as of when a span was the newest. */
export function findRuns(db: Connection, maxSpanId?: number, cache = cacheOf(db, maxSpanId)): readonly Run[] {
  cache.runs ??= readRuns(db, maxSpanId);
  return cache.runs;
}

function findWindow(db: Connection, scope: Scope): ResolvedWindow {
  const { run, window, maxSpanId } = scope;
  const cache = cacheOf(db, maxSpanId);
  const key = JSON.stringify([run, window]);
  const resolved = cache.windows.get(key) ?? resolveWindow(db, scope, findRuns(db, maxSpanId, cache));
  if (cache.windows.size < MAX_CACHED) cache.windows.set(key, resolved);
  return resolved;
}

function resolveWindow(db: Connection, scope: Scope, runs: readonly Run[]): ResolvedWindow {
  const run = findRun(runs, scope.run);
  const window = readWindow(db, scope.window, run ?? undefined, scope.maxSpanId);
  const { firstId, lastId } = window;
  return { runs, run, window, ranges: run?.mixed ? readRunRanges(db, idsOf(run), firstId, lastId) : null };
}

function idsOf(run: Run | Session): string[] {
  return membersOf(run).map(({ id }) => id);
}

function idPart({ firstId, lastId }: SpanWindow): Part {
  return { where: "s.id BETWEEN ? AND ?", parameters: [firstId, lastId] };
}

function runPart(run: Run | Session, ranges: readonly IdRange[]): Part {
  const ids = idsOf(run);
  return {
    where: IN_RANGES,
    parameters: [rangesParameter(ranges)],
    // With a plain JOIN, SQLite would compare every span with every range.
    shown: `s.id IN (SELECT own.id FROM run_spans AS r CROSS JOIN spans AS own ON own.id BETWEEN r.first_span_id AND r.last_span_id WHERE r.run_id IN (${ids.map(quoteText).join(", ")}))`,
  };
}

/** Names not stored as text are compared by the text that is displayed. */
function namePart(names: readonly string[]): Part[] {
  if (names.length === 0) return [];
  return [{ where: `CAST(s.name AS TEXT) IN (${names.map(() => "?").join(", ")})`, parameters: names }];
}

function showPart({ where, parameters = [], shown }: Part): string {
  if (shown !== undefined) return shown;
  let next = 0;
  return where.replace(/\?/g, () => {
    const value = parameters[next++] ?? "";
    return typeof value === "number" ? String(value) : quoteText(value);
  });
}

/** The part of a `Run` needed to read its window. */
export interface WindowedRun {
  readonly id: string;
  readonly firstId: number;
  readonly lastId: number;
  readonly count: number;
  /** Whether spans of other runs are interleaved with its own. */
  readonly mixed: boolean;
  /** The runs of a session. */
  readonly members?: readonly { readonly id: string }[];
}

/** Up to this many, spans are counted; above, the count is derived from ids (counting 1e7 rows takes half a second). */
const COUNTED_SPANS = 2_000_000;

/**
 * The spans of a file, or of one run of it.
 * @param size the maximum number of spans, the newest; null for no limit
 * @param maxSpanId the newest id to include
 */
export function readWindow(
  db: Connection,
  size: number | null = null,
  run?: WindowedRun,
  maxSpanId = Number.MAX_SAFE_INTEGER,
): SpanWindow {
  const bounds = [run?.firstId ?? Number.MIN_SAFE_INTEGER, Math.min(run?.lastId ?? maxSpanId, maxSpanId)] as const;
  const [low, high] = db
    .prepare<[number, number, number, number], [number | null, number | null]>(
      "SELECT (SELECT min(id) FROM spans WHERE id BETWEEN ? AND ?), (SELECT max(id) FROM spans WHERE id BETWEEN ? AND ?)",
    )
    .raw()
    .get(...bounds, ...bounds) ?? [null, null];
  if (low === null || high === null) return { firstId: 0, lastId: 0, count: 0, total: 0, estimated: false };
  const ranges = run?.mixed
    ? readRunRanges(
        db,
        (run.members ?? [run]).map(({ id }) => id),
        low,
        high,
      )
    : [{ firstId: low, lastId: high }];
  const estimated = high - low + 1 > COUNTED_SPANS;
  const total = estimated ? (run?.mixed ? run.count : high - low + 1) : countSpans(db, ranges);
  const whole = { firstId: low, lastId: high, count: total, total, estimated };
  if (size === null || (total <= size && !estimated)) return whole;
  const cut = findCut(db, ranges, size);
  if (cut !== undefined) return { firstId: cut, lastId: high, count: size, total, estimated };
  const count = countSpans(db, ranges);
  return { firstId: low, lastId: high, count, total: count, estimated: false };
}

function countSpans(db: Connection, ranges: readonly IdRange[]): number {
  const count = db.prepare<[number, number], number>("SELECT count(*) FROM spans WHERE id BETWEEN ? AND ?").pluck();
  return ranges.reduce((sum, { firstId, lastId }) => sum + (count.get(firstId, lastId) ?? 0), 0);
}

/** The id of the oldest of the newest `size` spans; undefined if there are fewer. */
function findCut(db: Connection, ranges: readonly IdRange[], size: number): number | undefined {
  const find = db
    .prepare<[number, number, number], number>(
      "SELECT id FROM spans WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1 OFFSET ?",
    )
    .pluck();
  let left = size;
  for (const range of ranges.toReversed()) {
    const { firstId, lastId } = range;
    const found = lastId - firstId + 1 < left ? undefined : find.get(firstId, lastId, left - 1);
    if (found !== undefined) return found;
    left -= countSpans(db, [range]);
  }
  return undefined;
}
