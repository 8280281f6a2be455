/** Whether an axis is logarithmic: the one rule, in every view and answer (docs/decisions/0025-log-axes.md). */
import { quantile } from "./order.ts";
import { mapFloats } from "./typed-arrays.ts";

export interface AxisNumbers {
  readonly values: ArrayLike<number>;
  /** How often each of them occurs; once by default. */
  readonly counts?: ArrayLike<number>;
  /** Smallest above 0 and largest, where the axis reaches farther than these values. */
  readonly ends?: readonly [low: number, high: number] | null;
}

/** A typical value must get this many times the room that a linear axis gives it. */
const MIN_GAIN = 2;
/** From this ratio of p99 to p50, most of a linear axis is empty, wherever the other half of the values is. */
const LONG_TAIL = 10;
/** At each end, this many values decide nothing, nor more than one in fifty. */
const FEW = 3;
const FEW_OF = 50;
/** With fewer integers in a range, each has its own place on a linear axis. */
const PLACES = 30;
/** Enough for percentiles and means. */
const SAMPLE_SIZE = 20_000;

/**
 * @param unit starts and ids have no ratios; durations of 0 are left out and counted, any other number at or below 0
 * makes the axis linear
 */
export function suitsLog(numbers: AxisNumbers, unit: string): boolean {
  if (unit === "start" || unit === "id") return false;
  const found = findEnds(numbers);
  if (found.high <= 0 || (found.rest && unit !== "duration")) return false;
  const few = Math.min(FEW, Math.floor(found.count / FEW_OF));
  const [low, high] = [found.lowest[few] as number, found.highest[few] as number];
  const sorted = pickSorted(numbers);
  if (unit !== "duration" && high - low <= PLACES && sorted.every(Number.isInteger)) return false;
  const typical = Math.exp(sorted.reduce((sum, value) => sum + Math.log(value), 0) / sorted.length);
  const tail = Math.min(high, quantile(sorted, 0.99)) / quantile(sorted, 0.5);
  if (!(tail > LONG_TAIL || meanOnLog(low, high) > MIN_GAIN * typical)) return false;
  // However far off, a single value must not turn a readable axis into one with all values in a stripe.
  return meanOnLog(...(numbers.ends ?? [found.low, found.high])) > typical;
}

/**
 * The logarithmic mean of an axis's ends. At x, a log axis is (high - low) / (x · ln(high / low)) times as long as a
 * linear one: this mean divided by x. Over all values, it is this mean divided by their geometric mean.
 */
function meanOnLog(low: number, high: number): number {
  return high > low ? (high - low) / Math.log(high / low) : low;
}

interface Ends {
  /** Of the values above 0; `high` is 0 if there are none. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** The lowest and the highest, from the outermost; shorter if there are fewer values. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
  /** Whether there are values at or below 0. */
  readonly rest: boolean;
}

/** One plain loop: there may be a million values, and the outermost may be in no sample. */
function findEnds({ values, counts }: AxisNumbers): Ends {
  const lowest: number[] = [];
  const highest: number[] = [];
  let count = 0;
  let rest = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value <= 0) rest = true;
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) continue;
    const times = counts ? (counts[i] as number) : 1;
    count += times;
    const isLow = lowest.length <= FEW || value < (lowest[FEW] as number);
    const isHigh = highest.length <= FEW || value > (highest[FEW] as number);
    for (let time = 0; time < times && time <= FEW; time++) {
      if (isLow) insert(lowest, value, (a, b) => a < b);
      if (isHigh) insert(highest, value, (a, b) => a > b);
    }
  }
  return { low: lowest[0] ?? 0, high: highest[0] ?? 0, count, lowest, highest, rest };
}

function insert(list: number[], value: number, isBefore: (a: number, b: number) => boolean): void {
  const at = list.findIndex((other) => isBefore(value, other));
  list.splice(at < 0 ? list.length : at, 0, value);
  list.length = Math.min(list.length, FEW + 1);
}

/** An even pick of the values above 0, ascending. */
function pickSorted({ values, counts }: AxisNumbers): Float64Array {
  const isUsable = (value: number) => value > 0 && value < Number.POSITIVE_INFINITY;
  if (!counts) {
    const every = Math.max(1, values.length / SAMPLE_SIZE);
    const places = Array.from({ length: Math.floor(values.length / every) }, (_, i) => Math.floor(i * every));
    const picked = mapFloats(places, (place) => values[place] as number).filter(isUsable);
    // Of a tag that few spans have, the pick may hold none.
    return (picked.length > 0 ? picked : mapFloats(values, (value) => value).filter(isUsable)).sort();
  }
  const order = mapFloats(values, (_, i) => i)
    .filter((i) => isUsable(values[i] as number))
    .sort((a, b) => (values[a] as number) - (values[b] as number));
  const total = order.reduce((sum, i) => sum + (counts[i] as number), 0);
  const picked = new Float64Array(Math.min(SAMPLE_SIZE, total));
  let [place, before] = [0, 0];
  for (const i of order) {
    before += counts[i] as number;
    while (place < picked.length && (place * total) / picked.length < before) picked[place++] = values[i] as number;
  }
  return picked;
}
