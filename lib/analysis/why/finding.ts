/** What all findings have in common, whatever they are about: how they are ranked, and weighed against each other. */

import { compareRanks } from "../../stats/ranks.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import type { Split } from "./selection.ts";

export interface FindingCore {
  readonly kind: string;
  /** What it is about: a tag's key, a span's name. Unique together with `kind`, but for a tag inherited from several. */
  readonly key: string;
  /** How far it sets the selected calls apart from the rest, 0 to 1: a difference of shares, or of ranks. */
  readonly effect: number;
  /** The chance of such a finding where there is no effect, corrected for everything tried within this factor. */
  readonly chance: number;
  /** The share of the selected calls' excess time that it accounts for, 0 to 1; see `measureCoverage`. */
  readonly coverage: number;
  readonly measure: Measure;
  /** Ahead of all others, and explained by none: the names in a selection over several. */
  readonly first?: boolean;
  /** Judged beside the tags already: no other finding explains it. */
  readonly settled?: boolean;
}

/** A finding as a figure of each call, by which it is compared among calls that agree in another finding. */
export interface Measure {
  /** Of a call: 1 or 0, whether the finding is about it; if `ranked`, a number. NaN if neither is known. */
  readonly at: (index: number) => number;
  readonly ranked: boolean;
  /** Whether the selected calls rank lower. */
  readonly lower?: boolean;
  /** Which calls agree, if more than `at` tells: the value of a tag. */
  readonly groupOf?: (index: number) => number;
}

/** Strongest first: by the share of time explained in whole percent, as it is shown, then by effect. */
export function compareFindings(a: FindingCore, b: FindingCore): number {
  const percent = ({ coverage }: FindingCore) => Math.round(coverage * 100);
  return (
    Number(b.first ?? false) - Number(a.first ?? false) ||
    percent(b) - percent(a) ||
    b.effect - a.effect ||
    Number(a.measure.ranked) - Number(b.measure.ranked)
  );
}

/** How much of an effect is left between two groups of calls, -1 to 1; undefined if it cannot be told. */
export function differenceWithin({ at, ranked, lower }: Measure, selected: number[], rest: number[]) {
  const [a, b] = [pick(at, selected), pick(at, rest)];
  if (a.length === 0 || b.length === 0) return undefined;
  if (!ranked) return meanOf(a) - meanOf(b);
  const { effect } = compareRanks(a, b);
  return lower ? -effect : effect;
}

function pick(at: Measure["at"], calls: readonly number[]): Float64Array {
  return mapFloats(calls, at).filter((value) => !Number.isNaN(value));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The share of the selected calls' excess time that a factor accounts for, 0 to 1. A call's excess is its time above
 * `split.typical`, what the rest's typical call takes. The factor accounts for what a call like it is expected to take
 * above what the factor makes the rest take on average, at most the call's excess; selected calls that the factor makes
 * faster count against it. 0 if the selected calls are not slower than the rest: then there is no time to explain.
 * @param expected seconds that a call like this one takes on average; NaN if the factor says nothing about it
 */
export function measureCoverage(split: Split, expected: (index: number) => number): number {
  const usual = meanOfRest(split, expected);
  return shareOfExcess(split, (index) => expected(index) - usual);
}

/** What calls account for by being of a kind, taken as the mean of such calls; others as the mean of those. */
export function coverMembers(split: Split, isOne: (index: number) => number): number {
  const sums = [0, 0];
  const counts = [0, 0];
  for (let index = 0; index < split.count; index++) {
    const side = isOne(index) ? 1 : 0;
    sums[side] = (sums[side] as number) + (split.durations[index] as number);
    counts[side] = (counts[side] as number) + 1;
  }
  const means = sums.map((sum, side) => sum / (counts[side] as number));
  return measureCoverage(split, (index) => means[isOne(index) ? 1 : 0] as number);
}

/** The mean over the calls that are not selected; NaN is left out. */
export function meanOfRest({ count, selected }: Split, of: (index: number) => number): number {
  let [sum, known] = [0, 0];
  for (let index = 0; index < count; index++) {
    if (selected[index]) continue;
    const value = of(index);
    if (Number.isNaN(value)) continue;
    sum += value;
    known++;
  }
  return sum / known;
}

/** @param accounted seconds of a call that a factor accounts for; NaN for none */
export function shareOfExcess(split: Split, accounted: (index: number) => number): number {
  if (!split.slower) return 0;
  let all = 0;
  let covered = 0;
  for (let index = 0; index < split.count; index++) {
    const excess = (split.durations[index] as number) - split.typical;
    if (!split.selected[index] || !(excess > 0)) continue;
    const seconds = accounted(index);
    all += excess;
    if (!Number.isNaN(seconds)) covered += Math.min(seconds, excess);
  }
  return all > 0 ? Math.min(1, Math.max(0, covered / all)) : 0;
}
