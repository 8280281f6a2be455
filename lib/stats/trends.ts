/**
 * Changes over time: whether the first calls are slower than the rest, whether calls are slower from some point on, or
 * during a stretch, and whether they get slower steadily.
 */
import { chanceOfHits, normalTails } from "./chance.ts";
import { median, quantile } from "./order.ts";
import { rankAll, spearman } from "./ranks.ts";
import { leaveOut, mapFloats } from "./typed-arrays.ts";

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
/** The false-positive rate, unless given. */
const MAX_CHANCE = 1e-4;

/**
 * How many first calls differ most from the rest, if they are clearly slower.
 * @param durations in order of start
 */
export function findWarmUp(durations: Float64Array, maxChance = MAX_CHANCE): WarmUp | undefined {
  const count = durations.length;
  if (count < MIN_CALLS) return undefined;
  const max = Math.max(1, Math.floor(count * MAX_WARM_UP_SHARE));
  const edge = findEdge(toLogarithms(durations), max);
  // Corrects for having picked the edge: about one independent try per doubling.
  const several = (first: Float64Array, rest: Float64Array) => chanceOfSeveral(first, rest) * (1 + Math.log2(max));
  return tryCalls(durations, edge, several, maxChance) ?? tryCalls(durations, 1, chanceOfOne, maxChance);
}

/** How probable such first calls are if the order is random; both arguments are sorted. */
type Chance = (first: Float64Array, rest: Float64Array) => number;

