/** What is said of two sets of runs: the same words on the page, in a terminal and in a pull request. */
import { formatCount, formatCounted, formatDurationText, formatTenths, MISSING } from "../../model/format.ts";
import { formatCommit } from "../../model/run-tags.ts";
import { formatText, uncapitalize } from "../../model/shown-text.ts";
import { differenceOf } from "../../stats/order.ts";
import type { RunOrder } from "./between-runs.ts";
import type { Noise, RunChange, SideFigures, Verdict } from "./compare-runs.ts";
import { EVERY_NAME, type JudgedCondition } from "./conditions.ts";
import type { Difference } from "./environment.ts";
import type { Pairing } from "./pairing.ts";
import type { RunVerdict } from "./run-verdict.ts";

export const VERDICT_WORDS: Readonly<Record<RunVerdict, string>> = {
  faster: "Faster",
  slower: "Slower",
  "within-noise": "Within the noise",
  undecided: "Undecided",
  "no-difference": "No difference seen",
  "too-few": "Too few calls",
};

/** Wider intervals are written with both ends: a half of one that wide says little. */
const WIDE = 0.25;

/** `−3.2 % ± 0.8 %`, `−46.6 % (−80.0 % to +42.9 %)`, `−3.2 %` without an interval. */
export function formatChangeOf({ change, interval }: Pick<RunChange, "change" | "interval">): string {
  if (change === null) return MISSING;
  if (!interval) return formatTenths(change);
  const half = (interval[1] - interval[0]) / 2;
  if (half <= WIDE) return `${formatTenths(change)} ± ${formatHalf(half)}`;
  return `${formatTenths(change)} (${formatTenths(interval[0])} to ${formatTenths(interval[1])})`;
}

/** The same where there is less room: without the ends of a wide interval. */
export function formatShortChange({ change, interval }: Pick<RunChange, "change" | "interval">): string {
  const isWide = interval !== null && (interval[1] - interval[0]) / 2 > WIDE;
  return formatChangeOf({ change, interval: isWide ? null : interval });
}

/** `0.8 %`; of an interval that is not 0 wide, never 0. */
function formatHalf(half: number): string {
  return half > 0 && half < 0.0005 ? "0.1 %" : `${(100 * half).toFixed(1)} %`;
}

/** `Faster, −4.0 % ± 0.9 %`, `Slower, +2.0 % ± 0.5 % per call`, `Seen, −2.8 % ± 0.7 %`, `Only in A`. */
export function describeVerdictOf(verdict: Verdict, sides?: Sides): string {
  const absent = sides && describeAbsentSide(sides);
  if (absent) return absent;
  if (verdict.change === null) return VERDICT_WORDS[verdict.verdict];
  return `${formatVerdict(verdict)}, ${formatChangeOf(verdict)}${verdict.measure === "call" ? " per call" : ""}`;
}

/** `Faster`, `Undecided`, `Seen` */
export function formatVerdict(verdict: Pick<Verdict, "verdict" | "over">): string {
  return isSeen(verdict) ? "Seen" : VERDICT_WORDS[verdict.verdict];
}

interface Sides {
  readonly baseline: SideFigures;
  readonly candidate: SideFigures;
}

/** Of a name without calls on one side. */
export function describeAbsentSide({ baseline, candidate }: Sides): string | null {
  if (baseline.count === 0) return "Only in B";
  return candidate.count === 0 ? "Only in A" : null;
}

/** Whether two single runs differ, of which nobody knows how far runs of the same code lie apart. */
export function isSeen({ verdict, over }: Pick<Verdict, "verdict" | "over">): boolean {
  return verdict === "undecided" && over === "pairs";
}

export interface TotalOf {
  readonly baseline: { readonly runs: readonly unknown[]; readonly covered: number };
  readonly candidate: { readonly runs: readonly unknown[]; readonly covered: number };
  readonly total: Verdict;
}

/** `Total 14.8 s to 14.3 s per run, −3.2 % ± 0.8 %`; of one run a side without `per run`. */
export function describeRunsTotal({ baseline, candidate, total }: TotalOf): string {
  const each = baseline.runs.length > 1 || candidate.runs.length > 1 ? " per run" : "";
  const times = `${formatDurationText(baseline.covered)} to ${formatDurationText(candidate.covered)}${each}`;
  return `Total ${times}${total.change === null ? "" : `, ${formatChangeOf(total)}`}`;
}

