/** Which tag values account for the difference of one name between two sides. */

import * as v from "valibot";
import {
  changeOf,
  chooseKeys,
  describeWhere,
  type Group,
  type GroupedKey,
  groupBy,
  groupKeys,
  listKeyOffers,
  type SideTime,
} from "../analysis/compare/where-difference.ts";
import type { SpanColumns } from "../columns/columns.ts";
import { readColumns } from "../columns/read-columns.ts";
import { type Basis, basisOf } from "../model/basis.ts";
import { assignColors, type ColorIndex, hashText } from "../model/colors.ts";
import type { TellProgress } from "../model/progress.ts";
import { formatText } from "../model/shown-text.ts";
import { createRandom } from "../stats/random.ts";
import { compareCalls, compareSampledSum, totalOf } from "../stats/sampled-change.ts";
import { findSignificant, MIN_CALLS } from "../stats/verdict.ts";
import type { Connection } from "../store/driver.ts";
import type { SeenChange } from "./compare.ts";
import { type CompareParams, countOf, fileOf, hasManySpans, withOther } from "./compare-start.ts";
import { makeRoomFor } from "./explore-source.ts";
import { rankNames } from "./name-ranks.ts";
import { compared, reading } from "./params.ts";
import { defineQuery } from "./query.ts";
import type { Files, Side, Sides } from "./sql/side.ts";
import { resolveSide } from "./sql/side-scope.ts";
import { findSides, openFiles } from "./sql/sides.ts";

export interface CompareTagsParams extends CompareParams {
  readonly name: string;
  /** One or two keys; none to choose the most telling ones. */
  readonly where: readonly string[];
}

export interface CompareGroup {
  /** A value per key. */
  readonly values: readonly string[];
  readonly colorIndex: ColorIndex;
  readonly baselineCount: number;
  readonly candidateCount: number;
  /** Null if one side has too few calls, or too few in the sample. */
  readonly p50: SeenChange | null;
  /** Seconds. */
  readonly baselineTotal: number;
  readonly candidateTotal: number;
}

export interface CompareTagsAnswer {
  readonly name: string;
  /** The keys the calls are grouped by; empty if no tag has two values. */
  readonly keys: readonly Omit<GroupedKey, "texts">[];
  readonly offers: readonly (readonly string[])[];
  /** Largest change of the total first. */
  readonly groups: readonly CompareGroup[];
  /** How many groups with smaller changes are left out. */
  readonly leftOut: number;
  readonly sentence: string;
  /** Of both sides together. */
  readonly basis: Basis;
  /** Tag keys too rare to be compared, on the side that has more of them. */
  readonly rareKeys: number;
}

const MAX_ROWS = 12;

export function readCompareTags(here: Connection, params: CompareTagsParams, tell: TellProgress): CompareTagsAnswer {
  const { choice, scope, other } = params;
  makeRoomFor("tags");
  return openFiles(here, { choice, other }, (files) => {
    const sides = findSides(files, choice, scope);
    if (params.reading === "sample" || !hasManySpans(files, sides)) return readBoth(files, sides, params, tell);
    // Of very many spans, all tags are read in a sample, and only the chosen ones of all spans.
    const first = readBoth(files, sides, { ...params, reading: "sample" }, tell);
    const keys = first.keys.map(({ key }) => key);
    if (keys.length === 0) return first;
    const { offers, rareKeys } = first;
    return { ...readBoth(files, sides, { ...params, where: keys }, tell, keys), offers, rareKeys };
  });
}

