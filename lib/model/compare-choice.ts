/** Which two sides are compared. Addresses and screens call the baseline A and the candidate B. */

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

/** The parameters of an address that hold the choice. */
export const CHOICE_PARAMETERS: readonly string[] = PARAMETERS.map(([, parameter]) => parameter);

export function parseChoice(params: URLSearchParams): CompareChoice {
  const by = COMPARE_BY.find((one) => one === params.get("by")) ?? null;
  // Sides mean nothing without `by`.
  if (!by) return DEFAULT_CHOICE;
  return { by, baseline: params.get("a"), candidate: params.get("b"), key: by === "tags" ? params.get("key") : null };
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
  return found && from < to ? { from, to } : null;
}

export function formatRangeText({ from, to }: TimeRange): string {
  const short = (value: number) => String(Number(value.toFixed(3)));
  return `${short(from)}..${short(to)}`;
}
