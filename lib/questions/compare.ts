/** Two sides, name by name: what has become faster, what slower, and how sure that is. */
import { assignColors, type ColorSlot, hashText } from "../colors.ts";
import type { CompareChoice } from "../compare/choice.ts";
import { openFiles } from "../compare/files.ts";
import { type Files, findSides, type Side, type Sides } from "../compare/sides.ts";
import type { Connection } from "../driver.ts";
import type { Scope } from "../scope.ts";
import { compareQuantile, compareSum, type QuantileChange, type SumChange } from "../stats/bootstrap.ts";
import { quantile } from "../stats/quantile.ts";
import { createRandom } from "../stats/random.ts";
import { type Direction, directionOf, findSeen, LEAST_CALLS, sayVerdict, type Verdict } from "../stats/verdict.ts";
import { readNameOrder } from "./name-order.ts";
import { resolveScope, type ScopedSpans } from "./scoped-spans.ts";
import { readSideDurations, type SideDurations } from "./side-durations.ts";

export interface CompareParams {
  readonly choice: CompareChoice;
  readonly scope: Scope;
  /** The other file; null when none was given. */
  readonly other: string | null;
}

export interface SideFacts extends Omit<Side, "scope"> {
  readonly spans: number;
  /** Traced time, seconds: nested and parallel spans count once. */
  readonly covered: number;
  /** Part of the spans that was read. */
  readonly share: number;
  /** Spans of its run in the window, and in all. */
  readonly looked: number;
  readonly total: number;
  /** When its run began, seconds since the epoch. */
  readonly started: number | null;
  /** The condition on `spans AS s`. */
  readonly whereSql: string;
}

export interface SeenChange extends QuantileChange {
  /** Sure enough for a verdict, among as many figures as are looked at. */
  readonly seen: boolean;
}

export interface SideFigures {
  readonly p50: number;
  readonly p95: number;
}

export interface CompareRow {
  readonly name: string;
  readonly slot: ColorSlot;
  readonly verdict: Verdict;
  readonly direction: Direction;
  readonly countA: number;
  readonly countB: number;
  /** Seconds; null for a side without calls. */
  readonly figuresA: SideFigures | null;
  readonly figuresB: SideFigures | null;
  /** Null where one side has too few calls. */
  readonly p50: SeenChange | null;
  readonly p95: SeenChange | null;
  /** In seconds; `low` and `high` are the 95 % interval of b − a. */
  readonly total: SumChange;
}

export interface CompareAnswer extends Omit<Sides, "a" | "b"> {
  readonly a: SideFacts;
  readonly b: SideFacts;
  /** Largest change of the total first. */
  readonly rows: readonly CompareRow[];
  /** Names with smaller totals that were not compared. */
  readonly leftOut: number;
  /** Why the other file cannot be read. */
  readonly problem: string | null;
}

/** 3 ms of resampling each. */
const MOST_NAMES = 200;

export function compare(here: Connection, { choice, scope, other }: CompareParams): CompareAnswer {
  return openFiles(here, other, (files, problem) => {
    const sides = findSides(files, choice, scope);
    const [a, b] = [readSide(files, sides.a), readSide(files, sides.b)];
    const { rows, leftOut } = compareNames(files, a.durations, b.durations);
    return { ...sides, a: a.facts, b: b.facts, rows, leftOut, problem };
  });
}

/** The connection to a side's file. */
export function fileOf({ here, other }: Files, side: Side): Connection {
  return side.file === "other" && other ? other : here;
}

function readSide(files: Files, side: Side): { readonly facts: SideFacts; readonly durations: SideDurations } {
  const db = fileOf(files, side);
  const scoped = resolveScope(db, side.scope);
  const durations = readSideDurations(db, scoped);
  return { facts: describeSide(side, scoped, durations), durations };
}

function describeSide(side: Side, scoped: ScopedSpans, { spans, covered, share }: SideDurations): SideFacts {
  const { scope: _, ...shown } = side;
  const { count, total } = scoped.window;
  return { ...shown, spans, covered, share, looked: count, total, started: scoped.origin, whereSql: scoped.whereSql };
}

function compareNames(files: Files, a: SideDurations, b: SideDurations) {
  const names = [...new Set([...a.names.keys(), ...b.names.keys()])];
  const inOrder = names.map((name, index) => ({ name, firstId: index }));
  const slots = assignColors(readNameOrder(files.here, inOrder));
  const figures = names.map((name) => compareName(name, a.names.get(name), b.names.get(name)));
  figures.sort((x, y) => change(y) - change(x));
  const kept = figures.slice(0, MOST_NAMES).map(withQuantiles);
  const seen = findSeen(kept.flatMap(({ p50, p95 }) => [p50, p95]));
  const rows = kept.map((figure, index): CompareRow => {
    const { name, countA, countB, total } = figure;
    const mark = (found: QuantileChange | null, place: number) =>
      found && { ...found, seen: seen[2 * index + place] === true };
    const [p50, p95] = [mark(figure.p50, 0), mark(figure.p95, 1)];
    const verdict = findVerdict(countA, countB, p50, p95);
    const slot = slots.get(name) ?? 8;
    const [figuresA, figuresB] = [findFigures(figure.a), findFigures(figure.b)];
    const direction = directionOf(verdict);
    return { name, slot, verdict, direction, countA, countB, figuresA, figuresB, p50, p95, total };
  });
  return { rows, leftOut: figures.length - rows.length };
}

const EMPTY = new Float64Array(0);

function compareName(name: string, a: Float64Array = EMPTY, b: Float64Array = EMPTY) {
  // The name is the seed: the same spans give the same intervals, whatever else is looked at.
  const random = createRandom(hashText(name));
  return { name, a, b, random, countA: a.length, countB: b.length, total: compareSum(a, b, random) };
}

function findFigures(sorted: Float64Array): SideFigures | null {
  return sorted.length === 0 ? null : { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

function withQuantiles(figure: ReturnType<typeof compareName>) {
  const { a, b, random } = figure;
  const least = Math.min(a.length, b.length);
  const at = (share: number, calls: number) => (least < calls ? null : compareQuantile(a, b, share, random));
  return { ...figure, p50: at(0.5, LEAST_CALLS.p50), p95: at(0.95, LEAST_CALLS.p95) };
}

function change({ total }: { readonly total: SumChange }): number {
  return Math.abs(total.b - total.a);
}

function findVerdict(countA: number, countB: number, p50: SeenChange | null, p95: SeenChange | null): Verdict {
  if (countA === 0) return "Only in B";
  if (countB === 0) return "Only in A";
  if (!p50) return "Too few calls to compare";
  return sayVerdict(p50.seen ? p50 : null, p95?.seen ? p95 : null);
}