/** @param only the keys to read; all by default */
function readBoth(
  files: Files,
  sides: Sides,
  params: CompareTagsParams,
  tell: TellProgress,
  only?: readonly string[],
): CompareTagsAnswer {
  const { name, where } = params;
  const columns = {
    baseline: readSide(files, sides.baseline, params, tell, only),
    candidate: readSide(files, sides.candidate, params, tell, only),
  };
  const { keys: all, rare, baseline, candidate } = groupKeys(columns.baseline, columns.candidate, where);
  // Grouped by the compared tag itself, everything would be on one side.
  const keys = all.filter(({ key }) => key !== sides.key);
  const offers = listKeyOffers(keys);
  const wanted = offers.find((offer) => offer.join("\0") === where.join("\0"));
  const chosen = wanted ?? chooseKeys(offers, baseline, candidate) ?? [];
  const groups = chosen.length > 0 ? groupBy(chosen, baseline, candidate) : [];
  groups.sort((x, y) => Math.abs(changeOf(y)) - Math.abs(changeOf(x)));
  const described = chosen.map((key) => keys.find((one) => one.key === key)).filter((key) => key !== undefined);
  return {
    name,
    keys: described.map(({ texts: _, ...key }) => key),
    offers,
    groups: summarizeGroups(groups, described),
    leftOut: Math.max(0, groups.length - MAX_ROWS),
    sentence: describeDifference(name, chosen, groups),
    basis: basisOf({ by: sides.by, ...columns }),
    rareKeys: Math.max(columns.baseline.rareKeys, columns.candidate.rareKeys) + rare,
  };
}

function readSide(
  files: Files,
  side: Side,
  { name, where, scope, reading }: CompareTagsParams,
  tell: TellProgress,
  only: readonly string[] | undefined,
): SpanColumns {
  const db = fileOf(files, side);
  const also = [...where, ...(scope.also ?? [])];
  return readColumns(db, resolveSide(db, { ...side.scope, names: [name] }), {
    ...(reading && { reading }),
    ...(only && { keys: only }),
    also,
    tell,
  });
}

function describeDifference(name: string, keys: readonly string[], groups: readonly Group[]): string {
  const [first] = groups;
  if (!first) return `No tag of ${formatText(name)} has more than one value.`;
  if (!isTold(first)) return `The sample is too small to tell where ${formatText(name)} differs.`;
  const timeOf = (side: "baseline" | "candidate"): SideTime => ({
    calls: groups.reduce((sum, group) => sum + countOf(group[side]), 0),
    total: groups.reduce((sum, group) => sum + totalOf(group[side]), 0),
  });
  const both = { baseline: timeOf("baseline"), candidate: timeOf("candidate") };
  const about = groups.some(({ baseline, candidate }) => baseline.sampled || candidate.sampled) ? "≈ " : "";
  return about + describeWhere({ name, keys, ...both, values: first.values, groupChange: changeOf(first) });
}

/** Whether the change of a group's total is beyond how far off a sample may be. */
function isTold({ baseline, candidate }: Group): boolean {
  if (!baseline.sampled && !candidate.sampled) return true;
  const { low, high } = compareSampledSum(baseline, candidate);
  return low !== null && high !== null && (low > 0 || high < 0);
}

function summarizeGroups(groups: readonly Group[], keys: readonly GroupedKey[]): CompareGroup[] {
  const colorIndexes = assignColors(rankFirst(groups));
  const shown = groups.slice(0, MAX_ROWS);
  const changes = shown.map(({ values, baseline, candidate }) => {
    if (Math.min(baseline.sorted.length, candidate.sorted.length) < MIN_CALLS.p50) return null;
    return compareCalls(baseline, candidate, createRandom(hashText(values.join("\0")))).quantile(0.5);
  });
  const seen = findSignificant(changes);
  return shown.map(({ values, baseline, candidate }, index) => {
    const change = changes[index];
    return {
      values,
      colorIndex: keys[0]?.numeric ? 8 : (colorIndexes.get(values[0] ?? "") ?? 8),
      baselineCount: countOf(baseline),
      candidateCount: countOf(candidate),
      p50: change ? { ...change, seen: seen[index] === true } : null,
      baselineTotal: totalOf(baseline),
      candidateTotal: totalOf(candidate),
    };
  });
}

/** The values of the first key, those with most time on both sides first. */
function rankFirst(groups: readonly Group[]): string[] {
  const totals = new Map<string, number>();
  for (const { values, baseline, candidate } of groups) {
    const value = values[0] ?? "";
    totals.set(value, (totals.get(value) ?? 0) + totalOf(baseline) + totalOf(candidate));
  }
  return rankNames(totals);
}

export const compareTags = defineQuery({
  params: v.object({ ...compared.entries, reading, name: v.string(), where: v.array(v.string()) }),
  urgency: "long",
  run: (db, params, context) => readCompareTags(db, withOther(params, context), context.tell),
});
