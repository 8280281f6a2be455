/**
 * Tests whether a number is higher or lower among the selected calls than among the rest, and how durations grow with
 * it: over all calls, or within one category value if that fits better.
 */

import { normalTails } from "../../stats/chance.ts";
import { median } from "../../stats/order.ts";
import { compareRanks, spearman } from "../../stats/ranks.ts";
import type { Growth } from "./answer.ts";
import { type CategoryFinding, FEW_CALLS, MIN_EFFECT, placeOf, valueAt } from "./category.ts";
import { type Column, numbersOf, type Split } from "./selection.ts";

export interface NumberFinding {
  readonly column: Column;
  readonly numbers: Float64Array;
  readonly higher: boolean;
  readonly effect: number;
  readonly chance: number;
  /** Values of each group, unsorted. */
  readonly selected: Float64Array;
  readonly rest: Float64Array;
}

export function findNumber(column: Column, split: Split): NumberFinding | undefined {
  const numbers = numbersOf(column, split);
  const selected = numbers.filter((value, index) => split.selected[index] === 1 && !Number.isNaN(value));
  const rest = numbers.filter((value, index) => split.selected[index] === 0 && !Number.isNaN(value));
  if (selected.length < 2 || rest.length < 2) return undefined;
  const { effect, z } = compareRanks(selected, rest);
  if (Math.abs(effect) < MIN_EFFECT) return undefined;
  let chance = normalTails(z);
  if (split.slowest !== null && split.count <= FEW_CALLS) {
    const present = (_: number, index: number) => !Number.isNaN(numbers[index] as number);
    const correlation = spearman(numbers.filter(present), split.durations.filter(present));
    const calls = selected.length + rest.length;
    const alike = Math.sign(correlation) === Math.sign(effect);
    chance = 2 * Math.min(chance, alike ? normalTails(correlation * Math.sqrt(calls - 1)) : 1);
  }
  return { column, numbers, higher: effect > 0, effect: Math.abs(effect), chance: Math.min(1, chance), selected, rest };
}

/** Medians of both groups. */
export function middlesOf({ selected, rest }: NumberFinding) {
  return { selected: median(selected), rest: median(rest) };
}

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

/** @param categories candidates for a condition */
export function findGrowth(
  { numbers, column }: Pick<NumberFinding, "numbers" | "column">,
  { durations }: Split,
  categories: readonly CategoryFinding[],
): Growth | null {
  const overall = fitPowerLaw(numbers, durations);
  let best: Growth | null = isGrowth(overall, numbers)
    ? { exponent: overall.exponent, r2: overall.r2, where: null }
    : null;
  for (const { column: category, counts, place } of categories) {
    if (category.key === column.key) continue;
    const places = counts.all.length;
    const inside = (_: number, index: number) => placeOf(counts.codes[index] as number, places) === place;
    const within = numbers.filter(inside);
    const fit = fitPowerLaw(within, durations.filter(inside));
    if (!isGrowth(fit, within) || fit.r2 < Math.max(overall?.r2 ?? 0, best?.r2 ?? 0) + BETTER) continue;
    best = {
      exponent: fit.exponent,
      r2: fit.r2,
      where: { tag: category.key, value: valueAt(category, place) },
    };
  }
  return best;
}

function isGrowth(fit: PowerLaw | undefined, numbers: Float64Array): fit is PowerLaw {
  return (
    fit !== undefined &&
    fit.count >= MIN_POINTS &&
    fit.exponent >= MIN_EXPONENT &&
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

/** y = a · x^b: how work grows with its size. */
export interface PowerLaw {
  readonly exponent: number;
  /** r² of the logarithms. */
  readonly r2: number;
  /** Points fitted, those with both values above 0. */
  readonly count: number;
  /** Largest x over smallest. */
  readonly reach: number;
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
  return { exponent: xy / xx, r2: yy > 0 ? (xy * xy) / (xx * yy) : 0, count, reach: high / low };
}
