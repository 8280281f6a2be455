/** The same calls of both sides, side by side. */
import type { GroupCalls } from "./group-changes.ts";
import { type RunCalls, summarizeKeys } from "./keyed-calls.ts";

export interface CallPair {
  /** Mean duration in the runs of a side, seconds. */
  readonly baseline: number;
  readonly candidate: number;
}

/** By duration in the baseline. Without calls that take no time on either side: a ratio to nothing says nothing. */
export function listPairs({
  baseline,
  candidate,
  keyCount,
}: Pick<GroupCalls, "baseline" | "candidate" | "keyCount">): CallPair[] {
  const [before, after] = [meansOf(baseline, keyCount), meansOf(candidate, keyCount)];
  const pairs: CallPair[] = [];
  for (let key = 0; key < keyCount; key++) {
    const [one, other] = [before[key] as number, after[key] as number];
    if (one > 0 && other > 0) pairs.push({ baseline: one, candidate: other });
  }
  return pairs.sort((a, b) => a.baseline - b.baseline);
}

/** By key, over the runs that have it; NaN for none. */
function meansOf(runs: readonly RunCalls[], keyCount: number): Float64Array {
  const sums = new Float64Array(keyCount);
  const counts = new Int32Array(keyCount);
  for (const run of runs) {
    const { calls, means } = summarizeKeys(run, keyCount);
    for (let key = 0; key < keyCount; key++) {
      if (!calls[key]) continue;
      sums[key] = (sums[key] as number) + (means[key] as number);
      counts[key] = (counts[key] as number) + 1;
    }
  }
  return sums.map((sum, key) => sum / (counts[key] as number));
}
