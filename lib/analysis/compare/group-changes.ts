/** The calls that are compared with each other, and their change in both measures, with the spread that older runs add. */
import { addSpreads, type Change, estimateChange, NO_SPREAD, spreadOfCompared } from "./between-runs.ts";
import type { RunCalls } from "./keyed-calls.ts";
import type { Pairing } from "./pairing.ts";
import { type Measured, measureAlike, measureRuns } from "./run-effects.ts";
import type { Measure } from "./run-verdict.ts";

/** The calls of one name, or of one part of a name, in every run. */
export interface GroupCalls {
  readonly baseline: readonly RunCalls[];
  readonly candidate: readonly RunCalls[];
  /** Older runs: each group of one code. */
  readonly older: readonly (readonly RunCalls[])[];
  readonly keyCount: number;
  readonly pairing: Pairing;
}

export interface GroupChanges {
  readonly measured: Measured;
  readonly total: Change;
  readonly call: Change;
}

const known = new WeakMap<GroupCalls, GroupChanges>();

/** Computed once per group: verdicts and conditions are about the same changes. */
export function findChanges(group: GroupCalls): GroupChanges {
  const changes = known.get(group) ?? computeChanges(group);
  known.set(group, changes);
  return changes;
}

function computeChanges({ baseline, candidate, older, keyCount }: GroupCalls): GroupChanges {
  const measured = measureRuns(baseline, candidate, keyCount);
  const alike = older.filter((runs) => runs.length > 1).map((runs) => measureAlike(runs, keyCount));
  const changeBy = (measure: Measure) =>
    estimateChange(
      measured[measure],
      addSpreads([NO_SPREAD, ...alike.map((group) => spreadOfCompared(group[measure]))]),
    );
  return { measured, total: changeBy("total"), call: changeBy("call") };
}
