/** Whether failures set the selected calls apart: slow ones may be those that ran into a time limit. */

import type { TagColumn } from "../../columns/columns.ts";
import { MISSING_CODE } from "../../columns/tag-values.ts";
import { isUnfinished } from "../../model/error-filter.ts";
import { formatText } from "../../model/shown-text.ts";
import { chanceOfMarked } from "../../stats/chance.ts";
import type { ErrorItem, ValueShares } from "./answer.ts";
import { MIN_EFFECT } from "./category.ts";
import { coverMembers, type FindingCore } from "./finding.ts";
import type { Split } from "./selection.ts";
import { formatTagValue, formatWholeShare } from "./words.ts";

/** The share of failures from which their type is named. */
const DOMINANT = 0.8;
const MAX_ROWS = 4;

interface ErrorCounts {
  /** Calls without an error. */
  readonly fine: Sides;
  /** By type; types that do not occur are left out. */
  readonly types: readonly (Sides & { readonly type: string })[];
}

interface Sides {
  readonly selected: number;
  readonly rest: number;
}

export interface ErrorFinding extends FindingCore {
  readonly kind: "error";
  readonly key: "error";
  readonly counts: ErrorCounts;
  /** Whether more of the selection failed than of the rest, not fewer. */
  readonly more: boolean;
}

/**
 * Compares how many of the selected calls and of the rest failed or never finished.
 * @param error of the spans the calls are rows of; null if none has an error
 */
export function findErrors(error: TagColumn | null, split: Split): ErrorFinding | undefined {
  const others = split.count - split.selectedCount;
  if (!error || split.selectedCount === 0 || others === 0) return undefined;
  const counts = countErrors(error, split);
  const { fine } = counts;
  const failed = { selected: split.selectedCount - fine.selected, rest: others - fine.rest };
  const all = failed.selected + failed.rest;
  const difference = failed.selected / split.selectedCount - failed.rest / others;
  const more = difference >= 0;
  const effect = Math.abs(difference);
  // The chance of as many failures, or of as many calls without, among the selected ones.
  const chance = more
    ? chanceOfMarked(failed.selected, split.selectedCount, all, split.count)
    : chanceOfMarked(fine.selected, split.selectedCount, split.count - all, split.count);
  // A single call is no evidence, however slow it was.
  if (effect < MIN_EFFECT || (more ? all : split.count - all) < 2) return undefined;
  const codes = error.codes();
  const at = (index: number) => Number((codes[split.rows[index] as number] !== MISSING_CODE) === more);
  const measure = { at, ranked: false };
  return { kind: "error", key: "error", effect, chance, coverage: coverMembers(split, at), measure, counts, more };
}

/** The part of an item that is about errors. */
export function describeErrors({ counts, more }: ErrorFinding, split: Split) {
  const { fine, types } = counts;
  const others = split.count - split.selectedCount;
  const ofSelected = 1 - fine.selected / split.selectedCount;
  const ofRest = 1 - fine.rest / others;
  const side = more ? "selected" : "rest";
  const type = findDominant(types, side);
  const unfinished = types.every((one) => isUnfinished(one.type));
  const said = [
    describeFailures({ ofSelected, ofRest }, unfinished, split.slowest),
    ...(type === null || unfinished ? [] : [describeType(type, types, side)]),
  ];
  const title = more ? (type === null ? "error" : formatTagValue("error", type)) : "no error";
  const ofAll = 1 - (fine.selected + fine.rest) / split.count;
  const rows = listRows(counts, split.selectedCount, others);
  return { said, title, type, more, ofAll, ofSelected, ofRest, ...rows };
}

/** Codes are of spans; only those with a duration are calls. */
function countErrors(error: TagColumn, { rows, selected }: Split): ErrorCounts {
  const codes = error.codes();
  const counts = new Map<number, { selected: number; rest: number }>();
  for (let index = 0; index < rows.length; index++) {
    const code = codes[rows[index] as number] as number;
    const sides = counts.get(code) ?? { selected: 0, rest: 0 };
    counts.set(code, sides);
    sides[selected[index] ? "selected" : "rest"]++;
  }
  const fine = counts.get(MISSING_CODE) ?? { selected: 0, rest: 0 };
  counts.delete(MISSING_CODE);
  return { fine, types: [...counts].map(([code, sides]) => ({ ...sides, type: error.values[code] ?? "" })) };
}

function findDominant(types: ErrorCounts["types"], side: keyof Sides): string | null {
  const all = types.reduce((sum, one) => sum + one[side], 0);
  return types.find((one) => one[side] > 0 && one[side] >= DOMINANT * all)?.type ?? null;
}

/** `38 % of the slowest are failures, 4 % of the rest.` */
function describeFailures(
  { ofSelected, ofRest }: Pick<ErrorItem, "ofSelected" | "ofRest">,
  unfinished: boolean,
  slowest: number | null,
): string {
  const which = slowest === null ? "the selection" : "the slowest";
  const what = unfinished ? "unfinished" : "failures";
  return `${formatWholeShare(ofSelected)} of ${which} are ${what}, ${formatWholeShare(ofRest)} of the rest.`;
}

/** `Mostly TimeoutError.` */
function describeType(type: string, types: ErrorCounts["types"], side: keyof Sides): string {
  const whole = types.every((one) => one.type === type || one[side] === 0);
  return `${whole ? "All" : "Mostly"} ${formatText(type)}.`;
}

/** The types whose shares differ most, and the calls without an error, which differ as much as all of them do. */
function listRows(
  { fine, types }: ErrorCounts,
  selected: number,
  others: number,
): Pick<ErrorItem, "rows" | "otherRows"> {
  const share = (value: string | null, sides: Sides): ValueShares => ({
    value,
    ofSelected: round(sides.selected / selected),
    ofRest: round(sides.rest / others),
  });
  const difference = ({ ofSelected, ofRest }: ValueShares) => ofSelected - ofRest;
  const all = types.map((one) => share(one.type, one));
  all.sort((a, b) => Math.abs(difference(b)) - Math.abs(difference(a)) || b.ofRest - a.ofRest);
  const rows = [...all.slice(0, MAX_ROWS - 1), share(null, fine)].sort((a, b) => difference(b) - difference(a));
  const more = all.slice(MAX_ROWS - 1);
  const sum = (of: "ofSelected" | "ofRest") => round(more.reduce((total, row) => total + row[of], 0));
  return {
    rows,
    otherRows: more.length > 0 ? { count: more.length, ofSelected: sum("ofSelected"), ofRest: sum("ofRest") } : null,
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
