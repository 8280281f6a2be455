/**
 * The change of a quantile or a sum between two sides of which one or both were read as a sample of blocks.
 *
 * Each side is off in two independent ways: as a sample of its run (by the spread between blocks), and as its run is one
 * of many possible ones (by the spread between calls, which is all that `compareQuantile` knows). The interval of the
 * change is put together from those of the two sides by their squared distances (Zou and Donner, "Construction of
 * confidence intervals about effect measures", Statistics in Medicine 27, 2008).
 */

import type { Interval } from "../model/basis.ts";
import { compareQuantile, compareSum, NOTHING, type QuantileChange, type SumChange } from "./bootstrap.ts";
import { normalTails } from "./chance.ts";
import { quantile, sumOf } from "./order.ts";
import type { Random } from "./random.ts";
import { type BlockSample, intervalOfQuantile, intervalOfSum, sumByBlock } from "./sampling.ts";

/** Durations on one side. */
export interface Calls {
  /** Those read. */
  readonly sorted: Float64Array;
  /** Null if all were read. */
  readonly sampled: SampledCalls | null;
}

export interface SampledCalls {
  /** The same durations in the order of `blockOf`. */
  readonly values: Float64Array;
  /** The block of each. */
  readonly blockOf: ArrayLike<number>;
  readonly sample: BlockSample;
}

/** By how much counts and sums of those read are too small. */
export function scaleOf({ sampled }: Calls): number {
  return sampled?.sample.scale ?? 1;
}

export function totalOf(calls: Calls): number {
  return sumOf(calls.sorted) * scaleOf(calls);
}

interface Comparison {
  sum(): SumChange;
  /** Neither side is empty. Null if too few blocks hold calls to tell how far off the sample is. */
  quantile(share: number): QuantileChange | null;
}

/** By bootstrap if all calls of both sides were read. @param random for that */
export function compareCalls(baseline: Calls, candidate: Calls, random: Random): Comparison {
  return baseline.sampled || candidate.sampled
    ? {
        sum: () => compareSampledSum(baseline, candidate),
        quantile: (share) => compareSampledQuantile(baseline, candidate, share),
      }
    : {
        sum: () => compareSum(baseline.sorted, candidate.sorted, random),
        quantile: (share) => compareQuantile(baseline.sorted, candidate.sorted, share, random),
      };
}

/** Squared distances from an estimate to the ends of its interval. */
interface Squares {
  readonly down: number;
  readonly up: number;
}

/** The 97.5 % point of the normal distribution. */
const WIDTH = 1.96;

export function compareSampledQuantile(baseline: Calls, candidate: Calls, share: number): QuantileChange | null {
  const [before, after] = [squaresOfQuantile(baseline, share), squaresOfQuantile(candidate, share)];
  if (!before || !after) return null;
  const [was, is] = [quantile(baseline.sorted, share), quantile(candidate.sorted, share)];
  const seen = logOf(is) - logOf(was);
  const down = Math.sqrt(after.down + before.up);
  const up = Math.sqrt(after.up + before.down);
  // Towards no change.
  const spread = (seen > 0 ? down : up) / WIDTH;
  return {
    baseline: was,
    candidate: is,
    ratio: was > 0 ? is / was : null,
    low: Math.exp(seen - down),
    high: Math.exp(seen + up),
    chance: spread > 0 ? normalTails(seen / spread) : seen === 0 ? 1 : 0,
  };
}

export function compareSampledSum(baseline: Calls, candidate: Calls): SumChange {
  const [was, is] = [totalOf(baseline), totalOf(candidate)];
  const [before, after] = [squaresOfSum(baseline, was), squaresOfSum(candidate, is)];
  const bounded = before && after;
  return {
    baseline: was,
    candidate: is,
    low: bounded ? is - was - Math.sqrt(after.down + before.up) : null,
    high: bounded ? is - was + Math.sqrt(after.up + before.down) : null,
  };
}

function logOf(value: number): number {
  return Math.log(Math.max(value, NOTHING));
}

/** Of the logarithm. */
function squaresOfQuantile(calls: Calls, share: number): Squares | null {
  const { sorted, sampled } = calls;
  const middle = logOf(quantile(sorted, share));
  const half = WIDTH * Math.sqrt((share * (1 - share)) / (sorted.length * scaleOf(calls)));
  const at = (place: number) => logOf(quantile(sorted, Math.min(1, Math.max(0, place))));
  const ofCalls = squaresTo(middle, [at(share - half), at(share + half)]);
  if (!sampled) return ofCalls;
  const found = intervalOfQuantile(sorted, sampled.values, sampled.blockOf, share, sampled.sample);
  if (!found || found[1] === null) return null;
  return add(ofCalls, squaresTo(middle, [logOf(found[0]), logOf(found[1])]));
}

function squaresOfSum(calls: Calls, middle: number): Squares | null {
  const { sorted, sampled } = calls;
  // The variance of a sum over a Poisson number of calls.
  const squares = WIDTH ** 2 * scaleOf(calls) * sorted.reduce((sum, value) => sum + value * value, 0);
  const ofCalls = { down: squares, up: squares };
  if (!sampled) return ofCalls;
  const { sums } = sumByBlock(sampled.values, sampled.blockOf, sampled.sample.spans.length);
  const [low, high] = intervalOfSum(sums, sampled.sample);
  return high === null ? null : add(ofCalls, squaresTo(middle, [low, high]));
}

function squaresTo(middle: number, [low, high]: Interval & readonly [number, number]): Squares {
  return { down: (middle - low) ** 2, up: (high - middle) ** 2 };
}

function add(one: Squares, other: Squares): Squares {
  return { down: one.down + other.down, up: one.up + other.up };
}
