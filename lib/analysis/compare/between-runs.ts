/**
 * What runs say together: the change between two sides, how far off it may be, and how far runs of the same code lie
 * apart. The unit of evidence is the run: calls within a run share whatever the machine does to it, so that resampling
 * them says how exactly two runs were compared, not how alike two runs of the same code are.
 */
import { studentQuantile, studentTails } from "../../stats/student.ts";
import type { Effects } from "./run-effects.ts";

/** How far runs of the same code lie apart, as a sum that several groups of runs are added to. */
export interface Spread {
  /** Sum of the squared distances of the runs' effects from the mean of their group. */
  readonly squares: number;
  /** Degrees of freedom: runs less groups. */
  readonly freedom: number;
  /** Those it is known from: a run without others of its code says nothing. */
  readonly runs: number;
}

export const NO_SPREAD: Spread = { squares: 0, freedom: 0, runs: 0 };

export interface Change {
  /** The candidate's typical run against the baseline's, as the logarithm of a ratio; NaN if nothing is paired. */
  readonly change: number;
  /** The 95 % interval of `change`; null if the spread between runs is unknown. */
  readonly interval: readonly [low: number, high: number] | null;
  /** The p-value: how probable a change this large is if nothing has changed; 1 if the spread is unknown. */
  readonly chance: number;
  /** Where one run of the same code lies against the others, 95 %: 0.02 for ±2 %. Null of too few runs. */
  readonly floor: number | null;
  readonly spread: Spread;
}

const RISK = 0.05;
/** With fewer runs of the same code there is no noise floor. */
const FLOOR_RUNS = 5;

/** How many more runs of the same code the noise floor takes. */
export function countMissing({ freedom }: Spread): number {
  return Math.max(0, FLOOR_RUNS - 1 - freedom);
}

/**
 * Student's t with the spread between the runs of a side, pooled over both sides and older runs of the same code.
 * @param older of groups of runs of one code
 */
export function estimateChange({ baseline, candidate }: Effects, older: Spread = NO_SPREAD): Change {
  const change = meanOf(candidate) - meanOf(baseline);
  const spread = addSpreads([spreadOfCompared(baseline), spreadOf(candidate), older]);
  const { freedom } = spread;
  if (!Number.isFinite(change) || freedom === 0) return { change, interval: null, chance: 1, floor: null, spread };
  // Of the runs that have an effect: the others say nothing of the change.
  const off = deviationOf(spread) * Math.sqrt(1 / countKnown(baseline) + 1 / countKnown(candidate));
  const width = studentQuantile(RISK, freedom) * off;
  const chance = off > 0 ? studentTails(change / off, freedom) : change === 0 ? 1 : 0;
  return { change, interval: [change - width, change + width], chance, floor: floorOf(spread), spread };
}

/** The standard deviation between runs of one code. */
export function deviationOf({ squares, freedom }: Spread): number {
  return Math.sqrt(squares / freedom);
}

/** The prediction interval of one more run, against the mean of as many as these. */
export function floorOf(spread: Spread): number | null {
  const { freedom } = spread;
  if (countMissing(spread) > 0) return null;
  return studentQuantile(RISK, freedom) * deviationOf(spread) * Math.sqrt(1 + 1 / (freedom + 1));
}

/** Of runs that were each compared with the others of their group, which puts them n / (n − 1) too far apart. */
export function spreadOfCompared(effects: Float64Array): Spread {
  const { squares, freedom, runs } = spreadOf(effects);
  const part = runs > 1 ? (runs - 1) / runs : 0;
  return { squares: squares * part * part, freedom, runs };
}

function spreadOf(effects: Float64Array): Spread {
  const known = effects.filter(Number.isFinite);
  const mean = meanOf(known);
  const squares = known.reduce((sum, effect) => sum + (effect - mean) ** 2, 0);
  return { squares, freedom: Math.max(0, known.length - 1), runs: known.length > 1 ? known.length : 0 };
}

export function addSpreads(spreads: readonly Spread[]): Spread {
  return spreads.reduce((sum, { squares, freedom, runs }) => ({
    squares: sum.squares + squares,
    freedom: sum.freedom + freedom,
    runs: sum.runs + runs,
  }));
}

/** How many have an effect: a run may lack every call of a name. */
function countKnown(effects: Float64Array): number {
  return effects.filter(Number.isFinite).length;
}

/** Of the runs that have an effect. */
function meanOf(effects: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const effect of effects) {
    if (!Number.isFinite(effect)) continue;
    sum += effect;
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
}

/** Of ten comparisons, so many miss a change that as many runs as are said to be needed should find. */
const MISSED = 0.1;

/**
 * How many runs a side, in turn, it takes to find a change this large in nine of ten comparisons.
 * @param change logarithm of a ratio
 * @param deviation between runs of the same code
 * @returns null if more than 1,000
 */
export function runsNeeded(change: number, deviation: number): number | null {
  const reaches = (runs: number) => {
    const freedom = 2 * runs - 2;
    const away = studentQuantile(RISK, freedom) + studentQuantile(2 * MISSED, freedom);
    return away * deviation * Math.sqrt(2 / runs) < Math.abs(change);
  };
  if (!reaches(MAX_RUNS)) return null;
  let low = 1;
  let high = MAX_RUNS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const MAX_RUNS = 1000;

/**
 * How the runs of two sides lie in time:
 * - `in-turn`: what the machine does besides falls on both;
 * - `apart`: one side after the other;
 * - `unequal`: so, and while one of them ran the machine had more to do.
 */
export type RunOrder = "in-turn" | "apart" | "unequal";

/**
 * Whether a change is more than what the machine may have done. In turn, it did the same to both sides. One after the
 * other, a change has to lie outside of where single runs of the same code lie; and where the machine had more to do
 * for one side, nobody knows how much of the change that is.
 */
export function standsOut({ interval, floor }: Pick<Change, "interval" | "floor">, order: RunOrder): boolean {
  if (order !== "apart") return order === "in-turn";
  return floor !== null && interval !== null && (interval[0] > floor || interval[1] < -floor);
}

/**
 * How the runs of two sides lie in time.
 * @param starts of each run, seconds since the epoch
 * @param isBusier whether the machine had more to do while one of the sides ran
 */
export function orderOf(
  starts: { readonly baseline: readonly number[]; readonly candidate: readonly number[] },
  isBusier: boolean,
): RunOrder {
  if (areInTurn(starts.baseline, starts.candidate)) return "in-turn";
  return isBusier ? "unequal" : "apart";
}

/**
 * Whether two sides were run in turn, so that a machine that gets slower, or faster, does so to both: at least two runs
 * each, changing over as often as the smaller side has runs, and neither side later than the other by more than one
 * place on average.
 */
function areInTurn(baseline: readonly number[], candidate: readonly number[]): boolean {
  const smaller = Math.min(baseline.length, candidate.length);
  if (smaller < 2) return false;
  const order = [
    ...baseline.map((start) => ({ start, side: 0 })),
    ...candidate.map((start) => ({ start, side: 1 })),
  ].sort((a, b) => a.start - b.start);
  const changes = order.filter(({ side }, place) => place > 0 && side !== order[place - 1]?.side).length;
  const placeOf = (wanted: number) => {
    const places = [...order.keys()].filter((place) => order[place]?.side === wanted);
    return places.reduce((sum, place) => sum + place, 0) / places.length;
  };
  return changes >= smaller && Math.abs(placeOf(0) - placeOf(1)) <= 1 + 1e-9;
}
