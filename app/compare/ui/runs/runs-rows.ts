/** The rows of a comparison of runs: figures per run at first, then verdicts; and their order. */
import type { NameComparison, RunsAnswer } from "../../../../lib/queries/compare-runs.ts";
import type { CompareStart } from "../../../../lib/queries/compare-start.ts";
import { differenceOf } from "../../../../lib/stats/order.ts";
import type { CompareSortKey } from "../../address.ts";
import type { CompareSort } from "../sort.ts";

export interface RunsRow {
  readonly name: string;
  /** Seconds per run. */
  readonly baseline: number;
  readonly candidate: number;
  /** Failed and unfinished calls per run. */
  readonly errors: { readonly baseline: number; readonly candidate: number };
  /** Null until it is known. */
  readonly compared: NameComparison | null;
}

export function listRows(start: CompareStart, answer: RunsAnswer | null): RunsRow[] {
  if (answer)
    return answer.names.map((compared) => {
      const { name, errors, baseline, candidate } = compared;
      return { name, errors, baseline: baseline.total, candidate: candidate.total, compared };
    });
  const [a, b] = [start.baseline.runs.length || 1, start.candidate.runs.length || 1];
  return start.rows.map(({ name, total, baselineErrors, candidateErrors }) => ({
    name,
    baseline: total.baseline / a,
    candidate: total.candidate / b,
    errors: { baseline: baselineErrors / a, candidate: candidateErrors / b },
    compared: null,
  }));
}

/** Of the time per run, seconds. */
export function changeOfRow({ baseline, candidate }: RunsRow): number {
  return differenceOf(baseline, candidate);
}

export function sortRunsRows(rows: readonly RunsRow[], { key, desc }: CompareSort): RunsRow[] {
  const sign = desc ? -1 : 1;
  return [...rows].sort((x, y) => {
    if (key === "name") return sign * (x.name < y.name ? -1 : x.name > y.name ? 1 : 0);
    const [a, b] = [sizeOf(x, key), sizeOf(y, key)];
    // Names without a comparison come last, in either direction.
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * (a - b);
  });
}

/** Those that there is a figure of to sort by: verdicts that come later put their rows in order. */
export function sortKnownRows(rows: readonly RunsRow[], sort: CompareSort): RunsRow[] {
  return sortRunsRows(
    rows.filter((row) => sort.key === "name" || sizeOf(row, sort.key) !== null),
    sort,
  );
}

function sizeOf(row: RunsRow, key: CompareSortKey): number | null {
  if (key === "calls") return row.compared?.pairs ?? null;
  if (key === "errors") return Math.abs(row.errors.candidate - row.errors.baseline);
  if (key === "change") return row.compared?.change ?? null;
  return Math.abs(changeOfRow(row));
}

export function hasErrorRows(rows: readonly RunsRow[]): boolean {
  return rows.some(({ errors }) => errors.baseline + errors.candidate > 0);
}
