/**
 * Tests whether one finding is explained by another (a confounder): among calls that agree in the other, little of its
 * effect remains.
 */

import { quantile } from "../../stats/order.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import { differenceWithin, type FindingCore, type Measure } from "./finding.ts";
import type { Split } from "./selection.ts";

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

/**
 * For each finding, the one that explains it, or null.
 * @param findings strongest first
 */
export function findExplained(findings: readonly FindingCore[], split: Split): (FindingCore | null)[] {
  const calls = sampleCalls(split);
  const groups = findings.map(({ measure }) => groupCalls(measure, calls, split));
  const explains = (by: number, what: number) => {
    const finding = findings[what] as FindingCore;
    if (!mayExplain(findings[by] as FindingCore, finding)) return false;
    return effectWithin(finding, groups[by] as Int32Array, calls, split) < MAX_EFFECT_LEFT * finding.effect;
  };
  const explained: (FindingCore | null)[] = findings.map(() => null);
  const open = (index: number) => explained[index] === null;
  const isComparable = (by: number, what: number) =>
    split.selectedCount >= MIN_SELECTED &&
    (findings[by] as FindingCore).effect >= MIN_RELATIVE_EFFECT * (findings[what] as FindingCore).effect;
  for (let what = 1; what < findings.length; what++) {
    for (let by = 0; by < what && open(what); by++) {
      if (open(by) && explains(by, what)) explained[what] = findings[by] ?? null;
    }
  }
  // A weaker tag can be the cause of a stronger one: with bytes in three sizes, the largest size stands out most.
  for (let what = 0; what < findings.length; what++) {
    for (let by = what + 1; by < findings.length && open(what); by++) {
      if (open(by) && isComparable(by, what) && explains(by, what)) explained[what] = findings[by] ?? null;
    }
  }
  return explained;
}

/**
 * A name is never explained by a tag, which may well be one that only spans of that name have. A child says where the
 * time is, not why: it explains no more than other children.
 */
function mayExplain(by: FindingCore, what: FindingCore): boolean {
  if (by.kind === "child") return what.kind === "child";
  return !what.settled && (!what.first || by.first === true);
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

/** Groups calls that agree in a finding: by value, or by narrow ranges of a number. */
function groupCalls(measure: Measure, calls: Int32Array, split: Split): Int32Array {
  return measure.ranked ? groupByRange(measure, calls, split) : groupByValue(measure, calls, split);
}

/** The values most frequent among the selected calls get a group each. */
function groupByValue({ at, groupOf = at }: Measure, calls: Int32Array, { selected }: Split): Int32Array {
  const counts = new Map<number, { all: number; selected: number }>();
  for (const index of calls) {
    const group = groupOf(index);
    const own = counts.get(group) ?? { all: 0, selected: 0 };
    counts.set(group, own);
    own.all += 1;
    own.selected += selected[index] as number;
  }
  const frequent = [...counts]
    .sort(([, a], [, b]) => b.selected - a.selected || b.all - a.all)
    .slice(0, MAX_VALUES)
    .map(([group]) => group);
  return calls.map((index) => frequent.indexOf(groupOf(index)) + 1);
}

/** Quantile bins over the range of the selected calls, plus one group below and one above. */
function groupByRange({ at }: Measure, calls: Int32Array, split: Split): Int32Array {
  const sorted = mapFloats(
    calls.filter((index) => split.selected[index]),
    at,
  )
    .filter((value) => !Number.isNaN(value))
    .sort();
  const low = quantile(sorted, 0.01);
  const high = quantile(sorted, 0.99);
  const between = mapFloats(calls, at)
    .filter((value) => value >= low && value <= high)
    .sort();
  const bins = Math.max(1, Math.min(MAX_BINS, Math.floor(between.length / MIN_IN_BIN)));
  const edges = [low, ...Array.from({ length: bins - 1 }, (_, bin) => quantile(between, (bin + 1) / bins)), high];
  return calls.map((index) => {
    const value = at(index);
    if (Number.isNaN(value)) return -1;
    let group = 0;
    while (group < edges.length && value > (edges[group] as number)) group++;
    return group;
  });
}

/** The mean effect within groups; only groups with both selected and other calls have weight. */
function effectWithin({ measure }: FindingCore, groups: Int32Array, calls: Int32Array, split: Split): number {
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
    const found = differenceWithin(measure, selected, rest);
    if (found === undefined) continue;
    const weight = (selected.length * rest.length) / (selected.length + rest.length);
    weights += weight;
    sum += weight * found;
  }
  return weights > 0 ? sum / weights : 0;
}
