/** Warm-up and drift: whether the first calls are slower than the rest, and whether calls get slower over time. */
import { chanceOfHits, normalTails } from "./chance.ts";
import { median, quantile } from "./order.ts";
import { spearman } from "./ranks.ts";

export interface WarmUp {
  /** How many of the first calls are slower. */
  readonly calls: number;
  /** Their median over that of the rest. */
  readonly times: number;
}

/** Fewer calls cannot show a trend. */
export const MIN_CALLS = 20;
/** A larger share of the calls is not a warm-up. */
const MAX_WARM_UP_SHARE = 0.1;
const MIN_SLOWDOWN = 1.5;
/** The false-positive rate. */
const MAX_CHANCE = 1e-4;

/**
 * How many first calls differ most from the rest, if they are clearly slower.
 * @param durations in order of start
 */
export function findWarmUp(durations: Float64Array): WarmUp | undefined {
  const count = durations.length;
  if (count < MIN_CALLS) return undefined;
  const max = Math.max(1, Math.floor(count * MAX_WARM_UP_SHARE));
  const edge = findEdge(toLogarithms(durations), max);
  // Corrects for having picked the edge: about one independent try per doubling.
  const several = tryCalls(durations, edge, (first, rest) => chanceOfSeveral(first, rest) * (1 + Math.log2(max)));
  return several ?? tryCalls(durations, 1, chanceOfOne);
}

/** How probable such first calls are if the order is random; both arguments are sorted. */
type Chance = (first: Float64Array, rest: Float64Array) => number;

function tryCalls(durations: Float64Array, calls: number, chance: Chance): WarmUp | undefined {
  const first = durations.slice(0, calls).sort();
  const rest = durations.slice(calls).sort();
  const times = quantile(first, 0.5) / quantile(rest, 0.5);
  if (!(Number.isFinite(times) && times >= MIN_SLOWDOWN)) return undefined;
  return chance(first, rest) <= MAX_CHANCE ? { calls, times } : undefined;
}

/**
 * The chance that as many random calls are all as slow as the fastest of these, or half of them as slow as the median.
 */
function chanceOfSeveral(first: Float64Array, rest: Float64Array): number {
  const calls = first.length;
  const share = (limit: number) =>
    rest.reduce((sum, duration) => sum + (duration >= limit ? 1 : 0), 1) / (rest.length + 1);
  const all = share(first[0] as number) ** calls;
  const half = chanceOfHits(Math.ceil((calls + 1) / 2), calls, share(quantile(first, 0.5)));
  return 2 * Math.min(all, half);
}

/** The slowest calls, from which the tail is estimated. */
const TAIL_SHARE = 0.05;
const MIN_TAIL = 5;

/**
 * The chance that the slowest call comes first and is this far out: log durations in the tail are roughly exponential,
 * with the mean of the other calls in the tail (Hill estimator).
 */
function chanceOfOne([first = 0]: Float64Array, rest: Float64Array): number {
  const slowest = rest.at(-1) as number;
  const tail = rest.subarray(-Math.max(MIN_TAIL, Math.ceil(rest.length * TAIL_SHARE)));
  const [base = 0, ...above] = tail;
  if (first <= slowest || base <= 0) return 1;
  const reach = above.reduce((sum, duration) => sum + Math.log(duration / base), 0) / above.length;
  const distance = Math.log(first / slowest) / Math.max(reach, 1e-6);
  // Not e^−distance: the mean is itself an estimate from few calls.
  const farther = (1 + distance / above.length) ** -above.length;
  return farther / (rest.length + 1);
}

/** Zeros count as the shortest duration above 0. */
function toLogarithms(durations: Float64Array): Float64Array {
  const smallest = durations.reduce((low, value) => (value > 0 && value < low ? value : low), Number.POSITIVE_INFINITY);
  return durations.map((duration) => Math.log(Math.max(duration, Number.isFinite(smallest) ? smallest : 1)));
}

/** The change point: where the means before and after differ most, relative to their spread (CUSUM). */
function findEdge(values: Float64Array, max: number): number {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  let sum = 0;
  let best = 1;
  let largest = Number.NEGATIVE_INFINITY;
  for (let calls = 1; calls <= max; calls++) {
    sum += (values[calls - 1] as number) - mean;
    const distance = sum / Math.sqrt((calls * (count - calls)) / count);
    if (distance > largest) {
      largest = distance;
      best = calls;
    }
  }
  return best;
}

const SLICES = 12;
const MIN_DRIFT = 0.1;
/** How monotonic the medians of the slices must be: a single slow stretch is not drift. */
const MIN_STEADINESS = 0.7;

/**
 * The relative change of the median from first to last: 0.18 for a rise by 18 %. Undefined without a steady,
 * significant change of a tenth or more.
 * @param durations in order of start, without the warm-up
 */
export function findDrift(durations: Float64Array): number | undefined {
  const count = durations.length;
  if (count < 2 * MIN_CALLS) return undefined;
  // 50,000 calls show any drift worth reporting.
  const step = Math.ceil(count / 50_000);
  const seen = durations.filter((_, index) => index % step === 0);
  const correlation = spearman(
    seen.map((_, index) => index),
    seen,
  );
  if (normalTails(correlation * Math.sqrt(seen.length - 1)) > MAX_CHANCE) return undefined;
  const slices = Math.min(SLICES, Math.floor(count / 8));
  const medians = Float64Array.from({ length: slices }, (_, slice) =>
    median(durations.subarray(Math.floor((slice * count) / slices), Math.floor(((slice + 1) * count) / slices))),
  );
  const order = Float64Array.from(medians, (_, slice) => slice);
  if (Math.abs(spearman(order, medians)) < MIN_STEADINESS || !medians.every((value) => value > 0)) return undefined;
  const change = Math.exp(slopeOf(medians.map(Math.log)) * slices) - 1;
  return Math.abs(change) >= MIN_DRIFT && Math.sign(change) === Math.sign(correlation) ? change : undefined;
}

/** The Theil–Sen slope, the median over all pairs: outliers do not move it. */
function slopeOf(values: Float64Array): number {
  const slopes: number[] = [];
  for (let i = 0; i < values.length; i++)
    for (let j = i + 1; j < values.length; j++) slopes.push(((values[j] as number) - (values[i] as number)) / (j - i));
  return median(Float64Array.from(slopes));
}
