/** Order statistics of arrays of numbers: quantiles, lower and upper bounds, the largest values; and their sum. */

import type { Ids } from "./growing.ts";

/** The quantile of sorted values with linear interpolation, like SQLite's `percentile()` and numpy's default. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share;
  const low = Math.floor(position);
  return between(sorted[low] ?? Number.NaN, sorted[low + 1], position - low);
}

/** Linear interpolation; `high` is undefined past the last value. */
export function between(low: number, high: number | undefined, part: number): number {
  return part === 0 || high === undefined ? low : low + part * (high - low);
}

/** @param values in any order */
export function median(values: Float64Array): number {
  return quantile(values.slice().sort(), 0.5);
}

/** Lower bound: the index of the first number that is not below `value`. */
export function firstNotBelow(sorted: ArrayLike<number>, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Upper bound: the index of the first number above `value`. */
export function firstAbove(sorted: ArrayLike<number>, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] as number) <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * The indices of the `max` largest values, largest first, ties in input order; NaN is skipped.
 * One pass with a heap: the top 500 of a million values take a few milliseconds.
 */
export function findLargest(values: Ids, max: number, isEligible?: (index: number) => boolean): number[] {
  // The index to evict next is on top.
  const heap: number[] = [];
  const leaves = (a: number, b: number) => {
    const [left, right] = [values[a] ?? 0, values[b] ?? 0];
    return left < right || (left === right && a > b);
  };
  // Of rising values, such as starts, each would take the place of another: they are visited from the last one.
  const rising = (values.at(-1) ?? 0) > (values[0] ?? 0);
  for (let step = 0; step < values.length; step++) {
    const i = rising ? values.length - 1 - step : step;
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const mayEnter = heap.length < max || (max > 0 && leaves(heap[0] ?? 0, i));
    if (!mayEnter || isEligible?.(i) === false) continue;
    if (heap.length < max) rise(heap, heap.push(i) - 1, leaves);
    else {
      heap[0] = i;
      sink(heap, leaves);
    }
  }
  return heap.sort((a, b) => (leaves(a, b) ? 1 : -1));
}

/** Values in this many buckets per pass. */
const BUCKETS = 4_096;

/**
 * The indices of the values ranked `from` up to before `to`, largest first, ties in input order, NaN last. A few passes
 * instead of a sort, so that a page of ten million values takes no memory.
 */
export function findRanked(values: Ids, from: number, to: number): number[] {
  const numbers = countIf(values, (value) => !Number.isNaN(value));
  const last = Math.min(to, numbers);
  const page = from < last ? findRankedNumbers(values, from, last) : [];
  let skipped = Math.max(0, from - numbers);
  for (let index = 0; index < values.length && page.length < to - from; index++)
    if (Number.isNaN(values[index]) && skipped-- <= 0) page.push(index);
  return page;
}

function findRankedNumbers(values: Ids, from: number, to: number): number[] {
  const high = valueAtRank(values, from);
  const low = valueAtRank(values, to - 1);
  let skipped = from - countIf(values, (value) => value > high);
  const between: number[] = [];
  const highest: number[] = [];
  const lowest: number[] = [];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (value === high) {
      if (skipped-- <= 0 && highest.length < to - from) highest.push(index);
    } else if (value < high && value > low) between.push(index);
    else if (value === low && lowest.length < to - from) lowest.push(index);
  }
  between.sort((a, b) => (values[b] as number) - (values[a] as number) || a - b);
  return [...highest, ...between, ...lowest].slice(0, to - from);
}

/** The value of a rank, 0 for the largest; narrows the range that holds it, bucket by bucket. */
function valueAtRank(values: Ids, rank: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  let left = rank;
  while (low < high) {
    const counts = new Uint32Array(BUCKETS);
    const lows = new Float64Array(BUCKETS).fill(Number.POSITIVE_INFINITY);
    const highs = new Float64Array(BUCKETS).fill(Number.NEGATIVE_INFINITY);
    const scale = (BUCKETS - 1) / (high - low);
    // Ends so far apart, or so close, that no double tells how far.
    if (!(scale > 0 && scale < Number.POSITIVE_INFINITY))
      return values
        .filter((value) => value >= low && value <= high)
        .sort()
        .at(-1 - left) as number;
    for (const value of values) {
      if (!(value >= low && value <= high)) continue;
      const bucket = Math.floor((value - low) * scale);
      counts[bucket] = (counts[bucket] as number) + 1;
      if (value < (lows[bucket] as number)) lows[bucket] = value;
      if (value > (highs[bucket] as number)) highs[bucket] = value;
    }
    let bucket = BUCKETS - 1;
    for (; bucket > 0 && left >= (counts[bucket] as number); bucket--) left -= counts[bucket] as number;
    low = lows[bucket] as number;
    high = highs[bucket] as number;
  }
  return low;
}

function countIf(values: Ids, test: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (test(value)) count++;
  return count;
}

type Order = (a: number, b: number) => boolean;

function swap(heap: number[], a: number, b: number): void {
  const held = heap[a] ?? 0;
  heap[a] = heap[b] ?? 0;
  heap[b] = held;
}

function rise(heap: number[], from: number, before: Order): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(heap[at] ?? 0, heap[parent] ?? 0)) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function sink(heap: number[], before: Order): void {
  let at = 0;
  for (;;) {
    let first = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < heap.length && before(heap[child] ?? 0, heap[first] ?? 0)) first = child;
    if (first === at) return;
    swap(heap, at, first);
    at = first;
  }
}

export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Candidate − baseline of two sums, where what adding many numbers leaves in the last digits is no difference. */
export function differenceOf(baseline: number, candidate: number): number {
  const difference = candidate - baseline;
  return Math.abs(difference) <= 1e-12 * Math.max(Math.abs(baseline), Math.abs(candidate)) ? 0 : difference;
}
