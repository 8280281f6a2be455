/** Compares two sides name by name: what got faster, what got slower, and how significant that is. */

import * as v from "valibot";
import { hashText } from "../model/colors.ts";
import type { TellProgress } from "../model/progress.ts";
import type { QuantileChange, SumChange } from "../stats/bootstrap.ts";
import { createRandom } from "../stats/random.ts";
import { compareCalls } from "../stats/sampled-change.ts";
import { type Direction, directionOf, findSignificant, MIN_CALLS, type Verdict, verdictOf } from "../stats/verdict.ts";
import type { Connection } from "../store/driver.ts";
import {
  type BothSides,
  type CompareParams,
  type CompareStart,
  readBoth,
  type StartRow,
  withOther,
} from "./compare-start.ts";
import { compared, reading } from "./params.ts";
import { defineQuery } from "./query.ts";

export interface SeenChange extends QuantileChange {
  /** Whether it is significant among all the figures compared. */
  readonly seen: boolean;
}

export interface CompareRow extends StartRow {
  readonly verdict: Verdict;
  readonly direction: Direction;
  /** Null if one side has too few calls, or too few in the sample, or if the name was not tested. */
  readonly p50: SeenChange | null;
  readonly p95: SeenChange | null;
  /** Seconds. */
  readonly total: SumChange;
}

export interface CompareAnswer extends Omit<CompareStart, "rows"> {
  readonly rows: readonly CompareRow[];
}

/** Testing the change of one name takes 3 ms of resampling; those with smaller changes are listed without. */
export const MAX_TESTED = 200;

export function readCompare(here: Connection, params: CompareParams, tell?: TellProgress): CompareAnswer {
  const { start, durations } = readBoth(here, params, tell);
  const changes = start.rows.map(({ name, total }, place) =>
    place < MAX_TESTED ? findChanges(name, durations[place] as BothSides) : untested(total),
  );
  const seen = findSignificant(changes.flatMap(({ p50, p95 }) => [p50, p95]));
  const rows = start.rows.map((row, index): CompareRow => {
    const { total, ...found } = changes[index] as Changes;
    const mark = (change: QuantileChange | null, place: number) =>
      change && { ...change, seen: seen[2 * index + place] === true };
    const [p50, p95] = [mark(found.p50, 0), mark(found.p95, 1)];
    const verdict = findVerdict(start, row, p50, p95, index < MAX_TESTED);
    return { ...row, verdict, direction: directionOf(verdict), p50, p95, total };
  });
  return { ...start, rows };
}

interface Changes {
  readonly total: SumChange;
  readonly p50: QuantileChange | null;
  readonly p95: QuantileChange | null;
}

function findChanges(name: string, [baseline, candidate]: BothSides): Changes {
  // Seeded by the name: the same spans give the same intervals, whatever else is compared.
  const compared = compareCalls(baseline, candidate, createRandom(hashText(name)));
  const fewer = Math.min(baseline.sorted.length, candidate.sorted.length);
  const at = (share: number, calls: number) => (fewer < calls ? null : compared.quantile(share));
  return { total: compared.sum(), p50: at(0.5, MIN_CALLS.p50), p95: at(0.95, MIN_CALLS.p95) };
}

function untested(total: StartRow["total"]): Changes {
  return { total: { ...total, low: null, high: null }, p50: null, p95: null };
}

function findVerdict(
  { baseline, candidate }: CompareStart,
  { baselineCount, candidateCount }: StartRow,
  p50: SeenChange | null,
  p95: SeenChange | null,
  tested: boolean,
): Verdict {
  // What a sample does not hold may be among the other spans.
  if (baselineCount === 0 && baseline.basis.exact) return "Only in B";
  if (candidateCount === 0 && candidate.basis.exact) return "Only in A";
  if (!tested) return "Not tested";
  if (!p50) return "Too few calls to compare";
  return verdictOf(p50.seen ? p50 : null, p95?.seen ? p95 : null);
}

export const compare = defineQuery({
  params: v.object({ ...compared.entries, reading }),
  urgency: "long",
  run: (db, params, context) => readCompare(db, withOther(params, context), context.tell),
});
