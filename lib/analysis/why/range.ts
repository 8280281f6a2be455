/** Whether the selected calls have their numbers in a range in between: sizes that just miss a cache, hours of a night. */
import { chanceOfExcess, findExcess } from "../../stats/excess.ts";
import { type CategoryFinding, countValues, LEAST_EFFECT } from "./category.ts";
import type { Split } from "./selection.ts";
import { type Column, MISSING_CODE, numbersOf } from "./values.ts";
import { writeRange } from "./words.ts";

/** A range that reaches an end is what ranks say, too, and better. So much of all calls must lie on either side of it. */
const LEAST_BESIDE = 0.03;
/** Looked for where ranks and values have been looked at already. */
const PART_OF_CHANCE = 4;

/** A range as the one value of a category: all that is asked of values can be asked of it. */
export interface RangeFinding extends CategoryFinding {
  readonly range: readonly [low: number, high: number];
  readonly numbers: Float64Array;
}

export function findRange(column: Column, split: Split): RangeFinding | undefined {
  const numbers = numbersOf(column, split);
  const known = (wanted: number) => (value: number, index: number) =>
    split.selected[index] === wanted && !Number.isNaN(value);
  const rest = numbers.filter(known(0));
  const sizes = { a: split.selectedCount, b: split.count - split.selectedCount };
  const found = findExcess(numbers.filter(known(1)), rest, sizes);
  if (!found || found.difference < LEAST_EFFECT) return undefined;
  const { low, high, difference } = found;
  const below = rest.reduce((sum, value) => sum + (value < low ? 1 : 0), 0);
  const above = rest.reduce((sum, value) => sum + (value > high ? 1 : 0), 0);
  if (Math.min(below, above) < LEAST_BESIDE * split.count) return undefined;
  const parts = divide(column, numbers, [low, high], split);
  return {
    column: parts,
    counts: countValues(parts, split),
    place: 0,
    effect: difference,
    chance: Math.min(1, PART_OF_CHANCE * chanceOfExcess(difference, sizes.a, sizes.b)),
    range: [low, high],
    numbers,
  };
}

/** The column with two values: within the range, and beside it. */
function divide(
  column: Column,
  numbers: Float64Array,
  [low, high]: readonly [number, number],
  { rows }: Split,
): Column {
  return {
    ...column,
    values: [writeRange([low, high], column.key, column.kind), ""],
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
