/**
 * How durations grow with a number: by a power of it, or along a straight line, over all calls or within one category
 * value if that fits better.
 */

import { mapFloats, mapInts } from "../../stats/typed-arrays.ts";
import type { Growth, GrowthForm } from "./answer.ts";
import { placeOf, type ValueFinding, valueAt } from "./category.ts";
import type { Column, Split } from "./selection.ts";

const MIN_POINTS = 15;
/** A smaller exponent is hardly growth. */
const MIN_EXPONENT = 0.1;
const MIN_R2 = 0.4;
/** The number must vary by this factor: within a narrow range, any curve is straight. */
const MIN_REACH = 2;
/** Fewer distinct numbers always fit a line. */
const MIN_DISTINCT = 4;
/** By how much r² must improve to justify a condition. */
const BETTER = 0.1;

interface Numbers {
  readonly column: Pick<Column, "key">;
  readonly numbers: Float64Array;
}

/** @param categories candidates for a condition */
export function findGrowth(
  { numbers, column }: Numbers,
  { durations }: Pick<Split, "durations">,
  categories: readonly ValueFinding[],
): Growth | null {
  const overall = fitGrowth(numbers, durations);
  let best: Growth | null = overall && isGrowth(overall, numbers) ? toGrowth(overall, null) : null;
  for (const { column: category, counts, place } of categories) {
    if (category.key === column.key) continue;
    const places = counts.all.length;
    const inside = (_: number, index: number) => placeOf(counts.codes[index] as number, places) === place;
    const within = numbers.filter(inside);
    const fit = fitGrowth(within, durations.filter(inside));
    if (!fit || !isGrowth(fit, within) || fit.r2 < Math.max(overall?.r2 ?? 0, best?.r2 ?? 0) + BETTER) continue;
    best = toGrowth(fit, { tag: category.key, value: valueAt(category, place) });
  }
  return best;
}

function toGrowth(fit: Fit, where: Growth["where"]): Growth {
  const { r2 } = fit;
  if (fit.form === "line") return { form: "line", intercept: fit.intercept, slope: fit.slope, r2, where };
  return { form: "power", factor: fit.factor, exponent: fit.exponent, r2, where };
}

/** Seconds that a call with this number is expected to take. */
export function growTo(growth: GrowthForm, number: number): number {
  return growth.form === "line" ? growth.intercept + growth.slope * number : growth.factor * number ** growth.exponent;
}

export function isGrowth(fit: Fit, numbers: Float64Array): boolean {
  const exponent = fit.form === "power" ? fit.exponent : Math.log(fit.rise) / Math.log(fit.reach);
  return (
    fit.count >= MIN_POINTS &&
    exponent >= MIN_EXPONENT &&
    fit.r2 >= MIN_R2 &&
    fit.reach >= MIN_REACH &&
    areDifferent(numbers)
  );
}

function areDifferent(numbers: Float64Array): boolean {
  const seen = new Set<number>();
  for (const number of numbers) {
    if (number > 0) seen.add(number);
    if (seen.size >= MIN_DISTINCT) return true;
  }
  return false;
}

interface Fitted {
  /** The share of the variance of log durations that the fit explains: relative errors count, for both forms. */
  readonly r2: number;
  /** Points fitted, those with both values above 0. */
  readonly count: number;
  /** Largest x over smallest. */
  readonly reach: number;
}

/** y = factor · x^exponent: how work grows with its size. */
export interface PowerLaw extends Fitted {
  readonly form: "power";
  readonly factor: number;
  readonly exponent: number;
}

/** y = intercept + slope · x: a fixed cost, and one per unit. */
export interface StraightLine extends Fitted {
  readonly form: "line";
  readonly intercept: number;
  readonly slope: number;
  /** What the line gives for the largest x over what it gives for the smallest. */
  readonly rise: number;
}

type Fit = PowerLaw | StraightLine;

/** A line must leave this share less unexplained than a power law, and be beyond chance in doing so, to be preferred. */
const MAX_UNEXPLAINED = 0.95;
const MIN_DEVIATIONS = 3;

/** The form that fits better; the power law if neither does clearly. Both are judged by their relative errors. */
export function fitGrowth(x: Float64Array, y: Float64Array): Fit | undefined {
  const power = fitPowerLaw(x, y);
  const line = power && fitLine(x, y);
  if (!power || !line) return power;
  if (1 - line.r2 > MAX_UNEXPLAINED * (1 - power.r2)) return power;
  return compareFits(line, power, x, y) > MIN_DEVIATIONS ? line : power;
}

/** By how many standard deviations the first fit has the smaller squared errors, point by point (Vuong's test). */
function compareFits(first: Fit, second: Fit, x: Float64Array, y: Float64Array): number {
  let [count, mean, squares] = [0, 0, 0];
  for (let index = 0; index < x.length; index++) {
    const [atX, atY] = [x[index] as number, y[index] as number];
    if (!(atX > 0 && atY > 0)) continue;
    const error = (fit: Fit) => Math.log(atY / growTo(fit, atX)) ** 2;
    const gain = error(second) - error(first);
    count++;
    const before = gain - mean;
    mean += before / count;
    squares += before * (gain - mean);
  }
  return mean > 0 ? (mean * count) / Math.sqrt(squares * (count / (count - 1))) : 0;
}

