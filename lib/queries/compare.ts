/** Compares two sides name by name: what got faster, what got slower, and how significant that is. */

import { hashText } from "../model/colors.ts";
import { compareQuantile, compareSum, type QuantileChange, type SumChange } from "../stats/bootstrap.ts";
import { createRandom } from "../stats/random.ts";
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
import { compared } from "./params.ts";
import { defineQuery } from "./query.ts";

export interface SeenChange extends QuantileChange {
  /** Whether it is significant among all the figures compared. */
  readonly seen: boolean;
}

export interface CompareRow extends StartRow {
  readonly verdict: Verdict;
  readonly direction: Direction;
  /** Null if one side has too few calls. */
  readonly p50: SeenChange | null;
  readonly p95: SeenChange | null;
  /** Seconds. */
  readonly total: SumChange;
}

export interface CompareAnswer extends Omit<CompareStart, "rows"> {
  readonly rows: readonly CompareRow[];
}

export function readCompare(here: Connection, params: CompareParams): CompareAnswer {
  const { start, durations } = readBoth(here, { ...params, reading: "exact" });
  const changes = start.rows.map(({ name }, place) => findChanges(name, durations[place] as BothSides));
  const seen = findSignificant(changes.flatMap(({ p50, p95 }) => [p50, p95]));
  const rows = start.rows.map((row, index): CompareRow => {
    const { total, ...found } = changes[index] as Changes;
    const mark = (change: QuantileChange | null, place: number) =>
      change && { ...change, seen: seen[2 * index + place] === true };
    const [p50, p95] = [mark(found.p50, 0), mark(found.p95, 1)];
    const verdict = findVerdict(row.baselineCount, row.candidateCount, p50, p95);
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
  const random = createRandom(hashText(name));
  const total = compareSum(baseline, candidate, random);
  const fewer = Math.min(baseline.length, candidate.length);
  const at = (share: number, calls: number) =>
    fewer < calls ? null : compareQuantile(baseline, candidate, share, random);
  return { total, p50: at(0.5, MIN_CALLS.p50), p95: at(0.95, MIN_CALLS.p95) };
}

function findVerdict(
  baselineCount: number,
  candidateCount: number,
  p50: SeenChange | null,
  p95: SeenChange | null,
): Verdict {
  if (baselineCount === 0) return "Only in B";
  if (candidateCount === 0) return "Only in A";
  if (!p50) return "Too few calls to compare";
  return verdictOf(p50.seen ? p50 : null, p95?.seen ? p95 : null);
}

export const compare = defineQuery({
  params: compared,
  urgency: "long",
  run: (db, params, context) => readCompare(db, withOther(params, context)),
});
