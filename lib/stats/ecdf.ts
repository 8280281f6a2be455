/** The empirical distribution of durations, on a scale that gives the tail room. */
import { makeBinOf } from "./number-bins.ts";
import { quantile } from "./order.ts";

/** The tail scale: 90 % is at 1, 99 % at 2, 99.9 % at 3. */
export function tailScale(share: number): number {
  return -Math.log10(Math.max(0, 1 - share));
}

/** Ticks of a tail axis. */
export const TAIL_SHARES = [0, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999, 0.999999] as const;

/** Where curves end: 99.9 %. */
export const TAIL_END = 3;

export type CurvePoint = readonly [seconds: number, share: number];

/** Minimum distance between points on the tail scale: half a pixel in a chart 360 px high. */
const STEP = TAIL_END / 720;

/** The step function up to 99.9 %: each share holds from its duration to the next. */
export function makeCurve(sorted: Float64Array): CurvePoint[] {
  const points: CurvePoint[] = [];
  const size = sorted.length;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < size; i++) {
    const value = sorted[i] as number;
    // Of tied values, only the last gets a point.
    if (sorted[i + 1] === value) continue;
    const share = (i + 1) / size;
    const position = tailScale(share);
    if (position - last < STEP && position <= TAIL_END) continue;
    points.push([value, share]);
    if (position > TAIL_END) break;
    last = position;
  }
  return points;
}

/** The quantiles shown as figures. */
export const MARKED_SHARES = { p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99, "p99.9": 0.999 } as const;
export type MarkedShare = keyof typeof MARKED_SHARES;

/** Seconds. */
export type CurveMarks = Readonly<Record<MarkedShare | "max", number>>;

export function markCurve(sorted: Float64Array): CurveMarks {
  const marks = Object.entries(MARKED_SHARES).map(([name, share]) => [name, quantile(sorted, share)]);
  return { ...Object.fromEntries(marks), max: sorted.at(-1) ?? Number.NaN };
}

/** Two histograms with the same logarithmic bins. */
export interface HistogramPair {
  /** Ends of the axis in seconds; both 0 if there is nothing above 0. */
  readonly low: number;
  readonly high: number;
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

export function makeHistograms(baseline: Float64Array, candidate: Float64Array, bins: number): HistogramPair {
  const positive = [baseline, candidate].map((sorted) => sorted.subarray(sorted.findIndex((value) => value > 0)));
  const filled = positive.filter((sorted) => (sorted[0] ?? 0) > 0);
  const low = Math.min(...filled.map((sorted) => sorted[0] as number));
  const high = Math.max(...filled.map((sorted) => sorted.at(-1) as number));
  if (filled.length === 0) return { low: 0, high: 0, baseline: [], candidate: [] };
  const binOf = makeBinOf({ low, high, log: true, bins });
  const count = (sorted: Float64Array) => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of sorted) {
      if (!(value > 0)) continue;
      const bin = binOf(value);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts;
  };
  return { low, high, baseline: count(baseline), candidate: count(candidate) };
}
