/** The state of the comparison as it stands in the URL: sides, scope, and what is the view's own. Pure. */
import { type CompareChoice, parseChoice, writeChoice } from "../../lib/model/compare-choice.ts";
import { parseScope } from "../../lib/model/scope.ts";
import type { QueryParams } from "../../lib/queries/registry.ts";

export const CURVES = ["ecdf", "histogram"] as const;
export type CurveType = (typeof CURVES)[number];

export interface CompareView {
  /** The name that is looked at closely; null for the first row. */
  readonly row: string | null;
  readonly curve: CurveType;
  /** The tags by whose values the difference is told apart; null for the ones that tell most. */
  readonly where: string | null;
}

export function parseView(params: URLSearchParams): CompareView {
  return {
    row: params.get("row"),
    curve: CURVES.find((one) => one === params.get("curve")) ?? "ecdf",
    where: params.get("where"),
  };
}

const SIDES = ["by", "key", "a", "b"];

/** The address of another choice of sides; all else stays. */
export function chooseSides(params: URLSearchParams, choice: CompareChoice): string {
  const next = writeChoice(choice);
  for (const [key, value] of params) if (!SIDES.includes(key)) next.append(key, value);
  return `/compare${next.size > 0 ? `?${next}` : ""}`;
}

/** The same parameters with some of the view's own changed; null takes one out. */
export function changeView(params: URLSearchParams, change: Readonly<Record<string, string | null>>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries(change)) {
    if (value === null) next.delete(key);
    else next.set(key, value);
  }
  return next;
}

/** What the queries of a comparison take. */
export function compareParams(params: URLSearchParams): QueryParams<"compare"> {
  return { choice: parseChoice(params), scope: parseScope(params) };
}
