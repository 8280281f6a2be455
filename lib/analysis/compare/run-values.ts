/** Compares runs by one value of each, where no calls are paired: all its time, its 95th percentile, its calls. */
import { mapFloats } from "../../stats/typed-arrays.ts";
import { addSpreads, type Change, estimateChange, floorOf, NO_SPREAD, spreadOfCompared } from "./between-runs.ts";
import { logOf } from "./keyed-calls.ts";
import type { Effects } from "./run-effects.ts";

/** One value per run; NaN for a run without. */
export interface RunValues {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  /** Of older runs, each group of one code. */
  readonly older: readonly (readonly number[])[];
}

export interface ComparedValues {
  readonly change: Change;
  readonly effects: Effects;
}

/** The ratio of the sides' values, as a logarithm. */
export function compareRatios({ baseline, candidate, older }: RunValues): ComparedValues {
  const logs = (values: readonly number[]) => values.map((value) => (Number.isNaN(value) ? value : logOf(value)));
  return compareValues({ baseline: logs(baseline), candidate: logs(candidate), older: older.map(logs) });
}

/** The difference of the sides' values. */
export function compareValues({ baseline, candidate, older }: RunValues): ComparedValues {
  const effects = { baseline: againstOthers(baseline), candidate: against(baseline, candidate) };
  const spreads = older.filter((runs) => runs.length > 1).map((runs) => spreadOfCompared(againstOthers(runs)));
  return { change: estimateChange(effects, addSpreads([NO_SPREAD, ...spreads])), effects };
}

/**
 * Where the value of one run lies against those of other runs of its group, 95 %, as a ratio less 1: 0.02 for ±2 %.
 * @param groups of runs of one code, a value each
 * @returns null of too few runs
 */
export function findFloor(groups: readonly (readonly number[])[]): number | null {
  const spreads = groups.map((values) => spreadOfCompared(againstOthers(values.map(logOf))));
  const floor = floorOf(addSpreads([NO_SPREAD, ...spreads]));
  return floor === null ? null : Math.expm1(floor);
}

function againstOthers(values: readonly number[]): Float64Array {
  const { sum, count } = sumKnown(values);
  return mapFloats(values, (value) => (count > 1 ? value - (sum - value) / (count - 1) : value - value));
}

function against(baseline: readonly number[], candidate: readonly number[]): Float64Array {
  const { sum, count } = sumKnown(baseline);
  return mapFloats(candidate, (value) => value - sum / count);
}

function sumKnown(values: readonly number[]) {
  const known = values.filter(Number.isFinite);
  return { sum: known.reduce((all, value) => all + value, 0), count: known.length };
}
