/** How sure a change between two sets of durations is: 95 % intervals from resamples. */

import { quantile } from "./quantile.ts";
import type { Random } from "./random.ts";
import { resampleQuantile, resampleSum } from "./resample.ts";
import { sumOf } from "./sum.ts";

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

/** How much of a normal distribution lies farther out than `z`, on both sides (Abramowitz and Stegun 7.1.26). */
export function normalTails(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.min(1, sum * Math.exp(-x * x));
}
