/** Counts a chart's rows in bins of an axis. */
import { formatRange } from "../../../lib/model/format.ts";
import { widenEnds } from "../../../lib/stats/axis-ends.ts";
import { type BinAxis, binEdges, cutIntegers, findExtent, makeBinOf } from "../../../lib/stats/number-bins.ts";
import { formatShort, formatValue, type Scale } from "./scale.ts";

const MAX_BARS = 60;
const MIN_BARS = 10;
/** Around a single value: odd, so that it is in the middle of a bar. */
const BARS_OF_ONE = 11;

export interface Bins {
  /** Bin edges in the axis's own values, one more than there are bins. */
  readonly edges: readonly number[];
  readonly binOf: (value: number) => number;
}

export interface BinsWanted {
  readonly max: number;
  /** Whether fewer values get fewer bins. */
  readonly exactly?: boolean;
}

/** Picks bins to suit the values: one per category, the same number of integers in each, else all as wide on the axis. */
export function makeBins(
  scale: Scale,
  values: readonly number[],
  { max, exactly }: BinsWanted = { max: MAX_BARS },
): Bins {
  const axis = placeBins(scale, values, max, exactly ? max : MIN_BARS);
  return { edges: binEdges(axis), binOf: makeBinOf(axis) };
}

function placeBins(scale: Scale, values: readonly number[], max: number, min: number): BinAxis {
  const { categories, log, integers } = scale;
  if (categories) return { low: -0.5, high: categories.length - 0.5, log: false, bins: categories.length };
  const [low, high] = values.length > 0 ? findExtent(values) : [0, 0];
  if (integers && !log && high - low < max) return cutIntegers(low, high, log, max);
  const wanted = Math.min(max, Math.max(min, Math.ceil(3 * Math.cbrt(values.length))));
  if (integers && values.length > 0) return cutIntegers(low, high, log, wanted);
  const [from, to] = low === high ? widenEnds(low, scale) : [low, high];
  return { low: from, high: to, log, bins: low === high ? Math.max(BARS_OF_ONE, min - 1 + (min % 2)) : wanted };
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

/** "1.2 ms – 1.4 ms", the integers, or the category. */
export function describeBin(scale: Scale, edges: readonly number[], bin: number): string {
  if (scale.categories) return scale.categories[bin] ?? "";
  const [low = 0, high = 0] = edges.slice(bin, bin + 2);
  if (scale.integers) return formatRange(formatValue(scale, low + 0.5), formatValue(scale, high - 0.5));
  return formatRange(formatShort(scale, low), formatShort(scale, high));
}
