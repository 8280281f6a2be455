/** The axis of changes: logarithmic, with a ratio of 1 in the middle. */
import { shareOf } from "../../../lib/stats/number-bins.ts";

export interface RatioAxis {
  /** The ratio at the right end; the left end is its reciprocal. */
  readonly limit: number;
  readonly ticks: readonly RatioTick[];
}

export interface RatioTick {
  readonly ratio: number;
  readonly text: string;
}

/** While the intervals are being computed. */
export const NO_AXIS: RatioAxis = { limit: 1.25, ticks: [] };

const MINUS = "\u2212";

/** Labelled changes in percent, by the ratio at the end; only the first carries the percent sign. */
type Axes = readonly (readonly [limit: number, percents: readonly number[]])[];

const AXES: Axes = [
  [1.25, [-20, -10, 0, 10, 25]],
  [2, [-50, -25, 0, 50, 100]],
  [4, [-75, -50, 0, 100, 300]],
  [10, [-90, -70, 0, 200, 900]],
];

/** Between runs, less is seen, and shown. */
const RUN_AXES: Axes = [
  [1.085, [-5, 0, 5]],
  [1.17, [-10, 0, 10]],
  [1.34, [-20, 0, 20]],
  [1.7, [-30, 0, 50]],
  [2.4, [-50, 0, 100]],
  [4.8, [-70, 0, 300]],
  [10, [-80, 0, 500]],
];

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The smallest axis that holds all intervals; the largest where none does. */
export function makeRatioAxis(intervals: readonly (Interval | null)[], axes = AXES): RatioAxis {
  const reach = Math.max(1, ...intervals.map((one) => (one ? Math.max(one.high, 1 / one.low) : 1)));
  const [limit, percents] = axes.find(([most]) => reach <= most) ?? (axes.at(-1) as Axes[number]);
  return {
    limit,
    ticks: percents.map((percent, index) => ({ ratio: 1 + percent / 100, text: formatTick(percent, index) })),
  };
}

/** @param ratios what should fit: means, ends of intervals, runs, floors */
export function makeRunAxis(ratios: readonly number[]): RatioAxis {
  return makeRatioAxis(
    ratios.map((ratio) => ({ low: ratio, high: ratio })),
    RUN_AXES,
  );
}

function formatTick(percent: number, index: number): string {
  const sign = percent < 0 ? MINUS : percent > 0 ? "+" : "";
  return `${sign}${Math.abs(percent)}${index === 0 ? " %" : ""}`;
}

/** A ratio's position on an axis of that width, clamped to it. */
export function placeRatio({ limit }: RatioAxis, ratio: number, width: number): number {
  return Number((shareOf({ low: 1 / limit, high: limit, log: true }, ratio) * width).toFixed(1));
}

/** Whether a ratio lies beyond the axis. */
export function isBeyond({ limit }: RatioAxis, ratio: number): boolean {
  return ratio > limit * 1.0001 || ratio < 1 / (limit * 1.0001);
}
