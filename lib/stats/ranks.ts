/** Ranks, and what they say of groups or of two measures. NaN is no value and must be left out before. */
import { firstAbove, firstNotBelow } from "./order.ts";

/** Ranks from 1 on; equal values share the mean of theirs. */
export function rankAll(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  return values.map((value) => rankIn(sorted, value));
}

/** The rank of a value, which must be one of those. */
function rankIn(sorted: Float64Array, value: number): number {
  return (firstNotBelow(sorted, value) + firstAbove(sorted, value) + 1) / 2;
}

export interface RankDifference {
  /** Chance that one of `a` is above one of `b`, less the chance that it is below: 2·AUC − 1, from −1 to 1. */
  readonly effect: number;
  /** How many standard deviations that is from nothing (Mann and Whitney, with ties). */
  readonly z: number;
}

/** How much higher `a` ranks than `b` (rank-biserial correlation). Sorts once and looks the members of `a` up. */
export function compareRanks(a: Float64Array, b: Float64Array): RankDifference {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  all.sort();
  let sum = 0;
  for (const value of a) sum += rankIn(all, value);
  return differenceOfRankSum(sum, a.length, all.length, countTies(all));
}

/**
 * The same from the sum of ranks of `count` values among `total`.
 * @param ties as `countTies` gives it
 */
export function differenceOfRankSum(sum: number, count: number, total: number, ties: number): RankDifference {
  const others = total - count;
  const pairs = count * others;
  if (pairs === 0) return { effect: 0, z: 0 };
  const above = sum - (count * (count + 1)) / 2;
  const effect = (2 * above) / pairs - 1;
  const variance = (pairs / 12) * (total + 1 - ties / (total * (total - 1)));
  return { effect, z: variance > 0 ? (above - pairs / 2) / Math.sqrt(variance) : 0 };
}

/** Σ (t³ − t) over groups of t equal values, which lessens the spread of rank sums. */
export function countTies(sorted: Float64Array): number {
  let ties = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    const count = to - from;
    ties += count ** 3 - count;
    from = to;
  }
  return ties;
}

/** Spearman's correlation of two measures of the same things, −1 to 1; 0 where one of them never changes. */
export function spearman(x: Float64Array, y: Float64Array): number {
  return correlate(rankAll(x), rankAll(y));
}

/** Pearson's correlation; 0 where one of the two never changes. */
export function correlate(x: Float64Array, y: Float64Array): number {
  const count = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / count;
  const meanY = y.reduce((sum, value) => sum + value, 0) / count;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let index = 0; index < count; index++) {
    const dx = (x[index] as number) - meanX;
    const dy = (y[index] as number) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

/** The share of the spread of ranks that lies between groups, 0 to 1 (epsilon squared): groups by chance have none. */
export function separateGroups(groups: ArrayLike<number>, y: Float64Array): number {
  const ranks = rankAll(y);
  const sums = new Map<number, { count: number; sum: number }>();
  let total = 0;
  let squares = 0;
  for (const [i, value] of ranks.entries()) {
    const group = groups[i] ?? 0;
    const known = sums.get(group) ?? { count: 0, sum: 0 };
    known.count += 1;
    known.sum += value;
    sums.set(group, known);
    total += value;
    squares += value * value;
  }
  const count = ranks.length;
  const spread = squares - (total * total) / count;
  if (!(spread > 0) || sums.size < 2 || count <= sums.size) return 0;
  let between = -(total * total) / count;
  for (const { count: size, sum } of sums.values()) between += (sum * sum) / size;
  const within = (spread - between) / (count - sums.size);
  return Math.max(0, (between - (sums.size - 1) * within) / spread);
}
