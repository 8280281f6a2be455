/** Sentences of the comparison. */
import { aboutOf, basisOf } from "../../../lib/model/basis.ts";
import {
  formatChange,
  formatCount,
  formatCounted,
  formatDurationText,
  formatShare,
} from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { CompareAnswer, CompareRow, SeenChange } from "../../../lib/queries/compare.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";
import type { CompareStart, SideSummary, StartRow } from "../../../lib/queries/compare-start.ts";
import { RESAMPLES } from "../../../lib/stats/bootstrap.ts";

const MINUS = "\u2212";

/** `Total 22.9 s to 13.7 s, −40 %`, `Total ≈ 22.9 s to 13.7 s, −40 % ± 3.1 %` from a sample. */
export function describeTotal(answer: Pick<CompareStart, "by" | "baseline" | "candidate">): string {
  const { baseline, candidate } = answer;
  const change =
    baseline.covered > 0 ? `, ${describeRatio(candidate.covered / baseline.covered)}${describeError(answer)}` : "";
  const about = aboutOf(basisOf(answer));
  return `Total ${about}${formatDurationText(baseline.covered)} to ${formatDurationText(candidate.covered)}${change}`;
}

/** ` ± 3.1 %`, half of the 95 % interval of the change; nothing if it is exact, or if the sample does not bound it. */
function describeError({ baseline, candidate }: Pick<CompareStart, "baseline" | "candidate">): string {
  const error = Math.hypot(relativeError(baseline), relativeError(candidate)) * (candidate.covered / baseline.covered);
  return error > 0 && Number.isFinite(error) ? ` ± ${formatShare(error)}` : "";
}

function relativeError({ covered, coveredInterval: interval }: SideSummary): number {
  if (interval === null) return 0;
  return ((interval[1] ?? Number.POSITIVE_INFINITY) - interval[0]) / 2 / covered;
}

/** `3 faster, 1 slower, 3 no difference seen. Intervals by bootstrap, 2,000 resamples.` */
export function describeVerdicts(answer: CompareAnswer): string {
  const { rows, leftOut, why, baseline, candidate } = answer;
  const { exact } = basisOf(answer);
  const count = (direction: CompareRow["direction"]) => rows.filter((row) => row.direction === direction).length;
  const parts = [
    [count("faster"), "faster"],
    [count("slower"), "slower"],
    [count("mixed"), "mixed"],
    [count("none"), "no difference seen"],
    [rows.filter((row) => row.verdict === TOO_FEW).length, `with too few calls${exact ? "" : " in the sample"}`],
    [rows.filter((row) => row.verdict === "Only in A").length, "only in A"],
    [rows.filter((row) => row.verdict === "Only in B").length, "only in B"],
  ] as const;
  const said = parts.filter(([size]) => size > 0).map(([size, words]) => `${formatCount(size)} ${words}`);
  const sentences = [said.join(", ") || "No spans on either side"];
  const crossing = baseline.crossing + candidate.crossing;
  if (crossing > 0) sentences.push(describeCrossing(baseline.crossing, candidate.crossing));
  if (leftOut > 0) sentences.push(`${formatCounted(leftOut, "name")} with smaller changes left out`);
  if (said.length > 0)
    sentences.push(
      exact
        ? `Intervals by bootstrap, ${formatCount(RESAMPLES)} resamples`
        : "Intervals by the spread within the sample",
    );
  return `${why ? `${why} ` : ""}${exact ? "" : "≈ "}${sentences.join(". ")}.`;
}

/** `2 spans cross the border of A, 1 span that of B: left out`. */
function describeCrossing(baseline: number, candidate: number): string {
  const sides = [
    [baseline, "A"],
    [candidate, "B"],
  ] as const;
  const parts = sides
    .filter(([count]) => count > 0)
    .map(([count, side]) => `${formatCounted(count, "span")} cross${count === 1 ? "es" : ""} the border of ${side}`);
  return `${parts.join(", ")}: left out`;
}

const TOO_FEW: CompareRow["verdict"] = "Too few calls to compare";

/** The verdict in its cell, with the number of calls where they are too few. */
export function describeVerdictOf({ verdict, baselineCount, candidateCount }: CompareRow, exact: boolean): string {
  if (verdict !== TOO_FEW) return verdict;
  return exact
    ? `${verdict} (${formatCount(baselineCount)} and ${formatCount(candidateCount)})`
    : "Too few in the sample to compare";
}

/** `−53 %`; `+18 ×` beyond ten times, where percentages say nothing; ∅ where the baseline is 0. */
export function describeRatio(ratio: number | null): string {
  if (ratio === null) return "∅";
  return ratio >= 11 ? `× ${formatCount(ratio)}` : formatChange(ratio - 1);
}

/** `−53 %, 95 % interval −67 % to −9.1 %`, with whether that is a difference. */
export function describeInterval(figure: string, change: SeenChange): string {
  const interval = `95 % interval ${describeRatio(change.low)} to ${describeRatio(change.high)}`;
  const beyond = change.low > 1 || change.high < 1;
  const seen = change.seen ? "" : beyond ? "; too weak for a verdict, among so many figures" : "; no difference seen";
  return `${figure} ${describeRatio(change.ratio)}, ${interval}${seen}`;
}

/** `−9.12 s`, `+38.2 ms`: always signed. */
export function describeSigned(seconds: number): string {
  if (seconds === 0) return formatDurationText(0);
  return seconds < 0 ? formatDurationText(seconds) : `+${formatDurationText(seconds)}`;
}

/** For legends: `A 13:54:32`, `B latest`. */
export function shortLabel(side: SideSummary): string {
  return side.label
    .replace(/^Latest run$/, "latest")
    .replace(/^Run /, "")
    .replace(/(, (latest|all) runs?)$/, "");
}

/** The change in the number of calls: `+12`, `−3`, `same`. */
export function describeCalls({ baselineCount, candidateCount }: StartRow): string {
  if (baselineCount === candidateCount) return "same";
  return candidateCount > baselineCount
    ? `+${formatCount(candidateCount - baselineCount)}`
    : `${MINUS}${formatCount(baselineCount - candidateCount)}`;
}

/** A chart of two distributions in one sentence. */
export function describeSpread({ name, baseline, candidate, basis }: CompareNameAnswer): string {
  const about = aboutOf(basis);
  const calls = `${about}${formatCount(baseline.count)} calls on side A, ${about}${formatCount(candidate.count)} on side B`;
  if (!baseline.marks || !candidate.marks) return `Durations of ${formatText(name)}: ${calls}.`;
  const figures = (["p50", "p95", "p99", "max"] as const).map(
    (figure) =>
      `${figure} ${about}${formatDurationText(baseline.marks?.[figure] ?? 0)} to ${formatDurationText(candidate.marks?.[figure] ?? 0)}`,
  );
  return `Durations of ${formatText(name)}: ${calls}; ${figures.join(", ")}.`;
}
