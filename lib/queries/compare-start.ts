/** The first answer about two sides, before any resampling: names with their calls, figures and totals. */
import * as v from "valibot";
import type { Reading } from "../columns/span-range.ts";
import { ALL_TAGS, type Basis, basisOf, estimateCount, exactBasis, type Interval } from "../model/basis.ts";
import type { CompareChoice } from "../model/compare-choice.ts";
import type { TellProgress } from "../model/progress.ts";
import type { Scope } from "../model/scope.ts";
import { quantile } from "../stats/order.ts";
import { type Calls, scaleOf, totalOf } from "../stats/sampled-change.ts";
import type { Connection } from "../store/driver.ts";
import { fitsPairing } from "./pairing-memory.ts";
import { compared, reading } from "./params.ts";
import { defineQuery, type QueryContext } from "./query.ts";
import type { ScopedSpans } from "./sql/scoped-spans.ts";
import type { Files, Side, Sides } from "./sql/side.ts";
import { readSideDurations, type SideDurations } from "./sql/side-durations.ts";
import { countCrossing, resolveSide } from "./sql/side-scope.ts";
import { findUnits, type SideRun } from "./sql/side-units.ts";
import { findSides, openFiles } from "./sql/sides.ts";

export interface CompareParams {
  readonly choice: CompareChoice;
  readonly scope: Scope;
  /** `exact` by default. */
  readonly reading?: Reading | undefined;
  /** The other file; null when none was given. */
  readonly other: string | null;
}

/** Adds the other file, which requests do not name. */
export function withOther<Params>(params: Params, { other }: QueryContext): Params & { other: string | null } {
  return { ...params, other };
}

export interface SideSummary extends Omit<Side, "scope"> {
  readonly basis: Basis;
  readonly spans: number;
  /** Traced time, seconds: nested and parallel spans count once. */
  readonly covered: number;
  /** Of an estimate; null if exact. */
  readonly coveredInterval: Interval | null;
  /** Spans left out because they cross a border of the side's time window. */
  readonly crossing: number;
  /** Spans of its run in the window, and in total. */
  readonly looked: number;
  readonly total: number;
  /** When its run began, seconds since the epoch. */
  readonly started: number | null;
  /** Of sides that are runs; empty otherwise. */
  readonly runs: readonly SideRun[];
  /** The condition on `spans AS s`. */
  readonly whereSql: string;
}

export interface SideFigures {
  readonly p50: number;
  readonly p95: number;
}

export interface StartRow {
  readonly name: string;
  readonly baselineCount: number;
  readonly candidateCount: number;
  /** Failed and unfinished calls among these. */
  readonly baselineErrors: number;
  readonly candidateErrors: number;
  /** In seconds; null for a side without calls. */
  readonly baselineFigures: SideFigures | null;
  readonly candidateFigures: SideFigures | null;
  /** Seconds. */
  readonly total: { readonly baseline: number; readonly candidate: number };
}

export interface CompareStart extends Omit<Sides, "baseline" | "candidate"> {
  readonly baseline: SideSummary;
  readonly candidate: SideSummary;
  /** Largest change of the total first. */
  readonly rows: readonly StartRow[];
  /** Names with smaller changes that are not listed. */
  readonly leftOut: number;
  /** Why the other file cannot be read, if it cannot. */
  readonly problem: string | null;
}

/** More rows than anyone looks through. */
export const MAX_NAMES = 500;

/** The durations of one name on both sides. */
export type BothSides = readonly [baseline: Calls, candidate: Calls];

interface BothRead {
  readonly start: CompareStart;
  /** By row. */
  readonly durations: readonly BothSides[];
}

export function readCompareStart(here: Connection, params: CompareParams): CompareStart {
  return readBoth(here, params).start;
}

export function readBoth(here: Connection, params: CompareParams, tell?: TellProgress): BothRead {
  const { choice, scope, reading } = params;
  const read = (files: Files, problem: string | null): BothRead => {
    const sides = findSides(files, choice, scope);
    const [baseline, candidate] = [
      readSide(files, sides, sides.baseline, reading, tell),
      readSide(files, sides, sides.candidate, reading, tell),
    ];
    const { rows, durations, leftOut } = pairNames(baseline.durations, candidate.durations);
    const fits = fitsPairing([...baseline.spansOfRuns, ...candidate.spansOfRuns]);
    const summaryOf = ({ summary }: typeof baseline): SideSummary =>
      fits || summary.basis.exact ? summary : { ...summary, basis: { ...summary.basis, follows: "never" } };
    return {
      start: { ...sides, baseline: summaryOf(baseline), candidate: summaryOf(candidate), rows, leftOut, problem },
      durations,
    };
  };
  return openFiles(
    here,
    params,
    (files) => read(files, null),
    (problem) => read({ here, other: null }, problem),
  );
}

