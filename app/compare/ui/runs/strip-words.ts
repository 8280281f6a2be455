/** What a row of the comparison says on hover: the verdict, what it rests on, and what would tell more. */
import { describeVerdictOf, formatChangeOf, formatFloor } from "../../../../lib/analysis/compare/run-words.ts";
import { formatCount, formatCounted, formatTenths } from "../../../../lib/model/format.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import type { NameComparison } from "../../../../lib/queries/compare-runs.ts";

export function describeStrip(row: NameComparison): readonly string[] {
  const { interval, over, floor, spreadRuns, total, call, baseline, candidate, runsNeeded } = row;
  if (row.change === null) return [describeVerdictOf(row, row)];
  const both =
    interval &&
    `95 % interval ${formatTenths(interval[0])} to ${formatTenths(interval[1])}, over ${over === "runs" ? formatCounted(spreadRuns, "run") : "the pairs of one run each"}`;
  const other = row.measure === "total" ? call : total;
  const what = row.measure === "total" ? "Typical call" : "Time of all calls";
  const lines = [
    describeVerdictOf(row, row),
    both,
    other.change === null ? null : `${what}: ${formatChangeOf(other)}`,
    floor === null ? null : `Runs of the same code differ by ${formatFloor(floor)}`,
    describePairs(row),
    runsNeeded === null ? null : `About ${formatCounted(runsNeeded, "run")} of each, in turn, would tell.`,
  ];
  if (over === "pairs") lines.push("One run a side cannot be told from the machine.");
  if (baseline.count !== candidate.count)
    lines.push(
      `${formatRate(baseline.count)} calls per run of A, ${formatRate(candidate.count)} of B; compared at equal calls`,
    );
  return lines.filter((line) => line !== null);
}

function describePairs({ pairs, of, pairing }: NameComparison): string {
  if (pairing.kind === "none") return "All calls compared together";
  if (pairing.kind === "strata") return `Calls of equal ${pairing.keys.map(formatText).join(", ")} compared together`;
  return `${formatCounted(pairs, "pair")} of the same calls${pairs === of ? "" : `, ${formatCounted(of - pairs, "call")} without`}`;
}

/** Calls per run: `0`, `1,200`, `2.4`. */
export function formatRate(count: number): string {
  return Number.isInteger(count) ? formatCount(count) : count.toFixed(1);
}
