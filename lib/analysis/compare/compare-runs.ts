/** Compares two sets of runs, name by name and in total: what changed, by how much, and what that rests on. */
import { takeQuantile } from "../../stats/select.ts";
import { findDiscoveries, MIN_CHANGE } from "../../stats/verdict.ts";
import { type Change, countMissing, deviationOf, type RunOrder, runsNeeded } from "./between-runs.ts";
import { findChanges, type GroupCalls, type GroupChanges } from "./group-changes.ts";
import type { RunCalls } from "./keyed-calls.ts";
import type { Pairing } from "./pairing.ts";
import type { Effects, Measured } from "./run-effects.ts";
import { type ComparedValues, compareRatios, type RunValues } from "./run-values.ts";
import { doubt, judge, type Measure, type RunVerdict } from "./run-verdict.ts";
import { findWithinPairs } from "./within-pairs.ts";

export type Interval = readonly [low: number, high: number];

/** A change as a ratio less 1: −0.04 is 4 % less. */
export interface RunChange {
  readonly measure: Measure;
  /** Null if nothing is paired. */
  readonly change: number | null;
  /** 95 %; null if not known. */
  readonly interval: Interval | null;
  /** Whether the interval is over runs, or over the pairs of one run each. */
  readonly over: "runs" | "pairs";
  /** Where one run of the same code lies against the others, 95 %: 0.02 for ±2 %. */
  readonly floor: number | null;
  /** How many runs the spread between runs of the same code is known from. */
  readonly spreadRuns: number;
  /** How many more runs of the same code it takes for a floor. */
  readonly missingRuns: number;
  /** How each run of the candidate lies against the baseline; null for one without paired calls. */
  readonly runs: readonly (number | null)[];
}

export interface Verdict extends RunChange {
  readonly verdict: RunVerdict;
  /** How many runs a side, in turn, would tell; null if that makes no sense, or takes more than 1,000. */
  readonly runsNeeded: number | null;
  /** Both measures, whichever counts. */
  readonly total: RunChange;
  readonly call: RunChange;
}

export interface SideFigures {
  /** Calls and seconds per run. */
  readonly count: number;
  readonly total: number;
  /** Seconds, of all calls; null without any. */
  readonly p50: number | null;
  readonly p95: number | null;
}

export interface GroupComparison extends Verdict {
  readonly pairing: Pairing;
  readonly pairs: number;
  /** Distinct calls of the side that has more. */
  readonly of: number;
  readonly baseline: SideFigures;
  readonly candidate: SideFigures;
}

/** How far runs of the same code lie apart. */
export interface Noise {
  /** 0.02 for ±2 %; null if not known. */
  readonly floor: number | null;
  /** That it is known from. */
  readonly runs: number;
  /** How many more it takes for a floor. */
  readonly missing: number;
}

export interface RunsComparison {
  /** In the order of the groups. */
  readonly groups: readonly GroupComparison[];
  readonly total: Verdict;
}

/** @param covered what each run took in all, seconds */
export function compareRuns(groups: readonly GroupCalls[], covered: RunValues, order: RunOrder): RunsComparison {
  const changes = groups.map(findChanges);
  const ofCovered = compareRatios(covered);
  const found = findDiscoveries([
    ofCovered.change.chance,
    ...changes.flatMap(({ total, call }) => [total.chance, call.chance]),
  ]);
  const judged = groups.map((group, index) => {
    const one = changes[index] as GroupChanges;
    const significant = { total: found[2 * index + 1] === true, call: found[2 * index + 2] === true };
    return { ...judgeGroup(group, one, significant, order), ...describeGroup(group, one.measured) };
  });
  const total = judgeCovered(ofCovered, found[0] === true, order);
  // Of sides that were not run in turn, some name has to tell the same (see `judge`).
  const isShared = order === "in-turn" || judged.some(({ verdict }) => verdict === total.verdict);
  return { groups: judged, total: isShared ? total : judgeCovered(ofCovered, false, order) };
}

