/** Order statistics of arrays of numbers: quantiles, lower and upper bounds, the largest values; and their sum. */

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
export function findLargest(values: Float64Array, max: number): number[] {
  // The index to evict next is on top.
  const heap: number[] = [];
  const leaves = (a: number, b: number) => {
    const [left, right] = [values[a] ?? 0, values[b] ?? 0];
    return left < right || (left === right && a > b);
  };
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (heap.length < max) rise(heap, heap.push(i) - 1, leaves);
    else if (max > 0 && leaves(heap[0] ?? 0, i)) {
      heap[0] = i;
      sink(heap, leaves);
    }
  }
  return heap.sort((a, b) => (leaves(a, b) ? 1 : -1));
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
