/** Which questions go before others, and which may take so long that others must have a process of their own. */
import type { QuestionName } from "../queries/registry.ts";

export type Urgency = (typeof URGENCIES)[number];

/** The first rows of a view. */
const FIRST = 0;
/** About as quick, and nobody waits for it alone. */
const QUICK = 1;
/** Seconds, where a scope holds a million spans. */
export const LONG = 2;

/** The most urgent first. */
export const URGENCIES = [FIRST, QUICK, LONG] as const;

const URGENT: Readonly<Partial<Record<QuestionName, Urgency>>> = {
  firstLook: FIRST,
  compareStart: FIRST,
  tree: FIRST,
  inherited: FIRST,
  scopeNewest: FIRST,
  spanRank: FIRST,
  places: FIRST,
  queryWords: FIRST,
  runs: FIRST,
  scopeNames: QUICK,
  scopeStrip: QUICK,
  scopeCount: QUICK,
};

export function urgencyOf(question: QuestionName): Urgency {
  return URGENT[question] ?? LONG;
}
