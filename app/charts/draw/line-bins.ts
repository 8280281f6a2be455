/** What a line is drawn of: every row, or the percentiles of bins along x. */
import { binEdges, findExtent, makeBinOf } from "../../../lib/stats/number-bins.ts";
import { quantile } from "../../../lib/stats/order.ts";
import type { Bins } from "./bins.ts";
import type { Scale } from "./scale.ts";

/** Each divides the one before, so that the bins of a small group hold those of a large one. */
const BINS = [60, 30, 15, 5, 1] as const;
/** Points that a bin has on average, at least: one of these is beyond its p95. */
const PER_BIN = 20;
/** Of the points of a group, the share that bins must hold. */
const MOST_DRAWN = 0.99;
/** With fewer points, a line through each is as clear. */
const MIN_LINE = 100;
/** A bin with fewer points has no meaningful percentiles. */
export const MIN_POINTS = 4;
/** Of the steps of a series, the share that is as long as the usual one: days without any row may be missing. */
const EVEN = 0.6;

export interface LineBin {
  /** Index of the bin. */
  readonly bin: number;
  /** Its middle on the axis. */
  readonly x: number;
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
}

export interface GroupBins {
  readonly edges: readonly number[];
  /** Those with enough points, from left to right. */
  readonly full: readonly LineBin[];
}

export interface LineBins {
  readonly groups: readonly GroupBins[];
  /** Points in bins with too few. */
  readonly leftOut: number;
}

export const NO_BINS: GroupBins = { edges: [], full: [] };

/** The points of one group: x and y of each. */
export interface LinePoints {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/**
 * Percentiles in bins of equal width along x, or of equal ratio on a log axis; one per number of few whole ones.
 * @param isRow whether points are rows of a result, which may be aggregated already: one per x, as averages per day are
 * @returns null if the line is to be drawn through the points themselves
 */
export function binLines(groups: readonly LinePoints[], x: Scale, isRow: boolean): LineBins | null {
  const count = groups.reduce((sum, group) => sum + group.x.length, 0);
  const [low, high] = findExtent(groups.flatMap((group) => Array.from(group.x)));
  if (x.categories || !(low < high) || count < MIN_LINE) return null;
  if (isRow && groups.every((group) => isSeries(group.x, x))) return null;
  const isWhole =
    !x.log && high - low < BINS[0] && groups.every((group) => Array.from(group.x).every(Number.isInteger));
  const countIn = ({ full }: GroupBins) => full.reduce((sum, bin) => sum + bin.count, 0);
  const found = groups.map((group) => {
    const size = group.x.length;
    if (isWhole) return fillBins(group, cutRange(x, [low - 0.5, high + 0.5], high - low + 1), x.log);
    const tries = BINS.filter((bins) => size >= PER_BIN * bins || bins === 1);
    // Spans come in bursts: wider bins rather than many without enough points.
    for (const bins of tries) {
      const filled = fillBins(group, cutRange(x, [low, high], bins), x.log);
      if (countIn(filled) >= MOST_DRAWN * size) return filled;
    }
    return NO_BINS;
  });
  return { groups: found, leftOut: count - found.reduce((sum, filled) => sum + countIn(filled), 0) };
}

/** Whether there is one point per x, at even steps of time. Spans of their own have starts of their own. */
function isSeries(values: ArrayLike<number>, { unit }: Scale): boolean {
  const sorted = Float64Array.from(values).sort();
  const steps = Array.from(sorted.subarray(1), (value, i) => value - (sorted[i] as number));
  if (steps.some((step) => step === 0)) return false;
  if (unit !== "start" || steps.length === 0) return true;
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] as number;
  return steps.filter((step) => Math.abs(step / usual - 1) < 1e-3).length >= EVEN * steps.length;
}

function cutRange({ log }: Scale, [low, high]: readonly [number, number], bins: number): Bins {
  const axis = { low, high, log, bins };
  return { edges: binEdges(axis), binOf: makeBinOf(axis) };
}

function fillBins({ x, y }: LinePoints, { edges, binOf }: Bins, log: boolean): GroupBins {
  const values = edges.slice(1).map((): number[] => []);
  for (let i = 0; i < x.length; i++) values[binOf(x[i] as number)]?.push(y[i] as number);
  const full = values.flatMap((own, bin): LineBin[] => {
    if (own.length < MIN_POINTS) return [];
    const [from = 0, to = 0] = edges.slice(bin, bin + 2);
    const sorted = Float64Array.from(own).sort();
    const middle = log ? Math.sqrt(from * to) : (from + to) / 2;
    return [{ bin, x: middle, count: own.length, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) }];
  });
  return { edges, full };
}
