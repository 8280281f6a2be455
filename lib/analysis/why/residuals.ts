/** What is left of the calls' durations beside their tags, in order of start: a run whose sizes grow is no drift. */

import { firstNotBelow, median, quantile } from "../../stats/order.ts";
import { toLogarithms } from "../../stats/trends.ts";
import { mapFloats, mapInts } from "../../stats/typed-arrays.ts";
import { fitGrowth, growTo, isGrowth } from "./growth.ts";
import { type Column, codesOf, hasFewValues, isNumber, numbersOf, type Split } from "./selection.ts";

export interface Residuals {
  /** Indices of the calls, by start: all, or an even sample. */
  readonly calls: Int32Array;
  /** Log durations less what the tags explain. */
  readonly values: Float64Array;
  /** Keys of the tags that explain some. */
  readonly beside: readonly string[];
}

/** More calls show no other trend. */
const MAX_CALLS = 50_000;
/** More tags than these are hard to name, and explain what is there by chance. */
const MAX_TAGS = 3;
/** The share of the variance that a tag must explain beyond what any of as many values would. */
const MIN_GAIN = 0.05;
const MAX_BINS = 40;
const MIN_IN_BIN = 10;
/** Outliers beyond these quantiles count as if they were there: one of a minute must not decide. */
const WITHIN = [0.01, 0.99] as const;

/** What to look beside. */
export interface Beside {
  readonly columns: readonly Column[];
  /** Calls that something else held up, by index; they are left out. */
  readonly isHeld: (index: number) => boolean;
}

/** @param skipped how many first calls not to learn from, as they are known to be slow */
export function findResiduals({ columns, isHeld }: Beside, split: Split, skipped = 0): Residuals {
  const order = split.order().filter((index) => !isHeld(index));
  const step = Math.ceil(order.length / MAX_CALLS);
  const calls = step === 1 ? order : order.filter((_, place) => place % step === 0);
  let values = toLogarithms(mapFloats(calls, (index) => split.durations[index] as number));
  const tags = columns
    .filter((column) => isNumber(column) || hasFewValues(column))
    .map((column) => group(column, calls, split));
  const beside: string[] = [];
  while (beside.length < MAX_TAGS) {
    const open = tags.filter(({ key }) => !beside.includes(key));
    const [best] = open
      .map((tag) => ({ tag, gain: gainOf(values, leaveBeside(values, tag, skipped), tag.size, skipped) }))
      .sort((a, b) => b.gain - a.gain);
    if (!best || best.gain < MIN_GAIN) break;
    values = leaveBesideClosely(values, best.tag, skipped);
    beside.push(best.tag.key);
  }
  return { calls, values, beside };
}

interface Grouped {
  readonly key: string;
  /** One per call. */
  readonly groups: Int32Array;
  readonly size: number;
  /** Null for a category. */
  readonly numbers: Float64Array | null;
}

function group(column: Column, calls: Int32Array, split: Split): Grouped {
  const { key } = column;
  if (!isNumber(column)) {
    const codes = codesOf(column, split);
    const groups = calls.map((index) => Math.max(-1, codes[index] as number) + 1);
    return { key, groups, size: column.values.length + 1, numbers: null };
  }
  const all = numbersOf(column, split);
  const numbers = mapFloats(calls, (index) => all[index] as number);
  const sorted = numbers.filter((number) => !Number.isNaN(number)).sort();
  const bins = Math.max(1, Math.min(MAX_BINS, Math.floor(sorted.length / MIN_IN_BIN)));
  const edges = mapFloats({ length: bins - 1 }, (_, bin) => quantile(sorted, (bin + 1) / bins));
  const groups = mapInts(numbers, (number) => (Number.isNaN(number) ? 0 : 1 + firstNotBelow(edges, number)));
  return { key, groups, size: bins + 1, numbers };
}

/** Takes the median of each group off its calls. */
function leaveBeside(values: Float64Array, { groups, size }: Grouped, skipped: number): Float64Array {
  const members = Array.from({ length: size }, () => [] as number[]);
  for (let place = skipped; place < values.length; place++)
    members[groups[place] as number]?.push(values[place] as number);
  const medians = members.map((group) => median(Float64Array.from(group)));
  const middle = median(values.slice(skipped));
  return values.map((value, place) => {
    const usual = medians[groups[place] as number] as number;
    return value - (Number.isNaN(usual) ? middle : usual);
  });
}

/** A curve takes less of a trend with it than forty groups do: it is preferred where there is one. */
function leaveBesideClosely(values: Float64Array, tag: Grouped, skipped: number): Float64Array {
  const numbers = tag.numbers?.subarray(skipped);
  const fit = numbers && fitGrowth(numbers, values.subarray(skipped).map(Math.exp));
  if (!tag.numbers || !fit || !isGrowth(fit, numbers)) return leaveBeside(values, tag, skipped);
  const numberAt = (place: number) => tag.numbers?.[place] as number;
  const others = median(values.filter((_, place) => place >= skipped && !(numberAt(place) > 0)));
  return values.map(
    (value, place) => value - (numberAt(place) > 0 ? Math.log(growTo(fit, numberAt(place))) : others || 0),
  );
}

/** The share of the variance that is gone, beyond what groups without a meaning would take. */
function gainOf(before: Float64Array, after: Float64Array, groups: number, skipped: number): number {
  const all = varianceOf(before.slice(skipped));
  return all > 0 ? 1 - varianceOf(after.slice(skipped)) / all - (groups - 1) / before.length : 0;
}

function varianceOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const [low, high] = WITHIN.map((share) => quantile(sorted, share)) as [number, number];
  let [mean, squares] = [0, 0];
  for (let index = 0; index < values.length; index++) {
    const value = Math.min(high, Math.max(low, values[index] as number));
    const before = value - mean;
    mean += before / (index + 1);
    squares += before * (value - mean);
  }
  return squares;
}
