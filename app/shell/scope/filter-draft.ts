/** A filter as the popup edits it: on a tag or on what every span has. */

import { ANY_ERROR, NO_ERROR, typeOfFilter } from "../../../lib/model/error-filter.ts";
import type { TagFilter, TagOperator } from "../../../lib/model/filter.ts";
import type { Scope } from "../../../lib/model/scope.ts";

/** What a filter can be on besides tags. */
export const SPAN_FIELDS = ["duration", "start", "name", "error"] as const;
export type SpanField = (typeof SPAN_FIELDS)[number];

export interface Draft extends TagFilter {
  /** `key` is the tag's then, and empty otherwise. */
  readonly of: "tag" | SpanField;
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
