/** Tags that only tell when a call was made: counters of a loop, time stamps. What they explain is a matter of time. */

import { correlate, spearman } from "../../stats/ranks.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import { type Column, codesOf, isNumber, numbersOf, type Split } from "./selection.ts";

const MIN_CALLS = 20;
/** More calls show nothing else. */
const SAMPLE = 5_000;
/** How closely a counter follows the order of starts, by rank. */
const MIN_ORDER = 0.99;
/** Of the steps of a counter, the share that is as long as most of them. */
const MIN_EVEN = 0.9;
/** A time stamp is as good as the start itself, or a constant off. Sorted random sizes reach 0.999. */
const MIN_CLOCK = 0.999999;

/**
 * Whether a number rises with the starts in even steps, as `index` and `epoch` do, or with the clock. Sizes that happen
 * to grow do neither.
 */
export function isCounter(column: Column, split: Split): boolean {
  if (!isNumber(column) || column.count < MIN_CALLS) return false;
  const { places, values } = sampleNumbers(column, split);
  if (values.length < MIN_CALLS || !(spearman(places, values) >= MIN_ORDER)) return false;
  if (column.kind === "time" || areStepsEven(column, split)) return true;
  const starts = places.map((place) => split.starts[split.order()[place] as number] as number);
  return correlate(shift(starts), shift(values)) >= MIN_CLOCK;
}

/** Whether a number or the values of a tag belong to times of their own, so that they cannot be told from the time. */
export function isTimeLike(column: Column, split: Split): boolean {
  if (isNumber(column)) {
    const { places, values } = sampleNumbers(column, split);
    return values.length >= MIN_CALLS && Math.abs(spearman(places, values)) >= MIN_RISE;
  }
  const codes = codesOf(column, split);
  const counts = new Map<number, number>();
  let changes = 0;
  let last: number | undefined;
  for (const index of split.order()) {
    const code = codes[index] as number;
    if (last !== undefined && code !== last) changes++;
    last = code;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const count = split.order().length;
  const alike = [...counts.values()].reduce((sum, one) => sum + (one / count) ** 2, 0);
  return count >= MIN_CALLS && changes < MAX_CHANGES * count * (1 - alike);
}

const MIN_RISE = 0.9;
/** Of the changes from call to call that values in random order would show. */
const MAX_CHANGES = 0.1;

/** The numbers of an even sample of the calls, by start, and the places of these calls in that order. */
function sampleNumbers(column: Column, split: Split): { readonly places: Float64Array; readonly values: Float64Array } {
  const numbers = numbersOf(column, split);
  const order = split.order();
  const step = Math.ceil(order.length / SAMPLE);
  const places: number[] = [];
  for (let place = 0; place < order.length; place += step)
    if (!Number.isNaN(numbers[order[place] as number] as number)) places.push(place);
  return {
    places: Float64Array.from(places),
    values: mapFloats(places, (place) => numbers[order[place] as number] as number),
  };
}

/** Over all calls: in a sample, steps of a counter add up. */
function areStepsEven(column: Column, split: Split): boolean {
  const numbers = numbersOf(column, split);
  const steps = new Map<number, number>();
  let all = 0;
  let last = Number.NaN;
  for (const index of split.order()) {
    const number = numbers[index] as number;
    if (Number.isNaN(number)) continue;
    const step = number - last;
    last = number;
    if (Number.isNaN(step) || step === 0) continue;
    steps.set(step, (steps.get(step) ?? 0) + 1);
    all++;
  }
  return all > 0 && Math.max(...steps.values()) >= MIN_EVEN * all;
}

/** Differences of large numbers keep their digits. */
function shift(values: Float64Array): Float64Array {
  const [first = 0] = values;
  return values.map((value) => value - first);
}