function judgeGroup(
  group: GroupCalls,
  { measured, total, call }: GroupChanges,
  found: { readonly total: boolean; readonly call: boolean },
  order: RunOrder,
): Verdict {
  const both = { total: toRunChange("total", total, measured.total), call: toRunChange("call", call, measured.call) };
  if (measured.pairs === 0 || both.total.change === null)
    return { ...both.total, verdict: "too-few", runsNeeded: null, ...both };
  if (total.interval) {
    const { measure, verdict } = judge(total, call, found, order);
    const needed =
      verdict === "undecided" || verdict === "no-difference" ? runsFor(measure === "total" ? total : call) : null;
    return { ...both[measure], verdict, runsNeeded: needed, ...both };
  }
  return judgeOneEach(group, both);
}

/** One run a side, and no others of the same code: what is seen may be the machine. */
function judgeOneEach({ baseline, candidate, keyCount }: GroupCalls, both: Pick<Verdict, "total" | "call">): Verdict {
  const [before, after] = [baseline[0], candidate[0]];
  const within = before && after ? findWithinPairs(before, after, keyCount) : { total: null, call: null };
  const total: RunChange = { ...both.total, interval: toRatios(within.total), over: "pairs" };
  const call: RunChange = { ...both.call, interval: toRatios(within.call), over: "pairs" };
  const isSeen = ({ interval }: RunChange) => interval !== null && (interval[0] > 0 || interval[1] < 0);
  if (!within.total) return { ...total, verdict: "too-few", runsNeeded: null, total, call };
  const shown = isSeen(call) && !isSeen(total) ? call : total;
  return { ...shown, verdict: isSeen(shown) ? "undecided" : "no-difference", runsNeeded: null, total, call };
}

function toRunChange(measure: Measure, { change, interval, floor, spread }: Change, { candidate }: Effects): RunChange {
  return {
    measure,
    change: Number.isFinite(change) ? Math.expm1(change) : null,
    interval: toRatios(interval),
    over: "runs",
    floor: floor === null ? null : Math.expm1(floor),
    spreadRuns: spread.runs,
    missingRuns: countMissing(spread),
    runs: Array.from(candidate, (effect) => (Number.isFinite(effect) ? Math.expm1(effect) : null)),
  };
}

function toRatios(interval: Interval | null): Interval | null {
  return interval && [Math.expm1(interval[0]), Math.expm1(interval[1])];
}

function describeGroup({ baseline, candidate, pairing }: GroupCalls, { pairs, of }: Measured) {
  return { pairing, pairs, of, baseline: describeSide(baseline), candidate: describeSide(candidate) };
}

function describeSide(runs: readonly RunCalls[]): SideFigures {
  const calls = runs.reduce((sum, { durations }) => sum + durations.length, 0);
  const all = new Float64Array(calls);
  let at = 0;
  let total = 0;
  for (const { durations } of runs) {
    all.set(durations, at);
    at += durations.length;
    for (const duration of durations) total += duration;
  }
  const n = Math.max(1, runs.length);
  const quantileOf = (share: number) => (calls > 0 ? takeQuantile(all, share) : null);
  return { count: calls / n, total: total / n, p50: quantileOf(0.5), p95: quantileOf(0.95) };
}

function judgeCovered({ change, effects }: ComparedValues, found: boolean, order: RunOrder): Verdict {
  const total = toRunChange("total", change, effects);
  const { verdict } = found ? judge(change, change, { total: true, call: true }, order) : doubt(change);
  const unknown = total.change === null;
  return {
    ...total,
    verdict: unknown ? "too-few" : verdict,
    runsNeeded: change.interval && (verdict === "undecided" || verdict === "no-difference") ? runsFor(change) : null,
    total,
    call: total,
  };
}

/** Changes smaller than those that count as none are not worth more runs. */
function runsFor({ change, spread }: Change): number | null {
  return Math.abs(Math.expm1(change)) >= MIN_CHANGE ? runsNeeded(change, deviationOf(spread)) : null;
}
