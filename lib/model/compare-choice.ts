/** Which two sides are compared, as the address holds it. */

export const COMPARE_BY = ["runs", "windows", "tags", "files"] as const;
export type CompareBy = (typeof COMPARE_BY)[number];

/** What is null is chosen from the file: the latest run and the one before, or the two halves of the only run. */
export interface CompareChoice {
  readonly by: CompareBy | null;
  /** The id of a run, `0..6.5` (seconds since the start of the run), a tag's value, or `this:RUN` and `other:RUN`. */
  readonly a: string | null;
  readonly b: string | null;
  /** The tag whose values are compared. */
  readonly key: string | null;
}

export const CHOSEN_BY_LOOKING: CompareChoice = { by: null, a: null, b: null, key: null };

export function parseChoice(params: URLSearchParams): CompareChoice {
  const by = COMPARE_BY.find((one) => one === params.get("by")) ?? null;
  // Sides mean nothing without `by`.
  if (!by) return CHOSEN_BY_LOOKING;
  return { by, a: params.get("a"), b: params.get("b"), key: by === "tags" ? params.get("key") : null };
}

export function formatChoice(choice: CompareChoice, params = new URLSearchParams()): URLSearchParams {
  for (const key of ["by", "key", "a", "b"] as const) {
    const value = choice[key];
    if (value !== null) params.append(key, value);
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
