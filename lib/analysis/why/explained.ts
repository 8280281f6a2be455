/**
 * Tests whether one tag's effect is explained by another (a confounder): among calls that agree in the other tag,
 * little of the effect remains.
 */

import { quantile } from "../../stats/order.ts";
import { compareRanks } from "../../stats/ranks.ts";
import { type CategoryFinding, placeOf } from "./category.ts";
import type { NumberFinding } from "./number.ts";
import type { RangeFinding } from "./range.ts";
import type { Split } from "./selection.ts";

export type Finding = CategoryFinding | RangeFinding | NumberFinding;

/** The share of an effect that may remain if another tag explains it. */
const MAX_EFFECT_LEFT = 0.4;
/** A weaker tag can explain a stronger one only if it is nearly as strong. */
const MIN_RELATIVE_EFFECT = 0.6;
/** With fewer selected calls, a weaker tag may seem to explain a stronger one by chance. */
const MIN_SELECTED = 10;
/** Calls sampled per group; more add nothing. */
const SAMPLE = 20_000;
const MAX_BINS = 40;
const MIN_IN_BIN = 20;
/** Values of a category that get their own group; the others share one. */
const MAX_VALUES = 12;

/** For each finding, the key of the tag that explains it, or null. */
export function findExplained(findings: readonly Finding[], split: Split): (string | null)[] {
  const calls = sampleCalls(split);
  const groups = findings.map((finding) => groupCalls(finding, calls));
  const explains = (by: number, what: number) => {
    const finding = findings[what] as Finding;
    return effectWithin(finding, groups[by] as Int32Array, calls, split) < MAX_EFFECT_LEFT * finding.effect;
  };
  const explained: (string | null)[] = findings.map(() => null);
  const open = (index: number) => explained[index] === null;
  const isComparable = (by: number, what: number) =>
    split.selectedCount >= MIN_SELECTED &&
    (findings[by] as Finding).effect >= MIN_RELATIVE_EFFECT * (findings[what] as Finding).effect;
  for (let what = 1; what < findings.length; what++) {
    for (let by = 0; by < what && open(what); by++) {
      if (open(by) && explains(by, what)) explained[what] = keyOf(findings, by);
    }
  }
  // A weaker tag can be the cause of a stronger one: with bytes in three sizes, the largest size stands out most.
  for (let what = 0; what < findings.length; what++) {
    for (let by = what + 1; by < findings.length && open(what); by++) {
      if (open(by) && isComparable(by, what) && explains(by, what)) explained[what] = keyOf(findings, by);
    }
  }
  return explained;
}

function keyOf(findings: readonly Finding[], index: number): string {
  return findings[index]?.column.key ?? "";
}

/** Indices of calls: all of each group, or an even sample. */
function sampleCalls({ selected, count, selectedCount }: Split): Int32Array {
  const steps = [Math.ceil((count - selectedCount) / SAMPLE), Math.ceil(selectedCount / SAMPLE)];
  const seen = [0, 0];
  const picked: number[] = [];
  for (let index = 0; index < count; index++) {
    const group = selected[index] as 0 | 1;
    if ((seen[group] as number) % (steps[group] as number) === 0) picked.push(index);
    seen[group] = (seen[group] as number) + 1;
  }
  return Int32Array.from(picked);
}

/** Groups calls that agree in a tag: by value, or by narrow ranges of a number. */
function groupCalls(finding: Finding, calls: Int32Array): Int32Array {
  return "place" in finding ? groupByValue(finding, calls) : groupByRange(finding, calls);
}

function groupByValue({ counts }: CategoryFinding, calls: Int32Array): Int32Array {
  const places = counts.all.length;
  const frequent = Array.from(counts.all, (count, place) => ({ count, place }))
    .sort((a, b) => (counts.selected[b.place] as number) - (counts.selected[a.place] as number) || b.count - a.count)
    .slice(0, MAX_VALUES)
    .map(({ place }) => place);
  return calls.map((index) => frequent.indexOf(placeOf(counts.codes[index] as number, places)) + 1);
}

/** Quantile bins over the range of the selected calls, plus one group below and one above. */
function groupByRange({ numbers, selected }: NumberFinding, calls: Int32Array): Int32Array {
  const sorted = selected.slice().sort();
  const low = quantile(sorted, 0.01);
  const high = quantile(sorted, 0.99);
  const between = Float64Array.from(calls, (index) => numbers[index] as number)
    .filter((value) => value >= low && value <= high)
    .sort();
  const bins = Math.max(1, Math.min(MAX_BINS, Math.floor(between.length / MIN_IN_BIN)));
  const edges = [low, ...Array.from({ length: bins - 1 }, (_, bin) => quantile(between, (bin + 1) / bins)), high];
  return calls.map((index) => {
    const value = numbers[index] as number;
    if (Number.isNaN(value)) return -1;
    let group = 0;
    while (group < edges.length && value > (edges[group] as number)) group++;
    return group;
  });
}

/** The mean effect within groups; only groups with both selected and other calls have weight. */
function effectWithin(finding: Finding, groups: Int32Array, calls: Int32Array, split: Split): number {
  const members = new Map<number, { selected: number[]; rest: number[] }>();
  for (const [order, group] of groups.entries()) {
    const index = calls[order] as number;
    const own = members.get(group) ?? { selected: [], rest: [] };
    members.set(group, own);
    (split.selected[index] ? own.selected : own.rest).push(index);
  }
  let weights = 0;
  let sum = 0;
  for (const { selected, rest } of members.values()) {
    if (selected.length === 0 || rest.length === 0) continue;
    const found = differenceWithin(finding, selected, rest);
    if (found === undefined) continue;
    const weight = (selected.length * rest.length) / (selected.length + rest.length);
    weights += weight;
    sum += weight * found;
  }
  return weights > 0 ? sum / weights : 0;
}

function differenceWithin(finding: Finding, selected: number[], rest: number[]): number | undefined {
  if ("place" in finding) {
    const { counts, place } = finding;
    const places = counts.all.length;
    const share = (calls: number[]) =>
      calls.filter((index) => placeOf(counts.codes[index] as number, places) === place).length / calls.length;
    return share(selected) - share(rest);
  }
  const pick = (calls: number[]) =>
    Float64Array.from(calls, (index) => finding.numbers[index] as number).filter((value) => !Number.isNaN(value));
  const [a, b] = [pick(selected), pick(rest)];
  if (a.length === 0 || b.length === 0) return undefined;
  const { effect } = compareRanks(a, b);
  return finding.higher ? effect : -effect;
}
