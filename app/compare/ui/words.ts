/** Sentences of the comparison. */
import { aboutOf, basisOf } from "../../../lib/model/basis.ts";
import {
  formatChange,
  formatCount,
  formatCounted,
  formatDurationText,
  formatShare,
  MISSING,
} from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { CompareAnswer, CompareRow } from "../../../lib/queries/compare.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";
import type { CompareStart, SideSummary, StartRow } from "../../../lib/queries/compare-start.ts";
import { RESAMPLES } from "../../../lib/stats/bootstrap.ts";
import { changeOf } from "./sort.ts";

const MINUS = "\u2212";

/** In the rail, of what it limits the scope by. */
export const LIMITS_BOTH = "Limits apply to A and B.";

export const TOO_LARGE =
  "To pair the calls of these runs takes more memory than a query may use: `spantom compare` does it in a terminal.";

/** `Total 22.9 s to 13.7 s, −40 %`, `Total ≈ 22.9 s to 13.7 s, −40 % ± 3.1 %` from a sample. */
export function describeTotal(answer: Pick<CompareStart, "by" | "baseline" | "candidate">): string {
  const { baseline, candidate } = answer;
  const change =
    baseline.covered > 0 ? `, ${describeChange(baseline.covered, candidate.covered)}${describeError(answer)}` : "";
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

/** From this share of the largest change of a name on, a change is one of the headline. */
const MAIN_SHARE = 0.1;
const MAIN_NAMES = 3;
const NAME_LENGTH = 32;

/** The names that changed most, with what to say of each. */
export function findLargest(answer: Pick<CompareStart, "by" | "baseline" | "candidate" | "rows">) {
  const sized = answer.rows.map(({ name, total }) => ({ name, change: changeOf({ total }) }));
  sized.sort((x, y) => Math.abs(y.change) - Math.abs(x.change));
  const most = Math.abs(sized[0]?.change ?? 0);
  const about = aboutOf(basisOf(answer));
  return sized
    .slice(0, MAIN_NAMES)
    .filter(({ change }) => change !== 0 && Math.abs(change) >= MAIN_SHARE * most)
    .map(({ name, change }) => ({ name: shortName(name), change: `${about}${describeSigned(change)}` }));
}

/** `Largest changes in time: compress −9.12 s, file −9.11 s`; null where nothing changed. */
export function describeLargest(answer: Parameters<typeof findLargest>[0]): string | null {
  const largest = findLargest(answer);
  const said = largest.map(({ name, change }) => `${name} ${change}`);
  return said.length === 0 ? null : `${nameLargest(said.length)} ${said.join(", ")}`;
}

export function nameLargest(count: number): string {
  return `Largest change${count === 1 ? "" : "s"} in time:`;
}

/** The end of a long name tells as much as its beginning. */
function shortName(name: string): string {
  const text = [...formatText(name)];
  if (text.length <= NAME_LENGTH) return text.join("");
  return `${text.slice(0, NAME_LENGTH / 2).join("")}…${text.slice(1 - NAME_LENGTH / 2).join("")}`;
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
    [rows.filter((row) => row.verdict === "Not tested").length, "with smaller changes, not tested"],
    [rows.filter((row) => row.verdict === "Only in A").length, "only in A"],
    [rows.filter((row) => row.verdict === "Only in B").length, "only in B"],
  ] as const;
  const said = parts.filter(([size]) => size > 0).map(([size, words]) => `${formatCount(size)} ${words}`);
  const sentences = [said.join(", ") || "No spans on either side"];
  const crossing = baseline.crossing + candidate.crossing;
  if (crossing > 0) sentences.push(describeCrossing(baseline.crossing, candidate.crossing));
  if (leftOut > 0) sentences.push(`${formatCounted(leftOut, "name")} with the smallest changes not listed`);
  if (said.length > 0)
    sentences.push(
      exact
        ? `Intervals by bootstrap, ${formatCount(RESAMPLES)} resamples`
        : "Intervals by the spread within the sample",
    );
  return `${why ? `${why} ` : ""}${exact ? "" : "≈ "}${sentences.join(". ")}.`;
}

/** `2 spans reaching beyond A and 1 span reaching beyond B left out` */
function describeCrossing(baseline: number, candidate: number): string {
  const sides = [
    [baseline, "A"],
    [candidate, "B"],
  ] as const;
  const parts = sides
    .filter(([count]) => count > 0)
    .map(([count, side]) => `${formatCounted(count, "span")} reaching beyond ${side}`);
  return `${parts.join(" and ")} left out`;
}

const TOO_FEW: CompareRow["verdict"] = "Too few calls to compare";

/** The verdict in its cell, and the number of calls where they are too few. */
export function describeVerdictOf(
  { verdict, baselineCount, candidateCount }: CompareRow,
  exact: boolean,
): { readonly text: string; readonly calls: string | null } {
  if (verdict !== TOO_FEW) return { text: verdict, calls: null };
  return exact
    ? { text: verdict, calls: `(${formatCount(baselineCount)} and ${formatCount(candidateCount)})` }
    : { text: "Too few in the sample to compare", calls: null };
}

/** Beyond this, a change is without measure. */
const MOST_TIMES = 1000;

/** `−53 %`; `× 18` from eleven times on, where percentages say nothing; ∅ where the baseline is 0. */
export function describeRatio(ratio: number | null): string {
  if (ratio === null) return MISSING;
  if (ratio > MOST_TIMES) return `over × ${formatCount(MOST_TIMES)}`;
  return ratio >= 11 ? `× ${formatCount(ratio)}` : formatChange(ratio - 1);
}

/** A change of two figures of which the first may be 0: `+61 %`, `from 0`. */
export function describeChange(baseline: number, candidate: number): string {
  if (baseline > 0) return describeRatio(candidate / baseline);
  return candidate > 0 ? "from 0" : describeRatio(1);
}

/** What a name has in place of a change if it is on one side alone. */
export function describeAbsence(verdict: CompareRow["verdict"]): string | null {
  if (verdict === "Only in B") return "new";
  return verdict === "Only in A" ? "gone" : null;
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

export const NOTHING_ABOVE_0 = "All calls take 0 s, which a log axis cannot show.";

/** A chart of two distributions in one sentence. */
export function describeSpread({ name, baseline, candidate, basis }: CompareNameAnswer): string {
  const about = aboutOf(basis);
  const calls = `${about}${formatCounted(baseline.count, "call")} on side A, ${about}${formatCount(candidate.count)} on side B`;
  if (!baseline.marks || !candidate.marks) return `Durations of ${formatText(name)}: ${calls}.`;
  const figures = (["p50", "p95", "p99", "max"] as const).map(
    (figure) =>
      `${figure} ${about}${formatDurationText(baseline.marks?.[figure] ?? 0)} to ${formatDurationText(candidate.marks?.[figure] ?? 0)}`,
  );
  return `Durations of ${formatText(name)}: ${calls}; ${figures.join(", ")}.`;
}