export interface NamedVerdict extends Verdict, Sides {
  readonly name: string;
  /** Seconds outside of children per run. */
  readonly self: { readonly baseline: number; readonly candidate: number };
}

export interface SaidOf extends TotalOf {
  readonly names: readonly NamedVerdict[];
}

/**
 * The answer in one sentence: whether the change is real, how large, and where. `Faster: total 14.8 s to 14.3 s per run,
 * −3.2 % ± 0.8 %; compress accounts for 502 ms of it.`
 */
export function describeRuns(answer: SaidOf): string {
  return `${describeHead(answer)}${describePlace(answer)}.${describeNeeded(answer.total)}`;
}

/** `Faster: total 14.8 s to 14.3 s per run, −3.2 % ± 0.8 %` */
export function describeHead(answer: TotalOf): string {
  return `${wordOf(answer.total)}: ${uncapitalize(describeRunsTotal(answer))}`;
}

/** What the sentence says beyond that: where, or what would tell; empty if nothing. */
export function describeRest(answer: SaidOf): string {
  const place = describePlace(answer).replace(/^(; |, but )/, "");
  return `${place === "" ? "" : `${place}.`}${describeNeeded(answer.total)}`.trim();
}

function wordOf(total: Verdict): string {
  return isAlone(total) ? "Seen once" : VERDICT_WORDS[total.verdict];
}

/** Whether nothing is known of how far runs of the same code lie apart. */
function isAlone({ interval, change }: Verdict): boolean {
  return interval === null && change !== null;
}

/** What runs it takes to tell: `About 9 runs of each, in turn, would tell.` */
function describeNeeded(total: Verdict): string {
  const { runsNeeded: needed, verdict } = total;
  if (isAlone(total))
    return " One run a side cannot be told from the machine; more of each, in turn, can: spantom compare --repeat 5 'OLD COMMAND' 'NEW COMMAND'.";
  if (needed === null) return verdict === "undecided" ? " More runs of each, in turn, would tell." : "";
  return ` About ${formatCounted(needed, "run")} of each, in turn, would tell.`;
}

/** The name whose own time changed most, if it went the way of the total, or those that changed though it did not. */
function describePlace({ total, names, baseline, candidate }: SaidOf): string {
  const decided = names.filter(({ verdict }) => verdict === "faster" || verdict === "slower");
  const changes = decided.map((one) => ({ ...one, by: differenceOf(one.self.baseline, one.self.candidate) }));
  changes.sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
  const [most] = changes;
  if (!most) return "";
  if (total.verdict !== "faster" && total.verdict !== "slower")
    return `, but ${formatText(most.name)} is ${uncapitalize(describeVerdictOf(most, most))}`;
  const isSameWay = most.by < 0 === (total.verdict === "faster");
  if (!isSameWay) return "";
  const all = Math.abs(differenceOf(baseline.covered, candidate.covered));
  const by = formatDurationText(Math.abs(most.by));
  // More than all of it, if others went the other way, or calls ran at once.
  return Math.abs(most.by) > all * WHOLE
    ? `; ${formatText(most.name)} alone accounts for ${by}`
    : `; ${formatText(most.name)} accounts for ${by} of it`;
}

/** Above 1 by the rounding of durations. */
const WHOLE = 1.005;

const COUNTED: readonly (readonly [verdict: RunVerdict, words: string])[] = [
  ["faster", "faster"],
  ["slower", "slower"],
  ["undecided", "undecided"],
  ["within-noise", "within the noise"],
  ["no-difference", "no difference seen"],
];

/** `−502 ms`, `+38.2 ms`: always signed. */
export function formatSigned(seconds: number): string {
  return seconds > 0 ? `+${formatDurationText(seconds)}` : formatDurationText(seconds);
}

/** Why a build fails, or cannot be judged: `pack p50 > 5%: +10.3 % ± 0.9 %`. */
export function describeCondition({ text, name, change, interval, unknown }: JudgedCondition): string {
  const of = name !== null && text.startsWith(EVERY_NAME) ? ` for ${formatText(name)}` : "";
  const said = change === null ? "" : formatChangeOf({ change, interval });
  return `${text}${of}: ${[said, unknown].filter(Boolean).join("; ")}`;
}

