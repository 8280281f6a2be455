/** Linear and logarithmic axes: positions, bins, and which of the two suits a set of numbers. */

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
}

/** Maps a number to its bin; the upper end belongs to the last one. */
export function makeBinOf(axis: BinAxis): (value: number) => number {
  const shareOf = makeShareOf(axis);
  return (value) => Math.min(axis.bins - 1, Math.floor(shareOf(value) * axis.bins));
}

/** The lower edge of a bin; for `bins`, the upper edge of the last one. */
export function binEdge({ low, high, bins, log }: BinAxis, bin: number): number {
  if (bin >= bins) return high;
  return log ? low * (high / low) ** (bin / bins) : low + ((high - low) * bin) / bins;
}

/** One more than there are bins. */
export function binEdges(axis: BinAxis): number[] {
  return Array.from({ length: axis.bins + 1 }, (_, bin) => binEdge(axis, bin));
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

const LOG_FROM = 100;

/**
 * Counts numbers in bins, on a logarithmic axis if they span more than two powers of ten.
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
  const log = low > 0 && high / low > LOG_FROM;
  const binOf = makeBinOf({ low, high, log, bins: binCount });
  const bins = new Array<number>(binCount).fill(0);
  for (const [value, count] of finite) {
    const bin = binOf(value);
    bins[bin] = (bins[bin] ?? 0) + count;
  }
  return { low, high, log, bins };
}

/** From this ratio of p99 to p50, most of a linear axis is empty. */
const LONG_TAIL = 10;

/** @param sorted values above 0 */
export function isLongTailed(sorted: ArrayLike<number>): boolean {
  return valueAt(sorted, 0.99) > LONG_TAIL * valueAt(sorted, 0.5);
}

/** The mirror image of `isLongTailed`: small values are far below the median. */
export function isLongHeaded(sorted: ArrayLike<number>): boolean {
  return valueAt(sorted, 0.5) > LONG_TAIL * valueAt(sorted, 0.01);
}

function valueAt(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** At most `max` evenly spaced indices below `count`. */
export function pickEvenly(count: number, max: number): number[] {
  const picked = Math.min(count, max);
  return Array.from({ length: picked }, (_, i) => Math.floor((i * count) / picked));
}
