/** Bootstrap confidence intervals for the change of a quantile or a sum between two sets of durations. */

import { normalTails } from "./chance.ts";
import { between, quantile, sumOf } from "./order.ts";
import type { Random } from "./random.ts";

export const RESAMPLES = 2_000;

/** Shorter than any clock can tell: a ratio to 0 must stay a number. */
const NOTHING = 1e-10;

export interface QuantileChange {
  /** The quantile on either side, seconds. */
  readonly a: number;
  readonly b: number;
  /** b / a; null where a is 0. */
  readonly ratio: number | null;
  /** The 95 % interval of the ratio. */
  readonly low: number;
  readonly high: number;
  /** How probable so large a change is when nothing has changed, 0 to 1. */
  readonly chance: number;
}

/**
 * Compares a quantile of two sides, both sorted and not empty. Resamples of either side are drawn on their own; the
 * interval holds the middle 95 % of their ratios.
 */
export function compareQuantile(a: Float64Array, b: Float64Array, share: number, random: Random): QuantileChange {
  const before = resampleQuantile(a, share, RESAMPLES, random);
  const after = resampleQuantile(b, share, RESAMPLES, random);
  const logs = before.map((value, i) => logRatio(value, after[i] ?? 0)).sort();
  const was = quantile(a, share);
  const is = quantile(b, share);
  const ratio = was > 0 ? is / was : null;
  const low = Math.exp(quantile(logs, 0.025));
  const high = Math.exp(quantile(logs, 0.975));
  return { a: was, b: is, ratio, low, high, chance: chanceOf(logs, logRatio(was, is)) };
}

export interface SumChange {
  readonly a: number;
  readonly b: number;
  /** The 95 % interval of b − a, seconds. */
  readonly low: number;
  readonly high: number;
}

export function compareSum(a: Float64Array, b: Float64Array, random: Random): SumChange {
  const before = resampleSum(a, RESAMPLES, random);
  const differences = resampleSum(b, RESAMPLES, random)
    .map((value, i) => value - (before[i] ?? 0))
    .sort();
  return { a: sumOf(a), b: sumOf(b), low: quantile(differences, 0.025), high: quantile(differences, 0.975) };
}

function logRatio(a: number, b: number): number {
  return Math.log(Math.max(b, NOTHING) / Math.max(a, NOTHING));
}

/**
 * Two-sided: the share of resamples beyond no change. It cannot tell less than 1 in 2,000, so the normal distribution
 * with the spread of the resamples has its say too; the less certain of the two counts.
 */
function chanceOf(sortedLogs: Float64Array, seen: number): number {
  const size = sortedLogs.length;
  const below = sortedLogs.filter((value) => value <= 0).length;
  const above = sortedLogs.filter((value) => value >= 0).length;
  const counted = Math.min(1, (2 * Math.min(below, above)) / size);
  const mean = sumOf(sortedLogs) / size;
  const spread = Math.sqrt(sortedLogs.reduce((total, value) => total + (value - mean) ** 2, 0) / size);
  if (spread === 0) return seen === 0 ? 1 : counted;
  return Math.max(counted, normalTails(seen / spread));
}

/**
 * What `share`'s quantile is in resamples of `sorted`, with replacement and of the same size.
 *
 * Drawing n indexes and sorting them is not needed: the k-th smallest of n even draws from 0 to 1 has the distribution
 * Beta(k, n + 1 − k), and the one after it is 1 − (1 − u) · v^(1 / (n − k)). So a resample costs the same for 10 values
 * and for a million.
 */
export function resampleQuantile(sorted: Float64Array, share: number, resamples: number, random: Random): Float64Array {
  const n = sorted.length;
  const found = new Float64Array(resamples);
  const place = (n - 1) * share;
  const k = Math.floor(place);
  const part = place - k;
  for (let i = 0; i < resamples; i++) {
    const before = random.gamma(k + 1);
    const u = before / (before + random.gamma(n - k));
    const low = sorted[Math.min(n - 1, Math.floor(n * u))] ?? Number.NaN;
    if (part === 0) {
      found[i] = low;
      continue;
    }
    const next = 1 - (1 - u) * (1 - random.next()) ** (1 / (n - k - 1));
    found[i] = between(low, sorted[Math.min(n - 1, Math.floor(n * next))], part);
  }
  return found;
}

/** So many of the largest values are drawn one by one; a sum's tail is in them. */
const LARGEST = 64;

/**
 * What the sum is when every call comes as often as chance has it (Poisson of mean 1). The largest values are drawn one
 * by one; the many others make up a sum that is normal.
 */
export function resampleSum(sorted: Float64Array, resamples: number, random: Random): Float64Array {
  const cut = Math.max(0, sorted.length - LARGEST);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < cut; i++) {
    const value = sorted[i] ?? 0;
    sum += value;
    squares += value * value;
  }
  const spread = Math.sqrt(squares);
  const found = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    let total = cut > 0 ? sum + spread * random.normal() : 0;
    for (let j = cut; j < sorted.length; j++) total += (sorted[j] ?? 0) * drawTimes(random.next());
    found[i] = total;
  }
  return found;
}

/** How often one call comes, from an even draw: as often as that is beyond the chance of fewer times. */
function drawTimes(even: number): number {
  let times = 0;
  while (even >= (FEWER[times] as number)) times++;
  return times;
}

/** The chance that a call comes at most 0, 1, 2 … times, and never more than 12. */
const FEWER = makeChances(12);

function makeChances(most: number): Float64Array {
  const chances = new Float64Array(most + 1).fill(Number.POSITIVE_INFINITY);
  let chance = Math.exp(-1);
  for (let times = 0, sum = chance; times < most; sum += chance) {
    chances[times] = sum;
    times++;
    chance /= times;
  }
  return chances;
}
