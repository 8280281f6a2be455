/** A filter as the popup edits it: on a tag or on what every span has, with the operators that suit it. */

import { ANY_ERROR, filterOfType, NO_ERROR, typeOfFilter } from "../../../lib/model/error-filter.ts";
import {
  comparesNumbers,
  type FieldFilter,
  isNegated,
  readDuration,
  readLimit,
  type TagFilter,
  type TagOperator,
  takesValue,
} from "../../../lib/model/filter.ts";
import { isBytesKey } from "../../../lib/model/format.ts";
import type { ValueKind } from "../../../lib/model/kinds.ts";
import type { Scope } from "../../../lib/model/scope.ts";

/** What a filter can be on besides tags. */
export const SPAN_FIELDS = ["duration", "start", "name", "error"] as const;
export type SpanField = (typeof SPAN_FIELDS)[number];

export interface Draft extends TagFilter {
  /** `key` is the tag's then, and empty otherwise. */
  readonly of: "tag" | SpanField;
}

const OPERATORS: Readonly<Record<SpanField, readonly TagOperator[]>> = {
  duration: [">", ">=", "<", "<="],
  start: [">=", "<="],
  name: ["=", "!=", "~"],
  error: ["=", "?", "!"],
};
const OF_NUMBERS: readonly TagOperator[] = ["=", "!=", "<", "<=", ">", ">=", "?", "!"];
const OF_TEXTS: readonly TagOperator[] = ["=", "!=", "~", "?", "!"];
const OF_ANY: readonly TagOperator[] = ["=", "!=", "<", "<=", ">", ">=", "~", "?", "!"];

/** @param kind of a tag's values; undefined if none is known */
export function operatorsOf(of: Draft["of"], kind: ValueKind | undefined): readonly TagOperator[] {
  if (of !== "tag") return OPERATORS[of];
  if (kind === undefined) return OF_ANY;
  return kind === "number" ? OF_NUMBERS : OF_TEXTS;
}

export const SIGNS: Readonly<Record<TagOperator, string>> = {
  "=": "=",
  "!=": "≠",
  ">": ">",
  ">=": "≥",
  "<": "<",
  "<=": "≤",
  "~": "contains",
  "?": "exists",
  "!": "missing",
};

export const OPERATOR_NAMES: Readonly<Record<TagOperator, string>> = {
  ...SIGNS,
  "=": "is",
  "!=": "is not",
  ">": "is more than",
  ">=": "is at least",
  "<": "is less than",
  "<=": "is at most",
};

/** The word or sign in the popup: an error is "any" or "none" rather than existing. */
export function signOf(of: Draft["of"], operator: TagOperator): string {
  if (of === "error" && !takesValue(operator)) return operator === "?" ? "any" : "none";
  return SIGNS[operator];
}

/** Whether values are offered: those of other operators are not typed as they are stored. */
export function offersValues({ operator }: Pick<Draft, "operator">): boolean {
  return operator === "=" || operator === "!=";
}

/** What to type, or why the value will not do; null if it will. */
export function findFault({ of, key, operator, value }: Draft): string | null {
  if (!takesValue(operator)) return null;
  if (of === "duration") return Number.isNaN(readDuration(value)) ? "Give a duration, such as 10 ms" : null;
  if (of === "start") return Number.isNaN(readDuration(value)) ? "Give seconds into the run, such as 1.5 s" : null;
  if (comparesNumbers(operator) && Number.isNaN(readLimit({ key, value })))
    return isBytesKey(key) ? "Give a number or a size, such as 34 kB" : "Give a number";
  return operator === "~" && value === "" ? "Give a text" : null;
}

/** What else the filter keeps or how it reads a value, in words. */
export function describeKept({ of, operator }: Pick<Draft, "of" | "operator">): string {
  const contains = operator === "~" ? "Upper and lower case count." : "";
  if (of !== "tag") return contains;
  if (operator === "!") return "Keeps spans that neither have nor inherit the tag (↑).";
  const kept = isNegated({ operator })
    ? "spans without the tag, and goes by an inherited one (↑)"
    : "spans that inherit the tag (↑)";
  return `Also keeps ${kept}. ${contains}`.trim();
}

/** The scope with the filter, in place of the one that was edited. */
export function applyDraft(scope: Scope, draft: Draft, old?: Draft): Partial<Scope> {
  const { of, key, operator, value } = draft;
  const without = old ? dropDraft(scope, old) : {};
  if (of === "tag")
    return { ...without, tags: putFilter(scope.tags, { key, operator, value }, old?.of === of ? old : undefined) };
  if (of === "error") return { ...without, error: errorOf(draft) };
  if (of === "start") return { ...without, [operator === ">=" ? "from" : "to"]: readDuration(value) };
  if (of === "name" && operator === "=")
    return { ...without, names: [...new Set([...(without.names ?? scope.names), value])] };
  const filter = { key: of, operator, value } as FieldFilter;
  return { ...without, only: putFilter(scope.only ?? [], filter, old && { ...old, key: old.of }) };
}

function errorOf({ operator, value }: Draft): string {
  if (operator === "=") return filterOfType(value);
  return operator === "?" ? ANY_ERROR : NO_ERROR;
}

/** The scope without a filter. */
export function dropDraft(scope: Scope, { of, key, operator, value }: Draft): Partial<Scope> {
  if (of === "error") return { error: null };
  if (of === "start") return operator === ">=" ? { from: null } : { to: null };
  if (of === "name" && operator === "=") return { names: scope.names.filter((name) => name !== value) };
  if (of === "tag") return { tags: scope.tags.filter((filter) => !sameFilter(filter, { key, operator, value })) };
  const only = scope.only?.filter((filter) => !sameFilter(filter, { key: of, operator, value })) ?? [];
  return { only: only.length > 0 ? only : undefined };
}

/** The popup's form of a limit to errors. */
export function draftOfError(error: string): Draft {
  const operator = error === ANY_ERROR ? "?" : error === NO_ERROR ? "!" : "=";
  return { of: "error", key: "", operator, value: typeOfFilter(error) ?? "" };
}

/** The same of a limit to times: the end if both ends are limited. */
export function draftOfTime({ from, to }: Scope): Draft {
  return { of: "start", key: "", operator: to === null ? ">=" : "<=", value: `${to ?? from ?? 0} s` };
}

export function sameFilter(a: TagFilter, b: TagFilter): boolean {
  return a.key === b.key && a.operator === b.operator && a.value === b.value;
}

/**
 * Adds a filter, in the place of an old one. As a span has one value per key, it replaces any of the same key and
 * operator, but for those that leave out or look for parts.
 */
export function putFilter<Filter extends TagFilter>(
  filters: readonly Filter[],
  filter: Filter,
  old?: TagFilter,
): Filter[] {
  const isOther = ({ key, operator }: TagFilter) =>
    key !== filter.key || operator !== filter.operator || operator === "!=" || operator === "~";
  const at = old ? filters.findIndex((other) => sameFilter(other, old)) : -1;
  const rest = filters.filter((other, place) => place !== at && isOther(other) && !sameFilter(other, filter));
  const before = at < 0 ? rest.length : filters.slice(0, at).filter((other) => rest.includes(other)).length;
  return rest.toSpliced(before, 0, filter);
}
