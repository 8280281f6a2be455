/** The operators that suit what is filtered, what they are called, and what a filter makes of a scope: for the popup. */

import { ANY_ERROR, filterOfType, NO_ERROR } from "../../../lib/model/error-filter.ts";
import {
  comparesNumbers,
  type FieldFilter,
  isNegated,
  readDuration,
  readLimit,
  type TagOperator,
  takesValue,
} from "../../../lib/model/filter.ts";
import { isBytesKey } from "../../../lib/model/format.ts";
import type { ValueKind } from "../../../lib/model/kinds.ts";
import type { Scope } from "../../../lib/model/scope.ts";
import { type Draft, dropDraft, putFilter, SIGNS, type SpanField } from "./filter-draft.ts";

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
