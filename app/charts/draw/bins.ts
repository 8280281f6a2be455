/** Counts a chart's rows in bins of an axis. */
import { formatCount, formatRange } from "../../../lib/model/format.ts";
import { binEdges, findExtent, makeBinOf } from "../../../lib/stats/number-bins.ts";
import { formatShort, padEnds, type Scale } from "./scale.ts";

const MAX_BARS = 60;
const MIN_BARS = 10;

export interface Bins {
  /** Bin edges in the axis's own values, one more than there are bins. */
  readonly edges: readonly number[];
  readonly binOf: (value: number) => number;
}

/** Splits a range into bins, of equal ratio on a log axis. */
export function cutRange({ log }: Scale, [low, high]: readonly [number, number], bins: number): Bins {
  const axis = { low, high, log, bins };
  return { edges: binEdges(axis), binOf: makeBinOf(axis) };
}

/** Picks bins to suit the values: one per value for categories and few integers, else more bins for more values. */
export function makeBins(scale: Scale, values: readonly number[], max = MAX_BARS): Bins {
  const { categories, log } = scale;
  const [low, high] = categories ? [0, categories.length - 1] : values.length > 0 ? findExtent(values) : [0, 0];
  if (categories || (!log && high - low < max && values.every(Number.isInteger)))
    return cutRange(scale, [low - 0.5, high + 0.5], high - low + 1);
  const wanted = Math.min(max, Math.max(MIN_BARS, Math.ceil(3 * Math.cbrt(values.length))));
  return cutRange(scale, low === high ? padEnds(low, high, log) : [low, high], wanted);
}

/** Counts the values in each bin. */
export function countBins({ edges, binOf }: Bins, values: Iterable<number>): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    const bin = binOf(value);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** "1.2 ms – 1.4 ms", the integer, or the category. */
export function describeBin(scale: Scale, edges: readonly number[], bin: number): string {
  if (scale.categories) return scale.categories[bin] ?? "";
  const [low = 0, high = 0] = edges.slice(bin, bin + 2);
  if (high - low === 1 && !scale.log && Number.isInteger(low + 0.5)) return formatCount(low + 0.5);
  return formatRange(formatShort(scale, low), formatShort(scale, high));
}