/** `2 faster, 1 slower, 1 undecided, 2 within the noise, 1 only in B` */
export function countVerdicts(names: readonly NamedVerdict[]): string {
  const present = names.filter((name) => describeAbsentSide(name) === null);
  const counts = COUNTED.map(
    ([verdict, words]) => [present.filter((name) => name.verdict === verdict && !isSeen(name)).length, words] as const,
  );
  const seen = present.filter(isSeen).length;
  const few = present.filter(({ verdict }) => verdict === "too-few").length;
  const only = (side: string) => names.filter((name) => describeAbsentSide(name) === side).length;
  const all = [
    ...counts,
    [seen, "seen once"],
    [few, "with too few calls"],
    [only("Only in A"), "only in A"],
    [only("Only in B"), "only in B"],
  ] as const;
  return all
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${formatCount(count)} ${words}`)
    .join(", ");
}

/** `Paired by path, algorithm, level: 800 of 800 calls` */
export function describePairing({ kind, keys }: Pairing, pairs: number, of: number): string {
  const by = keys.map(formatText).join(", ");
  if (kind === "tags") return `Paired by ${by}: ${formatCount(pairs)} of ${formatCounted(of, "call")}`;
  if (kind === "place")
    return `Paired by place in the call tree: ${formatCount(pairs)} of ${formatCounted(of, "call")}`;
  return kind === "strata"
    ? `Not paired: calls of equal ${by} compared together`
    : "Not paired: all calls compared together";
}

/** `±2.1 %`; of one so wide that less and more are not the same, `−72.8 % to +267.9 %`. */
export function formatFloor(floor: number): string {
  return floor <= 0.1 ? `±${formatHalf(floor)}` : `${formatTenths(-floor / (1 + floor))} to ${formatTenths(floor)}`;
}

/** `Runs of the same code here differ by ±2.1 % (8 runs)`; what is missing, if that is not known. */
export function describeFloor({ floor, runs, missing }: Noise): string {
  if (floor !== null)
    return `Runs of the same code here differ by ${formatFloor(floor)} (${formatCounted(runs, "run")})`;
  return `No noise floor: it takes ${formatCount(missing)} more ${missing === 1 ? "run" : "runs"} of the same code`;
}

/** `The sides differ by cpu Ryzen 5 to Ryzen 7, node v22.3.0 to v24.1.0`; null if they do not. */
export function describeEnvironment(differences: readonly Difference[]): string | null {
  if (differences.length === 0) return null;
  const said = differences.map(
    ({ what, baseline, candidate }) => `${what} ${listFew(baseline)} to ${listFew(candidate)}`,
  );
  return `The sides differ by ${said.join(", ")}`;
}

function listFew(values: readonly string[]): string {
  const shown = values.slice(0, 2).map(formatText).join(" or ");
  return values.length > 2 ? `${shown} or others` : shown;
}

export function describeOrder(order: RunOrder): string {
  if (order === "in-turn") return "The sides were run in turn";
  const apart = "The sides were run one after the other";
  return order === "apart" ? apart : `${apart}, and the machine had more to do for one of them`;
}

/** What tells a run from others. */
export interface SaidRun {
  readonly id: string;
  readonly name: string | null;
  readonly commit: string | null;
  /** Lines changed since the commit. */
  readonly dirty: number | null;
}

const NAMED_RUNS = 3;

/** `5 runs of 3f2c1ab + 14 lines: base 1, base 2, base 3, …`, `base 1 of 3f2c1ab`, `run mgx3k-2f` */
export function describeSideRuns(runs: readonly SaidRun[]): string {
  const commits = new Set(runs.map(({ commit, dirty }) => commit && formatCommit(commit, dirty ?? 0)));
  const [commit] = commits;
  const of = commits.size === 1 && commit ? ` of ${commit}` : "";
  const names = runs.map(({ id, name }) => (name === null ? id : formatText(name)));
  if (runs.length === 1) return `${runs[0]?.name === null ? "run " : ""}${names[0]}${of}`;
  const more = names.length > NAMED_RUNS ? ", …" : "";
  return `${formatCounted(runs.length, "run")}${of}: ${names.slice(0, NAMED_RUNS).join(", ")}${more}`;
}
