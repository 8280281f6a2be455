/**
 * Estimates from a sample of blocks of neighbouring spans, and their 95 % intervals.
 *
 * The block is the unit of sampling: spans of one block resemble each other, so intervals follow from the spread between
 * blocks. As blocks are spread evenly, that is the spread between successive ones: what changes slowly over the run is
 * in the sample as it is in the run (Wolter, Introduction to Variance Estimation, 2nd ed. 2007, section 8.2, v2).
 */

import type { Interval } from "../model/basis.ts";
import { normalTails } from "./chance.ts";
import { quantile } from "./order.ts";

export interface BlockSample {
  /** Spans of the run read in each block. */
  readonly spans: Float64Array;
  /** Spans of the run over spans read; 1 or more. */
  readonly scale: number;
}

/** With fewer blocks that hold any, only what was seen is certain. */
const MIN_BLOCKS = 5;

/** What was found in each block: values in it, and a sum over them. */
export interface BlockSums {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
}

/**
 * @param blockOf block of each value
 * @param blocks their number
 */
export function sumByBlock(values: ArrayLike<number>, blockOf: ArrayLike<number>, blocks: number): BlockSums {
  const counts = new Float64Array(blocks);
  const sums = new Float64Array(blocks);
  for (let index = 0; index < values.length; index++) {
    const block = blockOf[index] as number;
    counts[block] = (counts[block] as number) + 1;
    sums[block] = (sums[block] as number) + (values[index] as number);
  }
  return { counts, sums };
}

/** The interval of a sum over the run of which `perBlock` was seen in each block; not below what was seen. */
export function intervalOfSum(perBlock: Float64Array, sample: BlockSample): Interval {
  const seen = total(perBlock);
  const holding = countAbove(perBlock);
  if (holding < MIN_BLOCKS) return [seen, null];
  const rate = seen / total(sample.spans);
  const half =
    widthOf(holding) *
    sample.scale *
    spreadOf((block) => (perBlock[block] as number) - rate * (sample.spans[block] as number), sample);
  const middle = seen * sample.scale;
  return [Math.max(seen, middle - half), middle + half];
}

/** The interval of the mean of values. */
export function intervalOfMean({ counts, sums }: BlockSums, sample: BlockSample): Interval | null {
  const holding = countAbove(counts);
  if (holding < MIN_BLOCKS) return null;
  const count = total(counts);
  const mean = total(sums) / count;
  const half =
    (widthOf(holding) * spreadOf((block) => (sums[block] as number) - mean * (counts[block] as number), sample)) /
    count;
  return [Math.max(0, mean - half), mean + half];
}

/**
 * The interval of a quantile: that of the share of values below it, read off the sorted values (Woodruff, "Confidence
 * Intervals for Medians and Other Position Measures", JASA 47, 1952).
 * @param sorted the values of the sample
 * @param values the same in the order of `blockOf`
 */
export function intervalOfQuantile(
  sorted: Float64Array,
  values: Float64Array,
  blockOf: ArrayLike<number>,
  share: number,
  sample: BlockSample,
): Interval | null {
  const blocks = sample.spans.length;
  const counts = new Float64Array(blocks);
  const below = new Float64Array(blocks);
  const limit = quantile(sorted, share);
  for (let index = 0; index < values.length; index++) {
    const block = blockOf[index] as number;
    const value = values[index] as number;
    counts[block] = (counts[block] as number) + 1;
    // Of values equal to the quantile, half count as below.
    below[block] = (below[block] as number) + (value < limit ? 1 : value === limit ? 0.5 : 0);
  }
  const holding = countAbove(counts);
  if (holding < MIN_BLOCKS) return null;
  const count = sorted.length;
  const found = total(below) / count;
  const spread = spreadOf((block) => (below[block] as number) - found * (counts[block] as number), sample) / count;
  // Not even a sample without any spread between blocks places a quantile better than between two of its values.
  const half = widthOf(holding) * spread + 0.5 / count;
  const high = share + half;
  return [quantile(sorted, Math.max(0, share - half)), high < 1 ? quantile(sorted, high) : null];
}

/**
 * The chance that the means of two groups of sampled values do not differ in all spans: by the spread of the difference
 * between blocks, as values of one block are alike. 1 if too few blocks hold both.
 * @param values NaN for none
 * @param inFirst 1 for values of the first group
 */
export function chanceOfDifference(
  values: Float64Array,
  inFirst: ArrayLike<number>,
  blockOf: ArrayLike<number>,
  sample: BlockSample,
): number {
  const counts = [0, 0] as [number, number];
  const sums = [0, 0] as [number, number];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (Number.isNaN(value)) continue;
    const group = inFirst[index] === 1 ? 0 : 1;
    counts[group]++;
    sums[group] += value;
  }
  const means = [sums[0] / counts[0], sums[1] / counts[1]] as const;
  const deviations = new Float64Array(sample.spans.length);
  const held = new Uint8Array(sample.spans.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (Number.isNaN(value)) continue;
    const block = blockOf[index] as number;
    const isFirst = inFirst[index] === 1;
    if (isFirst) held[block] = 1;
    const own = isFirst ? (value - means[0]) / counts[0] : (means[1] - value) / counts[1];
    deviations[block] = (deviations[block] as number) + own;
  }
  const holding = held.reduce((sum, one) => sum + one, 0);
  const spread = spreadOf((block) => deviations[block] as number, sample);
  if (holding < MIN_BLOCKS || counts[1] === 0) return 1;
  if (spread === 0) return means[0] === means[1] ? 1 : 0;
  const freedom = holding - 1;
  const t = Math.abs(means[0] - means[1]) / spread;
  // Student's t as a normal deviate (Wallace 1959).
  return normalTails((1 - 2 / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p((t * t) / freedom)));
}

/** The standard error of the sum of a deviation over all blocks. */
function spreadOf(deviationIn: (block: number) => number, { spans, scale }: BlockSample): number {
  const blocks = spans.length;
  let squares = 0;
  let previous = deviationIn(0);
  for (let block = 1; block < blocks; block++) {
    const next = deviationIn(block);
    squares += (next - previous) ** 2;
    previous = next;
  }
  const unread = 1 - 1 / scale;
  return Math.sqrt((unread * blocks * squares) / (2 * (blocks - 1)));
}

/** The 97.5 % point of Student's t for as many blocks less one (Cornish–Fisher expansion; within 1 % from 5 on). */
function widthOf(blocks: number): number {
  const freedom = blocks - 1;
  return 1.96 + 2.372 / freedom + 2.823 / freedom ** 2;
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function countAbove(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (value > 0) count++;
  return count;
}
