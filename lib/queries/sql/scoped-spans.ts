/** A scope as SQL: which ids are looked at, and the condition that picks its spans. */

import { IN_RANGES, rangesParameter, readRunRanges } from "../../columns/recorded-ranges.ts";
import { quoteText } from "../../model/quote.ts";
import type { Run } from "../../model/run.ts";
import type { Scope } from "../../model/scope.ts";
import type { SpanWindow } from "../../model/span-window.ts";
import type { Connection } from "../../store/driver.ts";
import { fileState } from "../../store/file-state.ts";
import { readRuns } from "../runs.ts";
import { tagCondition } from "./tag-filter.ts";
import { readWindow } from "./window.ts";

export interface ScopedSpans {
  readonly scope: Scope;
  /** The run that is looked at; null for all of them, or when there is none. */
  readonly run: Run | null;
  readonly runs: readonly Run[];
  /** The moment that starts count from, seconds since the epoch; null without spans. */
  readonly origin: number | null;
  /** Of the run: names, tags and time do not move it. */
  readonly window: SpanWindow;
  /** The condition on `spans AS s`, with `?` for its parameters. */
  readonly where: string;
  readonly parameters: readonly (string | number)[];
  /** The same condition to be shown and edited, its values written out. */
  readonly whereSql: string;
}

interface Part {
  readonly where: string;
  readonly parameters?: readonly (string | number)[];
  readonly shown?: string;
}

export function resolveScope(db: Connection, scope: Scope): ScopedSpans {
  const { runs, run, window, ofRun } = findWindow(db, scope);
  const origin = (run ?? runs.find(({ lastId }) => lastId >= window.firstId))?.started ?? null;
  const parts = [idPart(window), ...ofRun, ...timePart(scope, origin), ...namePart(scope.names)];
  parts.push(...scope.tags.map((filter) => tagCondition(db, window, filter)));
  const where = parts.map((part) => part.where).join(" AND ");
  const parameters = parts.flatMap((part) => part.parameters ?? []);
  const whereSql = parts.map(showPart).join(" AND ");
  return { scope, run, runs, origin, window, where, parameters, whereSql };
}

interface Found extends Pick<ScopedSpans, "runs" | "run" | "window"> {
  /** The condition that its spans are of the run, where ids do not say it. */
  readonly ofRun: readonly Part[];
}

/**
 * What was found in one state of a file, for every part of a page that asks for it: finding pauses and counting a
 * million spans take 0.1 s each time.
 */
interface Kept {
  readonly state: string | undefined;
  runs?: readonly Run[];
  readonly windows: Map<string, Found>;
}

const MOST_KEPT = 50;
let kept: Kept = { state: undefined, windows: new Map() };

function keptFor(db: Connection): Kept {
  const state = JSON.stringify(fileState(db));
  // What is in memory has no state by which it could be known again.
  if (state === undefined) return { state, windows: new Map() };
  if (kept.state !== state) kept = { state, windows: new Map() };
  return kept;
}

/** The runs of a file, read once for each state of it. */
export function findRuns(db: Connection, known = keptFor(db)): readonly Run[] {
  known.runs ??= readRuns(db);
  return known.runs;
}

function findWindow(db: Connection, scope: Scope): Found {
  const known = keptFor(db);
  const key = JSON.stringify([scope.run, scope.window, scope.until]);
  const found = known.windows.get(key) ?? readFound(db, scope, cutRuns(findRuns(db, known), scope.until));
  if (known.windows.size < MOST_KEPT) known.windows.set(key, found);
  return found;
}

function readFound(db: Connection, scope: Scope, runs: readonly Run[]): Found {
  // A run that is gone is shown as the latest, not as an empty page.
  const run = scope.run === "all" ? null : (runs.find(({ id }) => id === scope.run) ?? runs.at(-1) ?? null);
  const window = readWindow(db, scope.window, run ?? undefined, scope.until);
  return { runs, run, window, ofRun: run?.mixed ? [runPart(db, run, window)] : [] };
}

/** Runs as they were when that span was the newest. */
function cutRuns(runs: readonly Run[], until: number | undefined): readonly Run[] {
  if (until === undefined) return runs;
  return runs
    .filter(({ firstId }) => firstId <= until)
    .map((run) =>
      run.lastId <= until ? run : { ...run, lastId: until, count: Math.min(run.count, until - run.firstId + 1) },
    );
}

function idPart({ firstId, lastId }: SpanWindow): Part {
  return { where: "s.id BETWEEN ? AND ?", parameters: [firstId, lastId] };
}

function runPart(db: Connection, { id }: Run, { firstId, lastId }: SpanWindow): Part {
  return {
    where: IN_RANGES,
    parameters: [rangesParameter(readRunRanges(db, id, firstId, lastId))],
    // With a plain JOIN, SQLite goes through all spans and looks at each range for each.
    shown: `s.id IN (SELECT own.id FROM run_spans AS r CROSS JOIN spans AS own ON own.id BETWEEN r.first_span_id AND r.last_span_id WHERE r.run_id = ${quoteText(id)})`,
  };
}

/** A span is in the time in which it starts. */
function timePart({ from, to }: Scope, origin: number | null): Part[] {
  const parts: Part[] = [];
  if (from !== null) parts.push({ where: "s.start >= ?", parameters: [(origin ?? 0) + from] });
  if (to !== null) parts.push({ where: "s.start <= ?", parameters: [(origin ?? 0) + to] });
  return parts;
}

/** Names that are stored as something else than text compare as the text they are shown as. */
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