/** The connection to a side's file. */
export function fileOf({ here, other }: Files, side: Side): Connection {
  return side.file === "other" && other ? other : here;
}

/** Whether the sides have too many spans to read all their tags. */
export function hasManySpans(files: Files, { by, baseline, candidate }: Pick<Sides, "by" | "baseline" | "candidate">) {
  const countIn = (side: Side) => ({
    basis: exactBasis(resolveSide(fileOf(files, side), side.scope).window.count),
  });
  return basisOf({ by, baseline: countIn(baseline), candidate: countIn(candidate) }).of > 2 * ALL_TAGS;
}

interface ReadSide {
  readonly summary: SideSummary;
  readonly durations: SideDurations;
  /** How many each of its runs has; empty if it is a part of one. */
  readonly spansOfRuns: readonly number[];
}

function readSide(
  files: Files,
  { by }: Sides,
  side: Side,
  reading: Reading | undefined,
  tell: TellProgress | undefined,
): ReadSide {
  const db = fileOf(files, side);
  const scoped = resolveSide(db, side.scope);
  const durations = readSideDurations(db, scoped, reading, tell);
  const crossing = countCrossing(db, side.scope, reading);
  const units = by === "runs" || by === "files" ? findUnits(db, side.scope) : [];
  const runs = units.map(({ shown }) => shown);
  const summary = { ...summarizeSide(side, scoped, durations), crossing, runs };
  return { summary, durations, spansOfRuns: units.map(({ run }) => run.count) };
}

function summarizeSide(side: Side, scoped: ScopedSpans, read: SideDurations): Omit<SideSummary, "crossing" | "runs"> {
  const { scope: _, ...shown } = side;
  const { basis, spans, covered, coveredInterval } = read;
  const { count: looked, total } = scoped.window;
  return {
    ...shown,
    basis,
    spans,
    covered,
    coveredInterval,
    looked,
    total,
    started: scoped.origin,
    whereSql: scoped.whereSql,
  };
}

export const NO_CALLS: Calls = { sorted: new Float64Array(0), sampled: null };

function pairNames(baseline: SideDurations, candidate: SideDurations) {
  const names = [...new Set([...baseline.names.keys(), ...candidate.names.keys()])];
  const pairs = names.map((name) => {
    const both: BothSides = [baseline.names.get(name) ?? NO_CALLS, candidate.names.get(name) ?? NO_CALLS];
    const row = summarizeName(name, both);
    const errors = ({ errors, basis }: SideDurations) => estimateCount(errors.get(name) ?? 0, basis);
    return { both, row: { ...row, baselineErrors: errors(baseline), candidateErrors: errors(candidate) } };
  });
  pairs.sort((x, y) => change(y.row) - change(x.row));
  const shown = pairs.slice(0, MAX_NAMES);
  return {
    rows: shown.map(({ row }) => row),
    durations: shown.map(({ both }) => both),
    leftOut: pairs.length - shown.length,
  };
}

function summarizeName(
  name: string,
  [baseline, candidate]: BothSides,
): Omit<StartRow, "baselineErrors" | "candidateErrors"> {
  const [baselineFigures, candidateFigures] = [findFigures(baseline), findFigures(candidate)];
  return {
    name,
    baselineCount: countOf(baseline),
    candidateCount: countOf(candidate),
    baselineFigures,
    candidateFigures,
    total: { baseline: totalOf(baseline), candidate: totalOf(candidate) },
  };
}

/** Estimated from a sample. */
export function countOf(calls: Calls): number {
  return Math.round(calls.sorted.length * scaleOf(calls));
}

function findFigures({ sorted }: Calls): SideFigures | null {
  return sorted.length === 0 ? null : { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

function change({ total }: StartRow): number {
  return Math.abs(total.candidate - total.baseline);
}

export const compareStart = defineQuery({
  params: v.object({ ...compared.entries, reading }),
  urgency: "first",
  run: (db, params, context) => readCompareStart(db, withOther(params, context)),
});
