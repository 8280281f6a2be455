/** The figures of one span name: summary statistics, histogram, and trend over time. */
import { GrowingFloats } from "./growing.ts";
import { makeBinOf } from "./number-bins.ts";
import { quantile } from "./order.ts";

export const HISTOGRAM_BINS = 41;
export const TREND_SLICES = 22;

export interface DurationFigures {
  /** All in seconds. */
  readonly total: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** @param durations sorted, at least one */
export function describeDurations(durations: Float64Array): DurationFigures {
  let total = 0;
  for (const duration of durations) total += duration;
  return {
    total,
    mean: total / durations.length,
    p50: quantile(durations, 0.5),
    p95: quantile(durations, 0.95),
    p99: quantile(durations, 0.99),
    max: durations.at(-1) ?? Number.NaN,
  };
}

export interface LogHistogram {
  /** Counts; logarithmic bins from the low to the high end of the axis. */
  readonly bins: readonly number[];
  /** At or below 0, off a logarithmic axis. */
  readonly unplaced: number;
}

/** @param low @param high ends in seconds of the axis that all names share */
export function countLogBins(durations: Float64Array, low: number, high: number): LogHistogram {
  const bins = new Array<number>(HISTOGRAM_BINS).fill(0);
  const binOf = makeBinOf({ low, high, log: true, bins: HISTOGRAM_BINS });
  let unplaced = 0;
  for (const duration of durations) {
    if (!(duration > 0)) {
      unplaced++;
      continue;
    }
    const bin = binOf(duration);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return { bins, unplaced };
}

/** The median in equal slices of the time from `from` to `to`; null where nothing started. */
export function findTrend(starts: Float64Array, durations: Float64Array, from: number, to: number): (number | null)[] {
  const perSecond = TREND_SLICES / (to - from);
  const slices = Array.from({ length: TREND_SLICES }, () => new GrowingFloats());
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] as number;
    if (!(start >= from && start <= to)) continue;
    const at = Number.isFinite(perSecond) ? Math.floor((start - from) * perSecond) : 0;
    slices[Math.min(TREND_SLICES - 1, Math.max(0, at))]?.push(durations[index] as number);
  }
  return slices.map(({ view }) => (view.length === 0 ? null : quantile(view.sort(), 0.5)));
}
