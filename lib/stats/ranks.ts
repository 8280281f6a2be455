/** Rank statistics of groups and of two measures. Callers exclude NaN. */
import { firstAbove, firstNotBelow } from "./order.ts";

/** Ranks from 1; ties share their mean rank. */
export function rankAll(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  return values.map((value) => rankIn(sorted, value));
}

/** @param value one of `sorted` */
function rankIn(sorted: Float64Array, value: number): number {
  return (firstNotBelow(sorted, value) + firstAbove(sorted, value) + 1) / 2;
}

export interface RankDifference {
  /** P(a > b) − P(a < b), that is 2·AUC − 1: −1 to 1. */
  readonly effect: number;
  /** Standard deviations from zero (Mann–Whitney, corrected for ties). */
  readonly z: number;
}

/** How much higher `a` ranks than `b` (rank-biserial correlation). Sorts once and looks up the members of `a`. */
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
 * The same from the rank sum of `count` values among `total`.
 * @param ties from `countTies`
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

/** Σ (t³ − t) over groups of t equal values, the tie correction of the variance of rank sums. */
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

/** Spearman's correlation, −1 to 1; 0 if either measure is constant. */
export function spearman(x: Float64Array, y: Float64Array): number {
  return correlate(rankAll(x), rankAll(y));
}

/** Pearson's correlation; 0 if either measure is constant. */
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