/** Least-squares line through the logarithms; undefined if x does not vary. */
export function fitPowerLaw(x: Float64Array, y: Float64Array): PowerLaw | undefined {
  let count = 0;
  let meanX = 0;
  let meanY = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (let index = 0; index < x.length; index++) {
    const atX = x[index] as number;
    const atY = y[index] as number;
    if (!(atX > 0 && atY > 0)) continue;
    if (atX < low) low = atX;
    if (atX > high) high = atX;
    const logX = Math.log(atX);
    const logY = Math.log(atY);
    // Welford: sums of squares would lose the digits of a narrow range.
    count++;
    const dx = logX - meanX;
    const dy = logY - meanY;
    meanX += dx / count;
    meanY += dy / count;
    xx += dx * (logX - meanX);
    yy += dy * (logY - meanY);
    xy += dx * (logY - meanY);
  }
  if (count < 3 || !(xx > 1e-12)) return undefined;
  const exponent = xy / xx;
  const factor = Math.exp(meanY - exponent * meanX);
  return { form: "power", factor, exponent, r2: yy > 0 ? (xy * xy) / (xx * yy) : 0, count, reach: high / low };
}

/** Points by which the line's share of fixed cost is found; more do not move it. */
const SAMPLE = 4_000;
/** Shares of fixed cost tried at first, as logits. */
const LOGITS = Array.from({ length: 37 }, (_, step) => step - 18);
const REFINEMENTS = 24;

/**
 * The line from which log durations deviate least, with neither a negative fixed cost nor a falling one per unit.
 * It has the form s · (w + (1 − w) · x / mean), so that only the share w of fixed cost has to be searched for: s follows.
 */
export function fitLine(x: Float64Array, y: Float64Array): StraightLine | undefined {
  const valid = (index: number) => (x[index] as number) > 0 && (y[index] as number) > 0;
  const points = mapInts(x, (_, index) => index).filter(valid);
  if (points.length < 3) return undefined;
  const step = Math.ceil(points.length / SAMPLE);
  const sample = step === 1 ? points : points.filter((_, order) => order % step === 0);
  const xs = mapFloats(sample, (index) => x[index] as number);
  const logs = mapFloats(sample, (index) => Math.log(y[index] as number));
  const mean = xs.reduce((sum, value) => sum + value, 0) / xs.length;
  const shapes = xs.map((value) => value / mean);
  const fixed = [...LOGITS.map((logit) => 1 / (1 + Math.exp(-logit))), 0];
  const spread = (w: number) => spreadOf(logs, shapes, w).squares;
  const start = fixed.reduce((best, w) => (spread(w) < spread(best) ? w : best));
  const w = start === 0 ? 0 : refine(spread, start);
  const scale = Math.exp(spreadOf(logs, shapes, w).mean);
  const [intercept, slope] = [scale * w, (scale * (1 - w)) / mean];
  return slope > 0 ? { form: "line", intercept, slope, ...judgeLine(intercept, slope, points, x, y) } : undefined;
}

/** Mean and squared deviations of what remains of the logarithms. */
function spreadOf(logs: Float64Array, shapes: Float64Array, w: number) {
  let [mean, squares] = [0, 0];
  for (let index = 0; index < logs.length; index++) {
    const left = (logs[index] as number) - Math.log(w + (1 - w) * (shapes[index] as number));
    const before = left - mean;
    mean += before / (index + 1);
    squares += before * (left - mean);
  }
  return { mean, squares };
}

/** Golden-section search between the neighbours of the best share, over the logit. */
function refine(spread: (w: number) => number, start: number): number {
  const at = (logit: number) => 1 / (1 + Math.exp(-logit));
  const middle = Math.log(start / (1 - start));
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [middle - 1, middle + 1];
  for (let round = 0; round < REFINEMENTS; round++) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (spread(at(left)) < spread(at(right))) high = right;
    else low = left;
  }
  return at((low + high) / 2);
}

function judgeLine(intercept: number, slope: number, points: Int32Array, x: Float64Array, y: Float64Array) {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  let [mean, total, left] = [0, 0, 0];
  for (const [order, index] of points.entries()) {
    const atX = x[index] as number;
    const logY = Math.log(y[index] as number);
    if (atX < low) low = atX;
    if (atX > high) high = atX;
    left += (logY - Math.log(intercept + slope * atX)) ** 2;
    const before = logY - mean;
    mean += before / (order + 1);
    total += before * (logY - mean);
  }
  const rise = (intercept + slope * high) / (intercept + slope * low);
  return { r2: total > 0 ? Math.max(0, 1 - left / total) : 0, count: points.length, reach: high / low, rise };
}