function tryCalls(durations: Float64Array, calls: number, chance: Chance, maxChance: number): WarmUp | undefined {
  const first = durations.slice(0, calls).sort();
  const rest = durations.slice(calls).sort();
  const times = quantile(first, 0.5) / quantile(rest, 0.5);
  if (!(Number.isFinite(times) && times >= MIN_SLOWDOWN)) return undefined;
  return chance(first, rest) <= maxChance ? { calls, times } : undefined;
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
export function toLogarithms(durations: Float64Array): Float64Array {
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

/** A change of the usual duration, of the shape that fits best. */
export interface Change {
  readonly shape: "step" | "stretch" | "drift";
  /** The slower calls, from the first to before the last; of a drift, all. */
  readonly from: number;
  readonly to: number;
  /** Their median over that of the others; of a drift, that of the end over that of the start, below 1 for a fall. */
  readonly times: number;
}

/** Smaller changes are not worth a line. */
const MIN_CHANGE = { step: 1.1, stretch: 1.25, drift: 1.1 } as const;
/** With fewer calls than this on either side, it is not told from a single slow one. */
const MIN_PART = 5;

/**
 * The step, stretch or steady drift that explains most of how durations vary over time; undefined if it is small, or
 * may be chance. Judged by ranks, which single slow calls do not move, and corrected for calls that are like the one
 * before: a machine that is busy now and then is no trend.
 * @param values log durations in order of start, without the warm-up
 */
export function findChange(values: Float64Array, maxChance = MAX_CHANCE): Change | undefined {
  const count = values.length;
  if (count < 2 * MIN_CALLS) return undefined;
  const ranks = rankAll(values).map((rank) => (rank - 0.5) / count - 0.5);
  const total = ranks.reduce((sum, rank) => sum + rank * rank, 0);
  if (!(total > 0)) return undefined;
  const fits = [fitDrift(ranks), fitStep(ranks), fitStretch(ranks)].filter((fit) => fit !== undefined);
  const cost = ({ gain, parameters }: ShapeFit) => count * Math.log(1 - gain / total) + parameters * Math.log(count);
  const best = fits.reduce((one, other) => (cost(other) < cost(one) ? other : one));
  const left = ranks.map((rank, index) => rank - best.at(index));
  // Of ranks in random order: what is left of few calls is too little.
  const deviations = Math.sqrt(best.gain / ((total / count) * inflate(left)));
  if (normalTails(deviations) * best.tries > maxChance) return undefined;
  const change = best.shape === "drift" ? measureDrift(values) : measurePart(values, best);
  return change && Math.max(change.times, 1 / change.times) >= MIN_CHANGE[best.shape] ? change : undefined;
}

/** A shape fitted to ranks. */
interface ShapeFit extends Pick<Change, "shape" | "from" | "to"> {
  /** By how much it reduces the sum of squares. */
  readonly gain: number;
  readonly parameters: number;
  /** Independent places that it could have been found in. */
  readonly tries: number;
  /** The fitted value of a call. */
  readonly at: (index: number) => number;
}

function fitDrift(ranks: Float64Array): ShapeFit {
  const count = ranks.length;
  const middle = (count - 1) / 2;
  let [product, squares] = [0, 0];
  for (let index = 0; index < count; index++) {
    product += (index - middle) * (ranks[index] as number);
    squares += (index - middle) ** 2;
  }
  const slope = product / squares;
  const at = (index: number) => slope * (index - middle);
  return { shape: "drift", from: 0, to: count, gain: product * slope, parameters: 1, tries: 1, at };
}

function fitStep(ranks: Float64Array): ShapeFit | undefined {
  const count = ranks.length;
  let [sum, gain, edge, height] = [0, 0, 0, 0];
  for (let index = 1; index <= count - MIN_PART; index++) {
    sum += ranks[index - 1] as number;
    const weight = (index * (count - index)) / count;
    if (index < MIN_PART || (sum * sum) / weight <= gain) continue;
    [gain, edge, height] = [(sum * sum) / weight, index, sum];
  }
  if (gain === 0) return undefined;
  const [before, after] = [height / edge, -height / (count - edge)];
  const at = (index: number) => (index < edge ? before : after);
  const [from, to] = height > 0 ? [0, edge] : [edge, count];
  return { shape: "step", from, to, gain, parameters: 3, tries: 8 * Math.log2(count), at };
}

/** Edges of stretches are tried on so many places first, then between their neighbours. */
const PLACES = 300;

function fitStretch(ranks: Float64Array): ShapeFit | undefined {
  const count = ranks.length;
  const sums = new Float64Array(count + 1);
  for (let index = 0; index < count; index++) sums[index + 1] = (sums[index] as number) + (ranks[index] as number);
  const places = Math.min(PLACES, count);
  const edges = Array.from({ length: places + 1 }, (_, place) => Math.round((place * count) / places));
  const start = findHighest(sums, edges, edges);
  if (!start) return undefined;
  const near = (edge: number) => {
    const reach = Math.ceil(count / places);
    return Array.from({ length: 2 * reach + 1 }, (_, step) => edge + step - reach).filter(
      (at) => at >= 0 && at <= count,
    );
  };
  const { from, to, gain, height } = findHighest(sums, near(start.from), near(start.to)) ?? start;
  // A stretch up to an end is a step.
  if (from < MIN_PART || to > count - MIN_PART) return undefined;
  const [inside, outside] = [height / (to - from), -height / (count - to + from)];
  const at = (index: number) => (index >= from && index < to ? inside : outside);
  return { shape: "stretch", from, to, gain, parameters: 5, tries: (places * places) / 2, at };
}

function findHighest(sums: Float64Array, starts: readonly number[], ends: readonly number[]) {
  const count = sums.length - 1;
  let best: { from: number; to: number; gain: number; height: number } | undefined;
  for (const from of starts) {
    for (const to of ends) {
      const calls = to - from;
      if (calls < MIN_PART || count - calls < MIN_PART) continue;
      const height = (sums[to] as number) - (sums[from] as number);
      const gain = (height * height) / ((calls * (count - calls)) / count);
      if (height > 0 && gain > (best?.gain ?? 0)) best = { from, to, gain, height };
    }
  }
  return best;
}

/** Enough calls for the means of batches to tell more than neighbouring calls do. */
const MIN_FOR_BATCHES = 400;

/**
 * How much larger the variance of means is than if calls were independent, at least 1: from calls and the next ones
 * (as of a first-order autoregression), and from the means of batches.
 */
function inflate(values: Float64Array): number {
  const count = values.length;
  let [square, product] = [0, 0];
  for (let index = 0; index < count; index++) {
    const value = values[index] as number;
    square += value * value;
    if (index > 0) product += value * (values[index - 1] as number);
  }
  if (!(square > 0)) return 1;
  // Less than its own error is no correlation.
  const correlation = Math.min(0.98, Math.max(0, product / square - 2 / Math.sqrt(count)));
  const byNeighbour = (1 + correlation) / (1 - correlation);
  if (count < MIN_FOR_BATCHES) return byNeighbour;
  const length = Math.floor(Math.sqrt(count));
  const batches = Math.floor(count / length);
  let sum = 0;
  for (let batch = 0; batch < batches; batch++) {
    let total = 0;
    for (let index = batch * length; index < (batch + 1) * length; index++) total += values[index] as number;
    sum += (total * total) / length;
  }
  const byBatch = sum / batches / (square / count);
  return Math.max(byNeighbour, byBatch - 2 * Math.sqrt(2 / batches), 1);
}

function measurePart(values: Float64Array, { shape, from, to }: ShapeFit): Change {
  return { shape, from, to, times: Math.exp(median(values.slice(from, to)) - median(leaveOut(values, from, to))) };
}

const SLICES = 12;
/** How monotonic the medians of the slices must be: a single slow stretch is not drift. */
const MIN_STEADINESS = 0.7;

/** The change of the median from first to last; undefined if it is not steady. */
function measureDrift(values: Float64Array): Change | undefined {
  const count = values.length;
  const slices = Math.min(SLICES, Math.floor(count / 8));
  const medians = mapFloats({ length: slices }, (_, slice) =>
    median(values.slice(Math.floor((slice * count) / slices), Math.floor(((slice + 1) * count) / slices))),
  );
  const order = mapFloats(medians, (_, slice) => slice);
  if (Math.abs(spearman(order, medians)) < MIN_STEADINESS) return undefined;
  return { shape: "drift", from: 0, to: count, times: Math.exp(slopeOf(medians) * slices) };
}

/** The Theil–Sen slope, the median over all pairs: outliers do not move it. */
function slopeOf(values: Float64Array): number {
  const slopes: number[] = [];
  for (let i = 0; i < values.length; i++)
    for (let j = i + 1; j < values.length; j++) slopes.push(((values[j] as number) - (values[i] as number)) / (j - i));
  return median(Float64Array.from(slopes));
}
