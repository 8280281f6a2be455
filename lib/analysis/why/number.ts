/** Tests whether a number is higher or lower among the selected calls than among the rest. */

import { normalTails } from "../../stats/chance.ts";
import { firstNotBelow, median, quantile } from "../../stats/order.ts";
import { compareRanks, spearman } from "../../stats/ranks.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import type { Growth } from "./answer.ts";
import { FEW_CALLS, MIN_EFFECT, placeOf, type ValueFinding } from "./category.ts";
import { type FindingCore, measureCoverage } from "./finding.ts";
import { findGrowth, growTo } from "./growth.ts";
import { type Column, numbersOf, type Split } from "./selection.ts";

export interface NumberFinding extends FindingCore {
  readonly kind: "number";
  readonly column: Column;
  readonly numbers: Float64Array;
  readonly higher: boolean;
  /** Only of numbers that are higher. */
  readonly growth: Growth | null;
  /** Values of each group, unsorted. */
  readonly selected: Float64Array;
  readonly rest: Float64Array;
}

export function findNumber(column: Column, split: Split): NumberFinding | undefined {
  const numbers = numbersOf(column, split);
  const selected = numbers.filter((value, index) => split.selected[index] === 1 && !Number.isNaN(value));
  const rest = numbers.filter((value, index) => split.selected[index] === 0 && !Number.isNaN(value));
  if (selected.length < 2 || rest.length < 2) return undefined;
  const ranks = compareRanks(selected, rest);
  // Selected calls without the number are as if it were no different for them.
  const effect = Math.abs(ranks.effect) * (selected.length / split.selectedCount);
  if (effect < MIN_EFFECT) return undefined;
  let chance = normalTails(ranks.z);
  if (split.slowest !== null && split.count <= FEW_CALLS) {
    const present = (_: number, index: number) => !Number.isNaN(numbers[index] as number);
    const correlation = spearman(numbers.filter(present), split.durations.filter(present));
    const calls = selected.length + rest.length;
    const alike = Math.sign(correlation) === Math.sign(ranks.effect);
    chance = 2 * Math.min(chance, alike ? normalTails(correlation * Math.sqrt(calls - 1)) : 1);
  }
  const higher = ranks.effect > 0;
  const measure = { at: (index: number) => numbers[index] as number, ranked: true, lower: !higher };
  const core = { kind: "number", key: column.key, effect, chance: Math.min(1, chance), measure } as const;
  return weighNumber({ ...core, column, numbers, higher, selected, rest }, split, []);
}

/** @param categories values within which durations may grow with the number more clearly */
export function weighNumber(
  finding: Omit<NumberFinding, "growth" | "coverage">,
  split: Split,
  categories: readonly ValueFinding[],
): NumberFinding {
  const { column, numbers, higher } = finding;
  const growth = higher && column.kind === "number" ? findGrowth({ numbers, column }, split, categories) : null;
  const { where } = growth ?? {};
  const condition = where ? categories.find(({ key }) => key === where.tag) : undefined;
  const expected = growth ? expectGrowth(growth, numbers, split, condition) : expectByBins(numbers, split);
  return { ...finding, growth, coverage: measureCoverage(split, expected) };
}

/** What a call takes on average, by its number. */
type Expected = (index: number) => number;

function expectGrowth(
  growth: Growth,
  numbers: Float64Array,
  { durations }: Split,
  within: ValueFinding | undefined,
): Expected {
  const isIn = (index: number) =>
    (numbers[index] as number) >= 0 &&
    (!within || placeOf(within.counts.codes[index] as number, within.counts.all.length) === within.place);
  let [time, fitted] = [0, 0];
  for (let index = 0; index < numbers.length; index++) {
    if (!isIn(index)) continue;
    time += durations[index] as number;
    fitted += growTo(growth, numbers[index] as number);
  }
  // The fit is through the middle of the logarithms, which is below the mean.
  const scale = time / fitted;
  return (index) => (isIn(index) ? scale * growTo(growth, numbers[index] as number) : Number.NaN);
}

const MAX_BINS = 40;
const MIN_IN_BIN = 10;

/** Means within bins of equally many calls. */
function expectByBins(numbers: Float64Array, { durations }: Split): Expected {
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort();
  const bins = Math.max(1, Math.min(MAX_BINS, Math.floor(sorted.length / MIN_IN_BIN)));
  const edges = mapFloats({ length: bins - 1 }, (_, bin) => quantile(sorted, (bin + 1) / bins));
  const [sums, counts] = [new Float64Array(bins), new Float64Array(bins)];
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] as number;
    if (Number.isNaN(number)) continue;
    const bin = firstNotBelow(edges, number);
    sums[bin] = (sums[bin] as number) + (durations[index] as number);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return (index) => {
    const number = numbers[index] as number;
    if (Number.isNaN(number)) return Number.NaN;
    const bin = firstNotBelow(edges, number);
    return (sums[bin] as number) / (counts[bin] as number);
  };
}

/** Medians of both groups. */
export function middlesOf({ selected, rest }: Pick<NumberFinding, "selected" | "rest">) {
  return { selected: median(selected), rest: median(rest) };
}
