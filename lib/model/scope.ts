/** The scope that views are limited to (run, time, span names, tags, errors, window), and its parameters in URLs. */
import { readErrorFilter } from "./error-filter.ts";
import {
  FIELD_FORMS,
  type FieldFilter,
  formatTagFilter,
  isTagFilter,
  parseFieldFilter,
  parseTagFilter,
  TAG_FORMS,
  type TagFilter,
} from "./filter.ts";
import { anyText, checked, finiteNumber, type Parameters, repeated, someText, wholeNumber } from "./parameters.ts";

export interface Scope {
  /** `latest`, `all`, or the id of a run (see `readRuns`). */
  readonly run: string;
  /** Seconds since the start of the run; null if not limited. */
  readonly from: number | null;
  readonly to: number | null;
  /** Span names; empty for all. */
  readonly names: readonly string[];
  readonly tags: readonly TagFilter[];
  /** Further limits on durations and names; undefined for none. */
  readonly only?: readonly FieldFilter[] | undefined;
  /** How many of the newest spans are considered; null for all. */
  readonly window: number | null;
  /** `any`, `none`, or a type of error (see `error-filter.ts`); null if not limited. */
  readonly error: string | null;
  /** The newest span id to consider; later spans are ignored as if not yet written. Undefined for no limit. */
  readonly maxSpanId?: number | undefined;
  /** Tag keys to include however rare they are, if there are too many keys for a column each. */
  readonly also?: readonly string[] | undefined;
}

/** How many of the newest spans a scope can be limited to. */
export const WINDOWS = [10_000, 100_000, 1_000_000, 10_000_000] as const;

export const DEFAULT_SCOPE: Scope = {
  run: "latest",
  from: null,
  to: null,
  names: [],
  tags: [],
  window: null,
  error: null,
};

/** More than anyone enters by hand. */
export const MAX_ALSO = 50;

/** The parameters that hold a scope, which views carry over to each other, and what is valid in them. */
export const SCOPE_RULES = {
  run: someText,
  from: finiteNumber,
  to: finiteNumber,
  name: repeated(anyText),
  tag: repeated(checked(TAG_FORMS, isTagFilter)),
  only: repeated(checked(FIELD_FORMS, (text) => parseFieldFilter(text) !== undefined)),
  error: someText,
  window: wholeNumber,
  until: wholeNumber,
  also: repeated(someText),
} satisfies Parameters;

export const SCOPE_PARAMETERS: readonly string[] = Object.keys(SCOPE_RULES);

/** Parses the scope of a URL. Ignores invalid values, which `findParameterProblem` reports by `SCOPE_RULES`. */
export function parseScope(params: URLSearchParams): Scope {
  const number = (key: string) => {
    const text = params.get(key);
    const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : null;
  };
  const window = number("window") ?? 0;
  const maxSpanId = number("until") ?? 0;
  const only = params
    .getAll("only")
    .map(parseFieldFilter)
    .filter((filter) => filter !== undefined);
  const also = [...new Set(params.getAll("also"))].filter((key) => key !== "").slice(0, MAX_ALSO);
  return {
    run: params.get("run") || DEFAULT_SCOPE.run,
    from: number("from"),
    to: number("to"),
    names: [...new Set(params.getAll("name"))],
    tags: params
      .getAll("tag")
      .map(parseTagFilter)
      .filter((filter) => filter !== undefined),
    ...(only.length > 0 && { only }),
    window: Number.isInteger(window) && window > 0 ? window : null,
    error: readErrorFilter(params.get("error")),
    ...(Number.isSafeInteger(maxSpanId) && maxSpanId > 0 && { maxSpanId }),
    ...(also.length > 0 && { also }),
  };
}

/** The scope as of when that span was the newest of the file. One that ends at an earlier span stays as it is. */
export function endAt(scope: Scope, lastId: number): Scope {
  return { ...scope, maxSpanId: Math.min(scope.maxSpanId ?? lastId, lastId) };
}

/** Whether it limits the spans of its run and window. */
export function limitsSpans({ from, to, names, tags, only = [], error }: Scope): boolean {
  return [names, tags, only].some(({ length }) => length > 0) || error !== null || from !== null || to !== null;
}

/** The limits to drop for all spans of a run. */
export const NO_LIMITS = { from: null, to: null, names: [], tags: [], only: undefined, error: null } as const;

/** Adds to `params` whatever differs from `DEFAULT_SCOPE`. */
export function formatScope(scope: Scope, params = new URLSearchParams()): URLSearchParams {
  if (scope.run !== DEFAULT_SCOPE.run) params.append("run", scope.run);
  if (scope.from !== null) params.append("from", String(scope.from));
  if (scope.to !== null) params.append("to", String(scope.to));
  for (const name of scope.names) params.append("name", name);
  for (const filter of scope.tags) params.append("tag", formatTagFilter(filter));
  for (const filter of scope.only ?? []) params.append("only", formatTagFilter(filter));
  if (scope.window !== null) params.append("window", String(scope.window));
  if (scope.error !== null) params.append("error", scope.error);
  if (scope.maxSpanId !== undefined) params.append("until", String(scope.maxSpanId));
  for (const key of scope.also ?? []) params.append("also", key);
  return params;
}
