/**
 * The change between one run and one other, judged by their calls alone. That says how exactly these two runs were
 * compared; it knows nothing of how far two runs of the same code lie apart.
 */
import { quantile } from "../../stats/order.ts";
import { type RunCalls, summarizeKeys } from "./keyed-calls.ts";

type Interval = readonly [low: number, high: number];

/** Logarithms of ratios. */
export interface WithinPairs {
  /** Of the time of all paired calls; null of fewer than `MIN_PAIRS`. */
  readonly total: Interval | null;
  /** Of the median of the paired calls; null if calls are not paired one by one. */
  readonly call: Interval | null;
}

/** Fewer pairs say too little about others like them. */
export const MIN_PAIRS = 8;
/** The 97.5 % point of the normal distribution. */
const WIDTH = 1.96;

export function findWithinPairs(baseline: RunCalls, candidate: RunCalls, keyCount: number): WithinPairs {
  const [before, after] = [summarizeKeys(baseline, keyCount), summarizeKeys(candidate, keyCount)];
  const keys: number[] = [];
  let isSingle = true;
  for (let key = 0; key < keyCount; key++) {
    const [mine, theirs] = [before.calls[key] as number, after.calls[key] as number];
    if (mine === 0 || theirs === 0) continue;
    keys.push(key);
    if (mine > 1 || theirs > 1) isSingle = false;
  }
  const calls = keys.reduce((sum, key) => sum + Math.min(before.calls[key] as number, after.calls[key] as number), 0);
  if (calls < MIN_PAIRS) return { total: null, call: null };
  if (!isSingle) return { total: betweenStrata(baseline, candidate, keyCount), call: null };
  const pairs = keys.map((key) => [before.means[key] as number, after.means[key] as number] as const);
  const logs = Float64Array.from(keys, (key) => (after.values[key] as number) - (before.values[key] as number)).sort();
  return { total: ofPairs(pairs), call: ofMedian(logs) };
}

/** The ratio of two sums over pairs, by the delta method. */
function ofPairs(pairs: readonly (readonly [number, number])[]): Interval | null {
  const before = pairs.reduce((sum, [one]) => sum + one, 0);
  const after = pairs.reduce((sum, [, other]) => sum + other, 0);
  if (!(before > 0 && after > 0)) return null;
  const ratio = after / before;
  const squares = pairs.reduce((sum, [one, other]) => sum + (other - ratio * one) ** 2, 0);
  const n = pairs.length;
  const width = (WIDTH * Math.sqrt((squares * n) / (n - 1))) / after;
  return [Math.log(ratio) - width, Math.log(ratio) + width];
}

/** Of the median: by the order of the values, whatever their distribution. */
function ofMedian(sorted: Float64Array): Interval {
  const half = (WIDTH * Math.sqrt(sorted.length)) / 2 / Math.max(1, sorted.length - 1);
  return [quantile(sorted, Math.max(0, 0.5 - half)), quantile(sorted, Math.min(1, 0.5 + half))];
}

/** The ratio of the time of as many calls of each stratum as the candidate has, from the spread within strata. */
function betweenStrata(baseline: RunCalls, candidate: RunCalls, keyCount: number): Interval | null {
  const [before, after] = [spreadByKey(baseline, keyCount), spreadByKey(candidate, keyCount)];
  let [took, usual, ofTook, ofUsual] = [0, 0, 0, 0];
  for (let key = 0; key < keyCount; key++) {
    const [a, b] = [before[key], after[key]];
    if (!a || !b) continue;
    took += b.calls * b.mean;
    usual += b.calls * a.mean;
    ofTook += b.calls * b.variance;
    ofUsual += (b.calls * b.calls * a.variance) / a.calls;
  }
  if (!(took > 0 && usual > 0)) return null;
  const width = WIDTH * Math.sqrt(ofTook / took ** 2 + ofUsual / usual ** 2);
  const change = Math.log(took / usual);
  return [change - width, change + width];
}

function spreadByKey({ keys, durations }: RunCalls, keyCount: number) {
  const sums = Array.from({ length: keyCount }, () => ({ calls: 0, sum: 0, squares: 0 }));
  for (let at = 0; at < keys.length; at++) {
    const one = sums[keys[at] as number] as (typeof sums)[number];
    const duration = durations[at] as number;
    one.calls++;
    one.sum += duration;
    one.squares += duration * duration;
  }
  return sums.map(({ calls, sum, squares }) => {
    if (calls === 0) return null;
    const mean = sum / calls;
    return { calls, mean, variance: Math.max(0, squares - calls * mean * mean) / Math.max(1, calls - 1) };
  });
}
