/** Whether a number is higher, or lower, among the selected calls than among the rest. */
import { normalTails } from "../../stats/bootstrap.ts";
import { median } from "../../stats/quantile.ts";
import { compareRanks, spearman } from "../../stats/ranks.ts";
import { FEW_CALLS, LEAST_EFFECT } from "./category.ts";
import type { Split } from "./selection.ts";
import { type Column, numbersOf } from "./values.ts";

export interface NumberFinding {
  readonly column: Column;
  readonly numbers: Float64Array;
  readonly higher: boolean;
  readonly effect: number;
  readonly chance: number;
  /** Values of either group, not sorted. */
  readonly selected: Float64Array;
  readonly rest: Float64Array;
}

export function findNumber(column: Column, split: Split): NumberFinding | undefined {
  const numbers = numbersOf(column, split);
  const selected = numbers.filter((value, index) => split.selected[index] === 1 && !Number.isNaN(value));
  const rest = numbers.filter((value, index) => split.selected[index] === 0 && !Number.isNaN(value));
  if (selected.length < 2 || rest.length < 2) return undefined;
  const { effect, z } = compareRanks(selected, rest);
  if (Math.abs(effect) < LEAST_EFFECT) return undefined;
  let chance = normalTails(z);
  if (split.slowest !== null && split.count <= FEW_CALLS) {
    const known = (_: number, index: number) => !Number.isNaN(numbers[index] as number);
    const correlation = spearman(numbers.filter(known), split.durations.filter(known));
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
