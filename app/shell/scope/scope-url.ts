/** How a view's address changes with its scope. All controls of the rail and the scope line use this. */

import { describeErrorFilter } from "../../../lib/model/error-filter.ts";
import { comparesNumbers, type FieldFilter, readLimit, type TagFilter, takesValue } from "../../../lib/model/filter.ts";
import { isNumber } from "../../../lib/model/parameters.ts";
import { DEFAULT_SCOPE, formatScope, parseScope, SCOPE_PARAMETERS, type Scope } from "../../../lib/model/scope.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { putFilter, SIGNS, sameFilter } from "./filter-draft.ts";

/** Changes part of the scope in the parameters; all others stay as they are. */
export function changeScope(params: URLSearchParams, change: Partial<Scope>): URLSearchParams {
  const next = formatScope({ ...parseScope(params), ...change });
  for (const [key, value] of params) {
    if (!(SCOPE_PARAMETERS as readonly string[]).includes(key)) next.append(key, value);
  }
  return next;
}

export function scopeHref(pathname: string, params: URLSearchParams, change: Partial<Scope>): string {
  const text = changeScope(params, change).toString();
  return text ? `${pathname}?${text}` : pathname;
}

/** Selects only this name, or all of them if it was the only one. */
export function onlyName(scope: Scope, name: string): string[] {
  return scope.names.length === 1 && scope.names[0] === name ? [] : [name];
}

/**
 * Toggles a name. Without a limit on names, limits to all others or, if not all are known, to this one alone.
 * @param all every name in the file, or null
 */
export function toggleName({ names }: Scope, name: string, all: readonly string[] | null): string[] {
  if (names.length === 0) return all ? all.filter((other) => other !== name) : [name];
  const next = names.includes(name) ? names.filter((other) => other !== name) : [...names, name];
  return all?.every((other) => next.includes(other)) ? [] : next;
}

/** Toggles a filter. */
export function toggleFilter({ tags }: Scope, filter: TagFilter): TagFilter[] {
  const rest = tags.filter((other) => !sameFilter(other, filter));
  return rest.length < tags.length ? rest : putFilter(tags, filter);
}

/** Limits a tag's numbers to a range; null means an open end. */
export function setRange({ tags }: Scope, key: string, low: number | null, high: number | null): TagFilter[] {
  const next = tags.filter((other) => other.key !== key || !comparesNumbers(other.operator));
  if (low !== null) next.push({ key, operator: ">=", value: String(low) });
  if (high !== null) next.push({ key, operator: "<=", value: String(high) });
  return next;
}

/** The range to which the filters limit a tag. */
export function rangeOf({ tags }: Scope, key: string): { low: number | null; high: number | null } {
  const bound = (sign: string) => {
    const filter = tags.find(({ key: other, operator }) => other === key && operator.startsWith(sign));
    const value = filter ? readLimit(filter) : Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
  return { low: bound(">"), high: bound("<") };
}

/** `cache = cold`, `path contains src`, `cache exists`. */
export function describeFilter({ key, operator, value }: TagFilter): string {
  const filter = `${formatText(key)} ${SIGNS[operator]}`;
  return takesValue(operator) ? `${filter} ${formatText(value)}` : filter;
}

/** `duration > 10 ms`; a number alone is seconds. */
export function describeField(filter: FieldFilter): string {
  return `${filter.key} ${describeFieldTest(filter)}`;
}

/** The same without its first word. */
export function describeFieldTest({ key, operator, value }: FieldFilter): string {
  return `${SIGNS[operator]} ${formatText(key === "duration" && isNumber(value) ? `${value} s` : value)}`;
}

/** The last limit, in words, with the change that drops it; undefined if there is none. */
export function lastLimit(scope: Scope): { readonly text: string; readonly change: Partial<Scope> } | undefined {
  if (scope.error !== null)
    return { text: `the limit to ${describeErrorFilter(scope.error)}`, change: { error: null } };
  const only = scope.only?.at(-1);
  if (only) return { text: `the filter ${describeField(only)}`, change: { only: scope.only?.slice(0, -1) } };
  const filter = scope.tags.at(-1);
  if (filter) return { text: `the filter ${describeFilter(filter)}`, change: { tags: scope.tags.slice(0, -1) } };
  if (scope.names.length === 1) return { text: `the name ${formatText(scope.names[0])}`, change: { names: [] } };
  if (scope.names.length > 1) return { text: "the names", change: { names: [] } };
  if (scope.from !== null || scope.to !== null) return { text: "the time", change: { from: null, to: null } };
  return scope.run === DEFAULT_SCOPE.run || scope.run === "all"
    ? undefined
    : { text: "the run", change: { run: "all" } };
}
