/** Finds and ranks what sets the selected calls apart. */

import type { TagColumn } from "../../columns/columns.ts";
import { type CategoryFinding, countValues, findSameCalls, MIN_EFFECT, type SameCalls } from "./category.ts";
import type { SelfFinding } from "./children.ts";
import { isCounter } from "./counters.ts";
import { type ErrorFinding, findErrors } from "./errors.ts";
import { findExplained } from "./explained.ts";
import { canTell, countTests, findBest, type TagFinding } from "./find-tag.ts";
import { compareFindings, type FindingCore } from "./finding.ts";
import { weighNumber } from "./number.ts";
import type { OverlapFinding } from "./overlap.ts";
import type { Question } from "./question.ts";
import type { RangeFinding } from "./range.ts";
import { chanceAmongBlocks, valuesOf } from "./sampled-chance.ts";
import { type Column, isCategory, type Split } from "./selection.ts";
import type { TimeFinding } from "./time.ts";
import { findTimesBeside, TIME_TESTS } from "./time-beside.ts";
import { type ChildWithTag, findInTree, TREE_TESTS, type TreeFindings } from "./within.ts";

/** Everything that can be found; each kind says with which calls it is about, so that all are ranked alike. */
export type Finding = TagFinding | ErrorFinding | TimeFinding | ChildWithTag | OverlapFinding;

/** The chance of reporting anything where there is no effect: of all factors together, each gets an equal part. */
const MAX_CHANCE = 1e-3;
const MAX_ITEMS = 20;

export interface Ranked {
  readonly finding: Finding;
  /** Values of other tags on the same calls. */
  readonly same: readonly SameCalls[];
  /** The finding that accounts for this one. */
  readonly explainedBy: FindingCore | null;
}

export interface Ranking {
  /** Strongest first; those that another explains come last. */
  readonly ranked: readonly Ranked[];
  /** Changes over time, also those that hardly set the selected calls apart. */
  readonly times: readonly TimeFinding[];
  /** Keys that only tell when a call was made. */
  readonly counters: readonly string[];
  /** The time outside of all children, if the extra time is there. */
  readonly self: SelfFinding | null;
  /** Keys mentioned in any finding. */
  readonly seen: ReadonlySet<string>;
}

const NOTHING: TreeFindings = { children: [], overlaps: [], self: null };
/** Failures, of any type. */
const ERROR_TESTS = 1;

export function rankFactors(question: Question): Ranking {
  const { spans, split } = question;
  const columns = question.columns.filter((column) => canTell(column, split));
  const counting = columns.filter((column) => isCounter(column, split));
  const tags = columns.filter((column) => !counting.includes(column));
  const maxChance =
    MAX_CHANCE / tags.reduce((sum, column) => sum + countTests(column), ERROR_TESTS + TIME_TESTS + TREE_TESTS);
  const own = findTags(tags, question, maxChance);
  const inTree = question.onlyTags ? NOTHING : keepCertain(findInTree(question, maxChance), question, maxChance);
  const isHeld = (index: number) => inTree.overlaps.some(({ measure }) => measure.at(index) === 1);
  const errors = findErrors(spans.error, split);
  const besides = spans.error ? [...tags, errorColumn(spans.error)] : tags;
  // A sample lacks the first calls, and most of what lies between two.
  const { times, dropped } =
    question.onlyTags || spans.blocks
      ? { times: [], dropped: [] }
      : findTimesBeside({ columns: besides, isHeld }, own, split, maxChance);
  const found: Finding[] = own.filter((finding) => !dropped.includes(finding));
  if (errors && errors.chance <= maxChance && isErrorCertain(question, maxChance)) found.push(errors);
  found.push(...times.filter(({ effect }) => effect >= MIN_EFFECT), ...inTree.children, ...inTree.overlaps);
  const { findings, same, seen } = mergeSame(found.sort(compareFindings), tags, split);
  const explained = findExplained(findings, split);
  const open = findings.filter((_, index) => explained[index] === null);
  const conditions = open.filter((finding): finding is CategoryFinding => finding.kind === "category");
  const ranked = findings.map((finding, index): Ranked => {
    const final = finding.kind === "number" ? weighNumber(finding, split, conditions) : finding;
    return { finding: final, same: same.get(finding) ?? [], explainedBy: explained[index] ?? null };
  });
  const isExplained = ({ explainedBy }: Ranked) => Number(explainedBy !== null);
  ranked.sort((a, b) => isExplained(a) - isExplained(b) || compareFindings(a.finding, b.finding));
  const counters = [...new Set([...counting, ...dropped].map(({ key }) => key))];
  const seenToo = times.length > 0 ? counters : [];
  return { ranked, times, counters, self: inTree.self, seen: new Set([...seen, ...seenToo]) };
}

/** Calls are compared over time with others that ended like them. */
function errorColumn(error: TagColumn): Column {
  return { ...error, of: "tag", whole: true };
}

function findTags(tags: readonly Column[], { spans, split, tell }: Question, maxChance: number): TagFinding[] {
  return tags.flatMap((column, index) => {
    tell?.({ what: "Comparing tags", done: index, total: tags.length });
    const finding = findBest(column, split, maxChance);
    return finding && chanceAmongBlocks(valuesOf(finding), spans, split) <= maxChance ? finding : [];
  });
}

/** In a sample, other tasks are known in part only. */
function keepCertain(found: TreeFindings, { spans, split }: Question, maxChance: number): TreeFindings {
  if (!spans.blocks) return found;
  const children = found.children.filter(({ measure }) => chanceAmongBlocks(measure.at, spans, split) <= maxChance);
  return { ...found, children, overlaps: [] };
}

function isErrorCertain({ spans, split }: Question, maxChance: number): boolean {
  const codes = spans.error?.codes();
  const failed = (index: number) => ((codes?.[split.rows[index] as number] ?? -1) >= 0 ? 1 : 0);
  return chanceAmongBlocks(failed, spans, split) <= maxChance;
}

interface Merged {
  readonly findings: readonly Finding[];
  readonly same: ReadonlyMap<Finding, readonly SameCalls[]>;
  readonly seen: ReadonlySet<string>;
}

/** Values that mark the same calls become one finding. */
function mergeSame(found: readonly Finding[], columns: readonly Column[], split: Split): Merged {
  const same = new Map<Finding, SameCalls[]>();
  const merged = new Set<Finding>();
  const seen = new Set(found.map(({ key }) => key));
  // Categories lead: of an algorithm and its level, people think of the algorithm.
  const leaders = found.filter(isOfValue).slice(0, MAX_ITEMS);
  for (const leader of leaders) {
    if (merged.has(leader)) continue;
    // A tag may be called as names or callers are.
    const isOwn = ({ key, of }: Column) => key === leader.key && of === leader.column.of;
    const others = columns.filter((column) => !isOwn(column) && isCategory(column));
    const alike = others.flatMap((column) => {
      const own = found.find((finding): finding is TagFinding => "column" in finding && finding.column === column);
      if (own && (merged.has(own) || same.has(own))) return [];
      const calls = findSameCalls(leader, column, countsOf(column, own, split));
      if (calls && own) merged.add(own);
      if (calls) seen.add(column.key);
      return calls ?? [];
    });
    same.set(leader, alike);
  }
  return { findings: found.filter((finding) => !merged.has(finding)).slice(0, MAX_ITEMS), same, seen };
}

function isOfValue(finding: Finding): finding is CategoryFinding | RangeFinding {
  return "place" in finding;
}

function countsOf(column: Column, finding: Finding | undefined, split: Split) {
  return finding && isOfValue(finding) ? finding.counts : countValues(column, split);
}
