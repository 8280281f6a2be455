/** What a drawn interval says: the change, its interval, the calls, and why it is or is not a difference. */
import { formatCounted, formatDurationText } from "../../../lib/model/format.ts";
import type { SeenChange } from "../../../lib/queries/compare.ts";
import { type Doubt, findDoubt, MIN_CALLS, MIN_CHANGE, RISK, type Verdict } from "../../../lib/stats/verdict.ts";
import { describeChange, describeRatio } from "./words.ts";

export interface DrawnInterval {
  readonly figure: "p50" | "p95";
  /** Null if it was not tested. */
  readonly change: SeenChange | null;
  /** Calls of both sides. */
  readonly calls: readonly [baseline: number, candidate: number];
  /** How many figures were tested together, this one included. */
  readonly tested: number;
  /** Whether all calls were read. */
  readonly exact: boolean;
  /** That of the name, if it is one of a name. */
  readonly verdict?: Verdict;
}

/** `["+152 %", "p50 of 421 µs to 1.06 ms", …]`: the figure first, the reason last. */
export function describeInterval(drawn: DrawnInterval): readonly string[] {
  const { figure, change, calls, exact } = drawn;
  const about = exact ? "" : "≈ ";
  const [a, b] = calls.map((count) => formatCounted(count, "call"));
  const ofCalls = `${about}${a} on side A, ${b} on side B`;
  if (!change) return [`${figure}: no interval`, ofCalls, explainMissing(drawn)];
  const { baseline, candidate, ratio } = change;
  const from = `${figure} ${formatDurationText(baseline)} to ${formatDurationText(candidate)}`;
  // Ratios to nothing say nothing.
  const interval =
    ratio === null ? [] : [`95 % interval ${about}${describeRatio(change.low)} to ${describeRatio(change.high)}`];
  return [`${about}${describeChange(baseline, candidate)}`, from, ...interval, ofCalls, explainChange(drawn, change)];
}

function explainMissing({ figure, calls, exact, verdict }: DrawnInterval): string {
  if (verdict === "Not tested") return "Only the names that changed most are tested.";
  if (exact && Math.min(...calls) === 0) return "Nothing to compare with.";
  return exact
    ? `Too few: an interval of ${figure} needs ${MIN_CALLS[figure]} calls on each side.`
    : `Too few in the sample for an interval of ${figure}.`;
}

function explainChange({ tested, verdict }: DrawnInterval, change: SeenChange): string {
  if (change.seen) {
    const said = change.candidate < change.baseline ? "Faster" : "Slower";
    if (verdict === "Mixed") return `${said} here, but p50 and p95 disagree: Mixed.`;
    return `${said}: chance alone would hardly do this.`;
  }
  return DOUBTS[findDoubt(change)](change, tested);
}

const DOUBTS: Readonly<Record<Doubt, (change: SeenChange, tested: number) => string>> = {
  unclear: () => "No difference seen: the interval holds 0 %.",
  small: () => `No verdict: changes below ${100 * MIN_CHANGE} % count as none, however clear of 0.`,
  chance: ({ chance }, tested) =>
    chance > RISK
      ? `No verdict: clear of 0, but only just (p = ${formatChance(chance)}, more than ${RISK}).`
      : `No verdict: clear of 0 by itself (p = ${formatChance(chance)}), but with ${tested} figures tested at once, chance brings about some like it.`,
};

function formatChance(chance: number): string {
  return chance < 0.001 ? "below 0.001" : String(Number(chance.toPrecision(2)));
}
