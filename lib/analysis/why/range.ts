/** Finds an inner range where the selected calls cluster: sizes that just miss a cache, hours of the night. */

import { MISSING_CODE } from "../../columns/tag-values.ts";
import { countValues, MIN_EFFECT, type ValueFinding, weighCategory } from "./category.ts";
import { type Column, numbersOf, type Split } from "./selection.ts";
import { formatTagRange } from "./words.ts";

/** The minimum share of calls on either side of a range. One that reaches an end is better described by ranks. */
const MIN_SHARE_BESIDE = 0.03;

/** A range as a category value, so that all code for category values applies. */
export interface RangeFinding extends ValueFinding {
  readonly kind: "range";
  readonly range: readonly [low: number, high: number];
  readonly numbers: Float64Array;
}

export function findRange(column: Column, split: Split): RangeFinding | undefined {
  const numbers = numbersOf(column, split);
  const isIn = (group: 0 | 1) => (value: number, index: number) =>
    split.selected[index] === group && !Number.isNaN(value);
  const rest = numbers.filter(isIn(0));
  const sizes = { a: split.selectedCount, b: split.count - split.selectedCount };
  const found = findExcess(numbers.filter(isIn(1)), rest, sizes);
  if (!found || found.difference < MIN_EFFECT) return undefined;
  const { low, high, difference } = found;
  const below = rest.reduce((sum, value) => sum + (value < low ? 1 : 0), 0);
  const above = rest.reduce((sum, value) => sum + (value > high ? 1 : 0), 0);
  if (Math.min(below, above) < MIN_SHARE_BESIDE * split.count) return undefined;
  const parts = divide(column, numbers, [low, high], split);
  const counts = countValues(parts, split);
  return {
    kind: "range",
    key: column.key,
    column: parts,
    counts,
    place: 0,
    ...weighCategory(0, counts, split),
    effect: difference,
    chance: chanceOfExcess(difference, sizes.a, sizes.b),
    range: [low, high],
    numbers,
  };
}

/** Reduces the column to two values: inside and outside the range. */
function divide(
  column: Column,
  numbers: Float64Array,
  [low, high]: readonly [number, number],
  { rows }: Split,
): Column {
  return {
    ...column,
    values: [formatTagRange([low, high], column.key, column.kind), ""],
    capped: false,
    codes: () => {
      const codes = new Int32Array(column.codes().length).fill(MISSING_CODE);
      for (const [index, row] of rows.entries()) {
        const value = numbers[index] as number;
        if (!Number.isNaN(value)) codes[row] = value >= low && value <= high ? 0 : 1;
      }
      return codes;
    },
  };
}

export interface Excess {
  /** Both ends are values of `a`. */
  readonly low: number;
  readonly high: number;
  /** The share of `a` in that range minus the share of `b`, 0 to 1. */
  readonly difference: number;
}

/**
 * The range with the largest excess of `a` over `b`, in shares of each; undefined if no value of `a` stands out.
 * A maximum-subarray scan over the sorted values (Kadane).
 */
export function findExcess(a: Float64Array, b: Float64Array, sizes = { a: a.length, b: b.length }): Excess | undefined {
  const [one, other] = [a.slice().sort(), b.slice().sort()];
  let best: Excess | undefined;
  let [sum, low] = [0, Number.NaN];
  for (let i = 0, j = 0; i < one.length; ) {
    const value = one[i] as number;
    const from = [i, j];
    while (j < other.length && (other[j] as number) < value) j++;
    sum -= (j - (from[1] as number)) / sizes.b;
    if (!(sum > 0)) [sum, low] = [0, value];
    const below = j;
    while (i < one.length && one[i] === value) i++;
    while (j < other.length && other[j] === value) j++;
    sum += (i - (from[0] as number)) / sizes.a - (j - below) / sizes.b;
    if (sum > (best?.difference ?? 0)) best = { low, high: value, difference: sum };
  }
  return best;
}

const TERMS = 100;

/**
 * The chance of a difference this large in any range between two samples of one distribution: at most that of Kuiper's
 * test, with Stephens' correction for small samples. Ties make it smaller still.
 */
export function chanceOfExcess(difference: number, a: number, b: number): number {
  const root = Math.sqrt((a * b) / (a + b));
  const lambda = (root + 0.155 + 0.24 / root) * difference;
  if (!(lambda > 0.4)) return 1;
  let sum = 0;
  for (let j = 1; j <= TERMS; j++) {
    const square = (j * lambda) ** 2;
    const term = (4 * square - 1) * Math.exp(-2 * square);
    sum += term;
    if (Math.abs(term) < 1e-12 * Math.abs(sum)) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}
