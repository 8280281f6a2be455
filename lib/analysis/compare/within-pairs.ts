/**
 * The change between one run and one other, judged by their calls alone. That says how exactly these two runs were
 * compared; it knows nothing of how far two runs of the same code lie apart.
 */
import { quantile, sumOf } from "../../stats/order.ts";
import { findPlaces, mapFloats } from "../../stats/typed-arrays.ts";
import { type KeyedRun, type RunCalls, summarizeKeys } from "./keyed-calls.ts";

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
  const isPaired = (key: number) => before.calls[key] !== 0 && after.calls[key] !== 0;
  const keys = findPlaces(keyCount, isPaired);
  const calls = keys.reduce((sum, key) => sum + Math.min(before.calls[key] as number, after.calls[key] as number), 0);
  if (calls < MIN_PAIRS) return { total: null, call: null };
  const isSingle = keys.every((key) => before.calls[key] === 1 && after.calls[key] === 1);
  if (!isSingle) return { total: betweenStrata(baseline, candidate, keyCount), call: null };
  const logs = mapFloats(keys, (key) => (after.values[key] as number) - (before.values[key] as number)).sort();
  const meansOf = (run: KeyedRun) => mapFloats(keys, (key) => run.means[key] as number);
  return { total: ofPairs(meansOf(before), meansOf(after)), call: ofMedian(logs) };
}

/** The ratio of two sums over pairs, by the delta method. */
function ofPairs(mine: Float64Array, theirs: Float64Array): Interval | null {
  const [before, after] = [sumOf(mine), sumOf(theirs)];
  if (!(before > 0 && after > 0)) return null;
  const ratio = after / before;
  const squares = mine.reduce((sum, one, at) => sum + ((theirs[at] as number) - ratio * one) ** 2, 0);
  const n = mine.length;
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
    const [a, b] = [before(key), after(key)];
    if (a.calls === 0 || b.calls === 0) continue;
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
  const [counts, sums, squares] = [0, 0, 0].map(() => new Float64Array(keyCount)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    const duration = durations[at] as number;
    counts[key] = (counts[key] as number) + 1;
    sums[key] = (sums[key] as number) + duration;
    squares[key] = (squares[key] as number) + duration * duration;
  }
  return (key: number) => {
    const calls = counts[key] as number;
    const mean = (sums[key] as number) / calls;
    const variance = Math.max(0, (squares[key] as number) - calls * mean * mean) / Math.max(1, calls - 1);
    return { calls, mean, variance };
  };
}
