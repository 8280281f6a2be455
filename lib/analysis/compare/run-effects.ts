/**
 * How each run of two sides differs from the baseline's typical run, over the calls that are paired by a key.
 *
 * Two measures of one run, both as the logarithm of a ratio:
 * - total: the time of its paired calls, against what as many of the same calls take in the baseline's runs on average;
 * - call: the median, over its paired calls, of log duration less the mean log duration of the same call in the
 *   baseline's runs. It sees small changes that most calls share, whatever a few long calls do.
 *
 * A run of the baseline is compared with the others, never with itself. So is a run of the candidate: with the baseline
 * without each of its runs in turn, and the results averaged. Durations are skewed, and the median of one call against
 * a mean of two lies elsewhere than against another one: compared with all of the baseline at once, two runs a side of
 * the same code differed by 1 % where one call in twenty takes half as long again.
 */
import { mapFloats } from "../../stats/typed-arrays.ts";
import { type KeyedRun, logOf, type RunCalls, summarizeKeys } from "./keyed-calls.ts";
import { weightedMedian } from "./weighted-median.ts";

export interface Effects {
  /** One per run, in order. Without a second run to compare it with, a run of the baseline has 0. */
  readonly baseline: Float64Array;
  readonly candidate: Float64Array;
}

export interface Measured {
  readonly total: Effects;
  readonly call: Effects;
  /** Distinct calls that both sides have. */
  readonly pairs: number;
  /** Distinct calls of the side that has more of them. */
  readonly of: number;
}

/** @param keyCount keys are from 0 to below this */
export function measureRuns(baseline: readonly RunCalls[], candidate: readonly RunCalls[], keyCount: number): Measured {
  const before = baseline.map((run) => summarizeKeys(run, keyCount));
  const after = candidate.map((run) => summarizeKeys(run, keyCount));
  const [mine, theirs] = [countRuns(before, keyCount), countRuns(after, keyCount)];
  const paired = new Uint8Array(keyCount);
  for (let key = 0; key < keyCount; key++) if (mine[key] && theirs[key]) paired[key] = 1;
  const typical = new Typical(before, mine);
  const measure = (effectOf: (run: KeyedRun, expected: Expected, paired: Uint8Array) => number): Effects => ({
    baseline: mapFloats(before, (run) => (before.length > 1 ? effectOf(run, typical.without(run), paired) : 0)),
    candidate: mapFloats(after, (run) => {
      if (before.length < 2) return effectOf(run, typical.without(null), paired);
      return meanOf(before.map((left) => effectOf(run, typical.without(left), paired)));
    }),
  });
  const pairs = paired.reduce((sum, one) => sum + one, 0);
  const of = Math.max(countKeys(mine), countKeys(theirs));
  return { total: measure(totalEffect), call: measure(callEffect), pairs, of };
}

/** How each run of one code differs from the others. */
export function measureAlike(
  runs: readonly RunCalls[],
  keyCount: number,
): Readonly<Record<"total" | "call", Float64Array>> {
  const keyed = runs.map((run) => summarizeKeys(run, keyCount));
  const typical = new Typical(keyed, countRuns(keyed, keyCount));
  const all = new Uint8Array(keyCount).fill(1);
  const measure = (effectOf: typeof totalEffect) => mapFloats(keyed, (run) => effectOf(run, typical.without(run), all));
  return { total: measure(totalEffect), call: measure(callEffect) };
}

/** What a call takes in a typical run; NaN if no run has it. */
interface Expected {
  value(key: number): number;
  mean(key: number): number;
}

/** Means over the baseline's runs, of all or of all but one. */
class Typical {
  readonly #counts: Int32Array;
  readonly #values: Float64Array;
  readonly #means: Float64Array;

  constructor(runs: readonly KeyedRun[], counts: Int32Array) {
    this.#counts = counts;
    this.#values = new Float64Array(counts.length);
    this.#means = new Float64Array(counts.length);
    for (const { calls, values, means } of runs)
      for (let key = 0; key < counts.length; key++) {
        if (!calls[key]) continue;
        this.#values[key] = (this.#values[key] as number) + (values[key] as number);
        this.#means[key] = (this.#means[key] as number) + (means[key] as number);
      }
  }

  without(run: KeyedRun | null): Expected {
    const meanWithout = (sums: Float64Array, own: Float64Array | undefined) => (key: number) => {
      const has = run?.calls[key] ? 1 : 0;
      const left = (this.#counts[key] as number) - has;
      return left > 0 ? ((sums[key] as number) - (has && own ? (own[key] as number) : 0)) / left : Number.NaN;
    };
    return { value: meanWithout(this.#values, run?.values), mean: meanWithout(this.#means, run?.means) };
  }
}

function totalEffect({ calls, means }: KeyedRun, expected: Expected, paired: Uint8Array): number {
  let took = 0;
  let usual = 0;
  let found = false;
  for (let key = 0; key < paired.length; key++) {
    const count = calls[key] as number;
    const mean = paired[key] && count > 0 ? expected.mean(key) : Number.NaN;
    if (Number.isNaN(mean)) continue;
    found = true;
    took += count * (means[key] as number);
    usual += count * mean;
  }
  return found ? logOf(took) - logOf(usual) : Number.NaN;
}

function callEffect({ calls, values }: KeyedRun, expected: Expected, paired: Uint8Array): number {
  const found = new Float64Array(paired.length);
  const weights = new Float64Array(paired.length);
  let count = 0;
  for (let key = 0; key < paired.length; key++) {
    const value = paired[key] && calls[key] ? expected.value(key) : Number.NaN;
    if (Number.isNaN(value)) continue;
    found[count] = (values[key] as number) - value;
    weights[count] = calls[key] as number;
    count++;
  }
  return count > 0 ? weightedMedian(found.subarray(0, count), weights.subarray(0, count)) : Number.NaN;
}

function countRuns(runs: readonly KeyedRun[], keyCount: number): Int32Array {
  const counts = new Int32Array(keyCount);
  for (const { calls } of runs)
    for (let key = 0; key < keyCount; key++) if (calls[key]) counts[key] = (counts[key] as number) + 1;
  return counts;
}

function countKeys(runs: Int32Array): number {
  return runs.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
}

/** Of the choices of other runs that have any of the calls. */
function meanOf(values: readonly number[]): number {
  const known = values.filter(Number.isFinite);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
