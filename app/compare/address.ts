/** The comparison's state in the URL: sides, scope, and the view's own parameters. */
import {
  CHOICE_PARAMETERS,
  CHOICE_RULES,
  type CompareChoice,
  formatChoice,
  parseChoice,
} from "../../lib/model/compare-choice.ts";
import { anyText, checked, oneOf, type Parameters, repeated } from "../../lib/model/parameters.ts";
import { endAt, parseScope, SCOPE_RULES } from "../../lib/model/scope.ts";
import { readSort } from "../../lib/model/sort.ts";
import type { PairBy } from "../../lib/queries/paired-runs.ts";
import type { QueryParams } from "../../lib/queries/registry.ts";

export const CURVES = ["pairs", "ecdf", "histogram"] as const;
export type CurveType = (typeof CURVES)[number];

export interface CompareView {
  /** The name shown in detail; null for the first row. */
  readonly row: string | null;
  /** Null for the first that there is. */
  readonly curve: CurveType | null;
  /** The tags the difference is broken down by; null for those that explain most. */
  readonly where: string | null;
}

/** What the table of runs can be sorted by, and that of all else. */
export const RUNS_SORTS = ["name", "calls", "errors", "total", "change"] as const;
export const CALLS_SORTS = ["name", "calls", "errors", "p50", "p95", "total"] as const;
const COMPARE_SORTS = [...CALLS_SORTS, "change"] as const;
export type CompareSortKey = (typeof COMPARE_SORTS)[number];

/** In the address, for calls that are not paired. */
const ALL_CALLS = "all";

/** The view's parameters, and what is valid in them. */
export const COMPARE_RULES = {
  ...SCOPE_RULES,
  ...CHOICE_RULES,
  row: anyText,
  curve: oneOf(CURVES),
  where: repeated(anyText),
  path: anyText,
  calls: oneOf([ALL_CALLS]),
  pair: repeated(anyText),
  sort: checked(`${COMPARE_SORTS.join(", ")}, or one of them after a minus sign`, (text) =>
    COMPARE_SORTS.some((key) => key === readSort(text)?.column),
  ),
  hide: anyText,
  hidewhere: anyText,
  find: anyText,
} satisfies Parameters;

export function parseView(params: URLSearchParams): CompareView {
  return {
    row: params.get("row"),
    curve: CURVES.find((one) => one === params.get("curve")) ?? null,
    where: params.get("where"),
  };
}

/** The address with other sides; all else stays, but for a limit by errors, or in time, where those are the sides. */
export function chooseSides(params: URLSearchParams, choice: CompareChoice): string {
  const next = formatChoice(choice);
  for (const [key, value] of params) if (!CHOICE_PARAMETERS.includes(key)) next.append(key, value);
  if (choice.by === "errors") next.delete("error");
  if (choice.by === "windows" && choice.baseline !== null) for (const key of ["from", "to"]) next.delete(key);
  return `/compare${next.size > 0 ? `?${next}` : ""}`;
}

/** By which tags calls are paired: those chosen, none, or null for what the runs suggest. */
export function parsePairBy(params: URLSearchParams): PairBy {
  if (params.get("calls") === ALL_CALLS) return "none";
  const keys = params.getAll("pair");
  return keys.length > 0 ? keys : null;
}

/** The address with calls paired otherwise. */
export function choosePairBy(params: URLSearchParams, pairBy: PairBy): string {
  const next = new URLSearchParams(params);
  for (const key of ["calls", "pair"]) next.delete(key);
  if (pairBy === "none") next.set("calls", ALL_CALLS);
  else for (const key of pairBy ?? []) next.append("pair", key);
  return `/compare${next.size > 0 ? `?${next}` : ""}`;
}

/** The same parameters with some of the view's own changed; null removes one. */
export function changeView(params: URLSearchParams, change: Readonly<Record<string, string | null>>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries(change)) {
    if (value === null) next.delete(key);
    else next.set(key, value);
  }
  return next;
}

/**
 * The parameters of a comparison's queries.
 * @param lastId the newest span to consider
 */
export function compareParams(params: URLSearchParams, lastId: number): QueryParams<"compare"> {
  return { choice: parseChoice(params), scope: endAt(parseScope(params), lastId) };
}

/** As many as the first answer lists. */
const MAX_NAMES = 500;

/** Those of a comparison of runs. */
export function runsParams(params: URLSearchParams, lastId: number): QueryParams<"compareRuns"> {
  return { ...compareParams(params, lastId), pairBy: parsePairBy(params), failIf: [], limit: MAX_NAMES };
}
