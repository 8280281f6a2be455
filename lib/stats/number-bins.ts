/** Linear and logarithmic axes: positions and bins. */

import { suitsLog } from "./log-axis.ts";
import { firstAbove } from "./order.ts";

export interface NumberAxis {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

/** Maps a number to its position between low and high, 0 to 1. */
export function makeShareOf({ low, high, log }: NumberAxis): (value: number) => number {
  if (!(high > low)) return () => 0;
  const length = log ? Math.log(high / low) : high - low;
  return (value) => Math.min(1, Math.max(0, (log ? Math.log(value / low) : value - low) / length));
}

export function shareOf(axis: NumberAxis, value: number): number {
  return makeShareOf(axis)(value);
}

/** The inverse of `makeShareOf`. */
export function valueAtShare({ low, high, log }: NumberAxis, share: number): number {
  return log ? low * (high / low) ** share : low + (high - low) * share;
}

/** The same rounded to four digits, for addresses. */
export function numberAt(axis: NumberAxis, share: number): number {
  return Number(valueAtShare(axis, share).toPrecision(4));
}

/** An axis with bins of equal width, or of equal ratio if it is logarithmic. */
export interface BinAxis extends NumberAxis {
  readonly bins: number;
  /** Where they are neither: ascending, one more than there are bins. */
  readonly edges?: readonly number[];
}

/** Maps a number to its bin; the upper end belongs to the last one. */
export function makeBinOf(axis: BinAxis): (value: number) => number {
  const { edges } = axis;
  if (edges) return (value) => Math.max(0, Math.min(axis.bins, firstAbove(edges, value)) - 1);
  const shareOf = makeShareOf(axis);
  return (value) => Math.min(axis.bins - 1, Math.floor(shareOf(value) * axis.bins));
}

/** The lower edge of a bin; for `bins`, the upper edge of the last one. */
export function binEdge({ low, high, bins, log, edges }: BinAxis, bin: number): number {
  if (edges) return edges[Math.min(bin, bins)] as number;
  if (bin >= bins) return high;
  return log ? low * (high / low) ** (bin / bins) : low + ((high - low) * bin) / bins;
}

/** One more than there are bins. */
export function binEdges(axis: BinAxis): number[] {
  return Array.from({ length: axis.bins + 1 }, (_, bin) => binEdge(axis, bin));
}

/**
 * Bins for integers: all as wide, so that each holds the same number of them; on a logarithmic axis each at least one,
 * and never fewer than the one before. Other bins would hold one integer, then two, then none.
 * @param low @param high integers; above 0 on a logarithmic axis
 * @param max bins
 */
export function cutIntegers(low: number, high: number, log: boolean, max: number): BinAxis {
  const first = low - 0.5;
  if (!log) {
    const width = Math.ceil((high - low + 1) / max);
    const bins = Math.ceil((high - low + 1) / width);
    return { low: first, high: first + bins * width, log, bins };
  }
  const ratio = ((high + 0.5) / first) ** (1 / max);
  const edges = [first];
  let width = 1;
  for (let edge = first; edge <= high; edges.push(edge)) {
    width = Math.max(width, Math.round(edge * (ratio - 1)));
    edge += width;
  }
  // Not past the largest; a rest of a bin belongs to the one before.
  const end = high + 0.5;
  if (edges.length > 2 && end - (edges.at(-2) as number) < width / 2) edges.splice(-2);
  else edges.pop();
  edges.push(end);
  return { low: first, high: end, log, bins: edges.length - 1, edges };
}

/** Whether there are values, and all are integers. */
export function areIntegers(values: ArrayLike<number>): boolean {
  let some = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    if (!Number.isSafeInteger(value)) return false;
    some = true;
  }
  return some;
}

/** The smallest and the largest; without values, `low` is above `high`. */
export function findExtent(values: Iterable<number>): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

export interface NumberBins extends NumberAxis {
  /** Counts, from low to high. */
  readonly bins: readonly number[];
}

/**
 * Counts numbers in bins of an axis that suits them. Bins of integers hold the same number of integers each, or at
 * least one on a logarithmic axis: there would be gaps between others.
 * @param weighted numbers and how often each occurs; missing ones are ignored
 * @returns null if nothing is left
 */
export function binNumbers(
  weighted: readonly (readonly [value: number | undefined, count: number])[],
  binCount: number,
): NumberBins | null {
  const finite = weighted.filter((each): each is readonly [number, number] => Number.isFinite(each[0]));
  const [low, high] = findExtent(finite.map(([value]) => value));
  if (low > high) return null;
  const values = finite.map(([value]) => value);
  const log = suitsLog({ values, counts: finite.map(([, count]) => count) }, "plain");
  const axis = areIntegers(values) ? spreadIntegers(low, high, log, binCount) : { low, high, log, bins: binCount };
  const binOf = makeBinOf(axis);
  const bins = new Array<number>(axis.bins).fill(0);
  for (const [value, count] of finite) {
    const bin = binOf(value);
    bins[bin] = (bins[bin] ?? 0) + count;
  }
  return { low, high, log, bins };
}

/** Bins of integers that are drawn equally wide. */
function spreadIntegers(low: number, high: number, log: boolean, max: number): BinAxis {
  if (!log) return cutIntegers(low, high, log, max);
  // The first must reach the second integer.
  const most = Math.floor(Math.log(high / low) / Math.log((low + 1) / low));
  return { low, high, log, bins: Math.max(1, Math.min(max, most)) };
}

/** At most `max` evenly spaced indices below `count`. */
export function pickEvenly(count: number, max: number): number[] {
  const picked = Math.min(count, max);
  return Array.from({ length: picked }, (_, i) => Math.floor((i * count) / picked));
}
