/** What a line is drawn of: every row, or the percentiles of bins along x. */
import { findExtent } from "../../../lib/stats/number-bins.ts";
import { quantile } from "../../../lib/stats/order.ts";
import type { Bins } from "./bins.ts";
import { cutRange } from "./bins.ts";
import type { Scale } from "./scale.ts";

const MOST_BINS = 60;
/** With fewer, a line through every point is as clear. */
const LEAST_BINS = 6;
/** Points that a bin has on average, at least. */
const PER_BIN = 12;
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

export interface LineBins {
  readonly edges: readonly number[];
  /** By group, those with enough points, from left to right. */
  readonly groups: readonly (readonly LineBin[])[];
  /** Points in bins with too few. */
  readonly leftOut: number;
}

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
  const sizes = groups.map((group) => group.x.length).filter((size) => size > 0);
  const [low, high] = findExtent(groups.flatMap((group) => Array.from(group.x)));
  if (x.categories || !(low < high) || (isRow && groups.every((group) => isSeries(group.x, x)))) return null;
  const usual = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
  if (sizes.reduce((sum, size) => sum + size, 0) < LEAST_BINS * PER_BIN) return null;
  const isWhole =
    !x.log && high - low < MOST_BINS && groups.every((group) => Array.from(group.x).every(Number.isInteger));
  const bins = isWhole
    ? cutRange(x, [low - 0.5, high + 0.5], high - low + 1)
    : cutRange(x, [low, high], Math.max(LEAST_BINS, Math.min(MOST_BINS, Math.floor(usual / PER_BIN))));
  const found = groups.map((group) => fillBins(group, bins, x.log));
  return {
    edges: bins.edges,
    groups: found.map(({ full }) => full),
    leftOut: found.reduce((sum, { leftOut }) => sum + leftOut, 0),
  };
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

function fillBins({ x, y }: LinePoints, { edges, binOf }: Bins, log: boolean) {
  const values = edges.slice(1).map((): number[] => []);
  for (let i = 0; i < x.length; i++) values[binOf(x[i] as number)]?.push(y[i] as number);
  const full = values.flatMap((own, bin): LineBin[] => {
    if (own.length < MIN_POINTS) return [];
    const [from = 0, to = 0] = edges.slice(bin, bin + 2);
    const sorted = Float64Array.from(own).sort();
    const middle = log ? Math.sqrt(from * to) : (from + to) / 2;
    return [{ bin, x: middle, count: own.length, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) }];
  });
  return { full, leftOut: x.length - full.reduce((sum, { count }) => sum + count, 0) };
}
