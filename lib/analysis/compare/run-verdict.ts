/** The verdict on one name, or on the total: is the candidate faster or slower, and what does that rest on? */
import { MIN_CHANGE } from "../../stats/verdict.ts";
import { type Change, type RunOrder, standsOut } from "./between-runs.ts";

export const RUN_VERDICTS = ["faster", "slower", "within-noise", "undecided", "no-difference", "too-few"] as const;

export type RunVerdict = (typeof RUN_VERDICTS)[number];

/** Which of the two measures of a run a figure is of (see `run-effects.ts`). */
export type Measure = "total" | "call";

/** A change with its interval, of one measure. */
export interface Tested {
  readonly measure: Measure;
  readonly change: Change;
}

export interface Judged extends Tested {
  readonly verdict: RunVerdict;
}

/**
 * Whether a change is told: significant among all that are compared, at least one per cent, and more than what the
 * machine may have done.
 * @param isFound whether it is significant
 */
export function isDecided(change: Change, isFound: boolean, order: RunOrder): boolean {
  const { interval } = change;
  if (!isFound || !interval || Math.abs(Math.expm1(change.change)) < MIN_CHANGE) return false;
  const [low, high] = interval;
  if (low <= 0 && high >= 0) return false;
  return standsOut(change, order);
}

/**
 * Of the two measures, the total says what is compared in seconds; the typical call counts where it alone tells. Of sides
 * that were not run in turn, both have to tell the same: what else a machine does for some seconds makes a few calls
 * longer, and with them the total, but not the typical call.
 * @param found whether each is significant among all that are compared
 */
export function judge(
  total: Change,
  call: Change,
  found: { readonly total: boolean; readonly call: boolean },
  order: RunOrder,
): Judged {
  const decided = (["total", "call"] as const).filter((measure) =>
    isDecided(measure === "total" ? total : call, found[measure], order),
  );
  const isAgreed = decided.length === 2 && total.change < 0 === call.change < 0;
  const [measure] = decided;
  if (!measure || (order !== "in-turn" && !isAgreed)) return doubt(total);
  const change = measure === "total" ? total : call;
  return { measure, change, verdict: change.change < 0 ? "faster" : "slower" };
}

/** Of the total, if nothing is told. */
export function doubt(total: Change): Judged {
  return { measure: "total", change: total, verdict: describeDoubt(total) };
}

function describeDoubt({ interval, floor }: Change): RunVerdict {
  if (!interval) return "undecided";
  const [low, high] = interval;
  if (floor !== null) return low >= -floor && high <= floor ? "within-noise" : "undecided";
  return low <= 0 && high >= 0 ? "no-difference" : "undecided";
}
