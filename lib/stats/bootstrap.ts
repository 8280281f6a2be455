/** Bootstrap confidence intervals for the change of a quantile or a sum between two sets of durations. */

import { normalTails } from "./chance.ts";
import { between, quantile, sumOf } from "./order.ts";
import type { Random } from "./random.ts";

export const RESAMPLES = 2_000;

/** Stands in for 0, so that ratios stay finite; shorter than any clock resolves. */
export const NOTHING = 1e-10;

export interface QuantileChange {
  /** The quantile of each side, seconds. */
  readonly baseline: number;
  readonly candidate: number;
  /** Candidate / baseline; null where the baseline is 0. */
  readonly ratio: number | null;
  /** The 95 % interval of the ratio. */
  readonly low: number;
  readonly high: number;
  /** The p-value: how probable a change this large is if nothing has changed. */
  readonly chance: number;
}

/**
 * Compares a quantile of two sides, both sorted and not empty. Each side is resampled independently; the interval is
 * the middle 95 % of the ratios.
 */
export function compareQuantile(
  baseline: Float64Array,
  candidate: Float64Array,
  share: number,
  random: Random,
): QuantileChange {
  const before = resampleQuantile(baseline, share, RESAMPLES, random);
  const after = resampleQuantile(candidate, share, RESAMPLES, random);
  const logs = before.map((value, i) => logRatio(value, after[i] ?? 0)).sort();
  const was = quantile(baseline, share);
  const is = quantile(candidate, share);
  const ratio = was > 0 ? is / was : null;
  const low = Math.exp(quantile(logs, 0.025));
  const high = Math.exp(quantile(logs, 0.975));
  return { baseline: was, candidate: is, ratio, low, high, chance: chanceOf(logs, logRatio(was, is)) };
}

export interface SumChange {
  readonly baseline: number;
  readonly candidate: number;
  /** The 95 % interval of candidate − baseline, seconds; null where a sample says too little. */
  readonly low: number | null;
  readonly high: number | null;
}

export function compareSum(baseline: Float64Array, candidate: Float64Array, random: Random): SumChange {
  const before = resampleSum(baseline, RESAMPLES, random);
  const differences = resampleSum(candidate, RESAMPLES, random)
    .map((value, i) => value - (before[i] ?? 0))
    .sort();
  return {
    baseline: sumOf(baseline),
    candidate: sumOf(candidate),
    low: quantile(differences, 0.025),
    high: quantile(differences, 0.975),
  };
}

function logRatio(baseline: number, candidate: number): number {
  return Math.log(Math.max(candidate, NOTHING) / Math.max(baseline, NOTHING));
}

/**
 * Two-sided p-value from the share of resamples beyond "no change". That cannot go below 1 in 2,000, so it is combined
 * with a normal approximation from the resamples' spread; the larger of the two counts.
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
 * The quantile in resamples of `sorted` (with replacement, same size).
 *
 * Avoids drawing n indices and sorting them: the k-th smallest of n uniform draws is Beta(k, n + 1 − k) distributed,
 * and the next one is 1 − (1 − u) · v^(1 / (n − k)). So a resample of a million values costs as much as one of ten.
 */
export function resampleQuantile(sorted: Float64Array, share: number, resamples: number, random: Random): Float64Array {
  const n = sorted.length;
  const found = new Float64Array(resamples);
  const position = (n - 1) * share;
  const k = Math.floor(position);
  const part = position - k;
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

/** The largest values dominate the tail of a sum, so this many are drawn one by one. */
const LARGEST = 64;

/**
 * The sum in resamples where every call occurs Poisson(1) times. The largest values are drawn one by one; the sum of
 * the many others is close to normal.
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

/** Inverse CDF of Poisson(1). @param even uniform, 0 to below 1 */
function drawTimes(even: number): number {
  let times = 0;
  while (even >= (POISSON_CDF[times] as number)) times++;
  return times;
}

/** CDF of Poisson(1), cut off at 12. */
const POISSON_CDF = makeChances(12);

function makeChances(max: number): Float64Array {
  const chances = new Float64Array(max + 1).fill(Number.POSITIVE_INFINITY);
  let chance = Math.exp(-1);
  for (let times = 0, sum = chance; times < max; sum += chance) {
    chances[times] = sum;
    times++;
    chance /= times;
  }
  return chances;
}
