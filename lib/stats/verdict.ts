/** What is said of a name when two sides are compared: faster, slower, or that no difference is seen. */
import type { QuantileChange } from "./bootstrap.ts";

/** From so many calls on each side. Below, the interval of the figure leaves the truth out more often than it says. */
export const LEAST_CALLS = { p50: 8, p95: 60 } as const;

/**
 * One in 20 comparisons of like with like may see any difference in any of its names; where there are differences, one in
 * 20 of those that are seen may be none.
 */
const RISK = 0.05;

/** A change of less than this is none, however sure: with a million calls everything differs. */
const LEAST_CHANGE = 0.01;

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
  | "Only in A"
  | "Only in B";

export type Direction = "faster" | "slower" | "mixed" | "none" | "unknown";

/**
 * Which of many changes are seen (Benjamini and Hochberg): as many of the surest as chance alone would make so sure less
 * than one in 20 times. Without it, one in 20 of all figures would be seen to differ.
 */
export function findSeen(changes: readonly (QuantileChange | null)[]): boolean[] {
  const seen = changes.map(() => false);
  const order = changes
    .map((change, index) => ({ chance: change?.chance ?? 1, index, change }))
    .filter(({ change }) => change !== null)
    .sort((a, b) => a.chance - b.chance);
  const last = order.findLastIndex(({ chance }, rank) => chance <= (RISK * (rank + 1)) / order.length);
  for (const { index, change } of order.slice(0, last + 1)) seen[index] = change !== null && isLarge(change);
  return seen;
}

function isLarge({ a, b, low, high }: QuantileChange): boolean {
  const beyond = low > 1 || high < 1;
  return beyond && Math.abs(b - a) >= LEAST_CHANGE * Math.max(a, b);
}

/** @param p50 @param p95 the changes that are seen; null for one that is not, or was not looked at */
export function sayVerdict(p50: QuantileChange | null, p95: QuantileChange | null): Verdict {
  if (!p50 && !p95) return "No difference seen";
  const [fast50, fast95] = [p50 && p50.b < p50.a, p95 && p95.b < p95.a];
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
