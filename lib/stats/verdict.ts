/** The verdict on a name when two sides are compared: faster, slower, or no difference seen. */
import type { QuantileChange } from "./bootstrap.ts";

/** Calls needed on each side. With fewer, the interval misses the truth more often than it promises. */
export const MIN_CALLS = { p50: 8, p95: 60 } as const;

/**
 * Of comparisons of like with like, one in 20 may report any difference at all; where there are real differences, one
 * in 20 of those reported may be false.
 */
export const RISK = 0.05;

/** Smaller changes count as none, however significant: with a million calls everything differs. */
export const MIN_CHANGE = 0.01;

export type Verdict =
  | "Faster"
  | "Slower"
  | "Faster at p50"
  | "Faster at p95"
  | "Slower at p50"
  | "Slower at p95"
  | "Mixed"
  | "No difference seen"
  | "Too few calls to compare"
  | "Not tested"
  | "Only in A"
  | "Only in B";

export type Direction = "faster" | "slower" | "mixed" | "none" | "unknown";

/**
 * Which of many changes are significant, with the false discovery rate held at one in 20 (Benjamini and Hochberg,
 * 1995): of comparisons of like with like, one in 20 reports any change at all.
 * @param chances by which chance alone would bring about at least as large a change
 */
export function findDiscoveries(chances: readonly number[]): boolean[] {
  const order = [...chances.keys()].sort((a, b) => (chances[a] as number) - (chances[b] as number));
  const last = order.findLastIndex((index, rank) => (chances[index] as number) <= (RISK * (rank + 1)) / order.length);
  const found = chances.map(() => false);
  for (const index of order.slice(0, last + 1)) found[index] = true;
  return found;
}

/** Of those that were tested; without small ones. @param changes null for one that was not */
export function findSignificant(changes: readonly (QuantileChange | null)[]): boolean[] {
  const tested = changes.filter((change) => change !== null);
  const found = findDiscoveries(tested.map(({ chance }) => chance));
  const large = new Set(tested.filter((change, index) => found[index] && isLarge(change)));
  return changes.map((change) => change !== null && large.has(change));
}

function isLarge(change: QuantileChange): boolean {
  return isClear(change) && !isSmall(change);
}

/** Whether the interval leaves "no change" out. */
function isClear({ low, high }: QuantileChange): boolean {
  return low > 1 || high < 1;
}

function isSmall({ baseline, candidate }: QuantileChange): boolean {
  return Math.abs(candidate - baseline) < MIN_CHANGE * Math.max(baseline, candidate);
}

/**
 * Why a change that was tested is not significant: its interval holds "no change"; it is too small to count; or, among
 * all the figures tested, chance may have brought it about.
 */
export type Doubt = "unclear" | "small" | "chance";

export function findDoubt(change: QuantileChange): Doubt {
  if (!isClear(change)) return "unclear";
  return isSmall(change) ? "small" : "chance";
}

/** @param p50 @param p95 significant changes; null for one that is not, or was not tested */
export function verdictOf(p50: QuantileChange | null, p95: QuantileChange | null): Verdict {
  if (!p50 && !p95) return "No difference seen";
  const [fast50, fast95] = [p50 && p50.candidate < p50.baseline, p95 && p95.candidate < p95.baseline];
  if (!p95) return fast50 ? "Faster at p50" : "Slower at p50";
  if (!p50) return fast95 ? "Faster at p95" : "Slower at p95";
  if (fast50 !== fast95) return "Mixed";
  return fast50 ? "Faster" : "Slower";
}

export function directionOf(verdict: Verdict): Direction {
  if (verdict.startsWith("Faster")) return "faster";
  if (verdict.startsWith("Slower")) return "slower";
  if (verdict === "Mixed") return "mixed";
  return verdict === "No difference seen" ? "none" : "unknown";
}
