/** The address that compares two sets of runs. */
import { DEFAULT_CHOICE, formatChoice } from "../../../lib/model/compare-choice.ts";

/** @param a ids of the baseline's runs @param b those of the candidate's */
export function compareHref(a: readonly string[], b: readonly string[]): string {
  const choice = { ...DEFAULT_CHOICE, by: "runs" as const, baseline: a.join(","), candidate: b.join(",") };
  return `/compare?${formatChoice(choice)}`;
}
