/**
 * Finds the tag value that is most overrepresented among the selected calls, and values of other tags on the same
 * calls, such as a level that only one algorithm has.
 */

import { MISSING_CODE, UNLISTED_CODE } from "../../columns/tag-values.ts";
import { chanceOfMarked, normalTails } from "../../stats/chance.ts";
import { countTies, differenceOfRankSum } from "../../stats/ranks.ts";
import { coverMembers, type FindingCore } from "./finding.ts";
import { type Column, codesOf, type Split } from "./selection.ts";

/** Smaller differences are not worth a line. */
export const MIN_EFFECT = 0.1;
/** Up to this many calls, the ranks of all durations are tested too; above, the selection is large enough. */
export const FEW_CALLS = 20_000;

/** How often each value occurs. The last entry is for spans without the tag, the one before it for unlisted values. */
export interface ValueCounts {
  readonly codes: Int32Array;
  readonly all: Float64Array;
  readonly selected: Float64Array;
}

export interface CategoryFinding extends ValueFinding {
  readonly kind: "category";
}

/** A finding about the calls with one value. */
export interface ValueFinding extends FindingCore {
  readonly column: Column;
  readonly counts: ValueCounts;
  /** Index of the value in `counts`. */
  readonly place: number;
}

export function countValues(column: Column, split: Split): ValueCounts {
  const codes = codesOf(column, split);
  const places = column.values.length + 2;
  const all = new Float64Array(places);
  const selected = new Float64Array(places);
  for (let index = 0; index < codes.length; index++) {
    const place = placeOf(codes[index] as number, places);
    all[place] = (all[place] as number) + 1;
    if (split.selected[index]) selected[place] = (selected[place] as number) + 1;
  }
  return { codes, all, selected };
}

export function placeOf(code: number, places: number): number {
  if (code === MISSING_CODE) return places - 1;
  return code === UNLISTED_CODE ? places - 2 : code;
}

/** The value at an index of the counts; null for spans without the tag. */
export function valueAt({ values }: Column, place: number): string | null {
  return values[place] ?? null;
}

/** The value whose share differs most; undefined if none differs enough. */
export function findCategory(column: Column, split: Split): CategoryFinding | undefined {
  const counts = countValues(column, split);
  const places = counts.all.length;
  // A value on a single call is no evidence, however slow the call.
  const tried = counts.all.reduce((sum, count) => sum + (count > 1 ? 1 : 0), 0);
  let best: { readonly place: number; readonly effect: number; readonly chance: number } | undefined;
  let rankSums: Float64Array | undefined;
  for (let place = 0; place < places; place++) {
    if (place === places - 2 || (place === places - 1 && !column.whole)) continue;
    const all = counts.all[place] as number;
    const selected = counts.selected[place] as number;
    const effect = differenceAt(counts, place, split);
    if (all < 2 || effect < MIN_EFFECT || effect <= (best?.effect ?? 0)) continue;
    let chance = chanceOfMarked(selected, split.selectedCount, all, split.count);
    if (split.slowest !== null && split.count <= FEW_CALLS) {
      // With few calls, the ranks of all durations tell more than membership in the selection.
      rankSums ??= sumRanks(counts.codes, split, places);
      chance = 2 * Math.min(chance, chanceOfRanks(rankSums[place] as number, all, split));
    }
    best = { place, effect, chance: Math.min(1, chance * tried) };
  }
  if (!best) return undefined;
  const { first = false } = column;
  return {
    kind: "category",
    key: column.key,
    first,
    column,
    counts,
    ...best,
    ...weighCategory(best.place, counts, split),
  };
}

/** The part of a finding that follows from which calls have its value. */
export function weighCategory(
  place: number,
  { codes, all }: ValueCounts,
  split: Split,
): Pick<FindingCore, "coverage" | "measure"> {
  const groupOf = (index: number) => placeOf(codes[index] as number, all.length);
  const at = (index: number) => (groupOf(index) === place ? 1 : 0);
  return { coverage: coverMembers(split, at), measure: { at, ranked: false, groupOf } };
}

function differenceAt({ all, selected }: ValueCounts, place: number, { count, selectedCount }: Split): number {
  const inside = selected[place] as number;
  return shareDifference(inside, selectedCount, (all[place] as number) - inside, count - selectedCount);
}

function sumRanks(codes: Int32Array, split: Split, places: number): Float64Array {
  const ranks = split.durationRanks();
  const sums = new Float64Array(places);
  for (let index = 0; index < codes.length; index++) {
    const place = placeOf(codes[index] as number, places);
    sums[place] = (sums[place] as number) + (ranks[index] as number);
  }
  return sums;
}

function chanceOfRanks(sum: number, count: number, split: Split): number {
  const { z } = differenceOfRankSum(sum, count, split.count, countTies(split.durationRanks().slice().sort()));
  return z > 0 ? normalTails(z) : 1;
}

/** The Jaccard index from which two sets of calls count as the same. */
const SAME = 0.95;

export interface SameCalls {
  readonly of: Column["of"];
  readonly tag: string;
  readonly value: string | null;
}

export function findSameCalls(finding: ValueFinding, column: Column, counts: ValueCounts): SameCalls | undefined {
  const places = counts.all.length;
  const own = finding.counts;
  const ownPlaces = own.all.length;
  const common = new Float64Array(places);
  for (let index = 0; index < counts.codes.length; index++) {
    if (placeOf(own.codes[index] as number, ownPlaces) !== finding.place) continue;
    const place = placeOf(counts.codes[index] as number, places);
    common[place] = (common[place] as number) + 1;
  }
  const place = common.indexOf(Math.max(...common));
  if (place === places - 2 || (place === places - 1 && !column.whole)) return undefined;
  const alike = jaccard(common[place] as number, own.all[finding.place] as number, counts.all[place] as number);
  return alike >= SAME ? { of: column.of, tag: column.key, value: valueAt(column, place) } : undefined;
}

/** The share of marked items inside a group minus the share outside, −1 to 1. */
export function shareDifference(inGroup: number, group: number, outside: number, rest: number): number {
  return (group > 0 ? inGroup / group : 0) - (rest > 0 ? outside / rest : 0);
}

/** The Jaccard index of two sets, from their sizes and that of the intersection. */
export function jaccard(common: number, first: number, second: number): number {
  const either = first + second - common;
  return either > 0 ? common / either : 0;
}
