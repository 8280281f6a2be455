/** Which two sides are compared. Addresses and screens call the baseline A and the candidate B. */
import { anyText, oneOf, type ParameterProblem, type Parameters } from "./parameters.ts";

export const COMPARE_BY = ["runs", "windows", "tags", "errors", "files"] as const;
export type CompareBy = (typeof COMPARE_BY)[number];

/** Null fields are chosen from the file: the latest run and the one before, or the two halves of the only run. */
export interface CompareChoice {
  readonly by: CompareBy | null;
  /** The id of a run, `0..6.5` (seconds since the start of the run), a tag's value, a limit by errors
   * (`error-filter.ts`), or `this:RUN` and `other:RUN`. */
  readonly baseline: string | null;
  readonly candidate: string | null;
  /** The tag whose values are compared. */
  readonly key: string | null;
}

export const DEFAULT_CHOICE: CompareChoice = { by: null, baseline: null, candidate: null, key: null };

const PARAMETERS = [
  ["by", "by"],
  ["key", "key"],
  ["baseline", "a"],
  ["candidate", "b"],
] as const;

/** The parameters of an address that hold the choice, and what is valid in them. */
export const CHOICE_RULES = { by: oneOf(COMPARE_BY), key: anyText, a: anyText, b: anyText } satisfies Parameters;

export const CHOICE_PARAMETERS: readonly string[] = Object.keys(CHOICE_RULES);

export function parseChoice(params: URLSearchParams): CompareChoice {
  const by = COMPARE_BY.find((one) => one === params.get("by")) ?? null;
  // Sides mean nothing without `by`.
  if (!by) return DEFAULT_CHOICE;
  return { by, baseline: params.get("a"), candidate: params.get("b"), key: by === "tags" ? params.get("key") : null };
}

/** What `CHOICE_RULES` cannot see: parameters that mean nothing without another, and windows that are none. */
export function findChoiceProblem(params: URLSearchParams): ParameterProblem | null {
  const by = params.get("by");
  const side = by === null ? ["a", "b"].find((name) => params.has(name)) : undefined;
  if (side !== undefined)
    return { parameter: side, message: `${side} needs by, which is ${COMPARE_BY.join(", ")}. Add by or omit ${side}.` };
  if (params.has("key") && by !== "tags")
    return { parameter: "key", message: "key needs by=tags. Add it or omit key." };
  const wrong =
    by === "windows" ? ["a", "b"].find((name) => params.has(name) && !parseRange(params.get(name))) : undefined;
  if (wrong === undefined) return null;
  const what = "a window in seconds since the start of the run, such as 0..6.5";
  return { parameter: wrong, message: `${wrong}=${params.get(wrong)}: ${wrong} must be ${what}. Correct or omit it.` };
}

export function formatChoice(choice: CompareChoice, params = new URLSearchParams()): URLSearchParams {
  for (const [field, parameter] of PARAMETERS) {
    const value = choice[field];
    if (value !== null) params.append(parameter, value);
  }
  return params;
}

/** Seconds since the start of the run. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Parses `0..6.5`; null for anything else. */
export function parseRange(text: string | null): TimeRange | null {
  const found = /^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$/.exec(text ?? "");
  const [from, to] = [Number(found?.[1]), Number(found?.[2])];
  return found && from <= to ? { from, to } : null;
}

/** To the millisecond; short windows to the microsecond. */
export function formatRangeText({ from, to }: TimeRange): string {
  const digits = to - from < 0.1 ? 6 : 3;
  const short = (value: number) => String(Number(value.toFixed(digits)));
  return `${short(from)}..${short(to)}`;
}
