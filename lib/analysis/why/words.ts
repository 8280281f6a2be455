/** The sentences of "why slow", the same in dashboard and terminal. */

import {
  formatBytes,
  formatCount,
  formatCounted,
  formatDurationText,
  formatNumber,
  formatStart,
  isBytesKey,
  MISSING,
  type TimeZero,
} from "../../model/format.ts";
import type { ValueKind } from "../../model/kinds.ts";
import { formatText } from "../../model/shown-text.ts";
import type { Growth, SameValue, TimeItem, WhyAnswer } from "./answer.ts";

/** `algorithm = brotli`; `cache = ∅` for spans without the tag, `cache = ""` for an empty text. */
export function formatTagValue(tag: string, value: string | null): string {
  return `${formatText(tag)} = ${value === null ? MISSING : formatText(value)}`;
}

/** `called from request › query`. */
export function formatCaller(path: string): string {
  return path === "" ? "called from no span" : `called from ${formatText(path)}`;
}

/** A share in whole percent; 0 and 100 only if exact. */
export function formatWholeShare(ratio: number): string {
  const whole = Math.round(ratio * 100);
  if (whole === 0 && ratio > 0) return "< 1 %";
  if (whole === 100 && ratio < 1) return "> 99 %";
  return `${whole} %`;
}

/** `the slowest 5 %`, or `the selection`. */
export function formatSelection(slowest: number | null): string {
  return slowest === null ? "the selection" : `the slowest ${formatNumber(slowest)} %`;
}

export function describeShares(ofAll: number, ofSelected: number, slowest: number | null): string {
  return `${formatWholeShare(ofAll)} of calls, ${formatWholeShare(ofSelected)} of ${formatSelection(slowest)}.`;
}

export function describeSame(same: readonly SameValue[]): string {
  const say = ({ of, tag, value }: SameValue) =>
    of === "path" ? `those ${formatCaller(value ?? "")}` : formatTagValue(tag, value);
  return `The same calls as ${same.map(say).join(", ")}.`;
}

export const EXPLAINED_BY_PATH = "Mostly explained by where it is called from.";

export function describeExplained(tag: string): string {
  return `Mostly explained by ${formatText(tag)}.`;
}

/**
 * `Grows with bytes, ≈ n^1.01, r² 0.98 where algorithm = brotli.`, or
 * `Grows with bytes: 12.0 µs + 3.10 ns per byte, r² 0.95.`
 */
export function describeGrowth(tag: string, growth: Growth): string {
  const { r2, where } = growth;
  const condition = where ? ` where ${formatTagValue(where.tag, where.value)}` : "";
  const form = growth.form === "line" ? `: ${formatLine(tag, growth)}` : `, ≈ n^${growth.exponent.toFixed(2)}`;
  return `Grows with ${formatText(tag)}${form}, r² ${r2.toFixed(2)}${condition}.`;
}

/** Smaller costs per unit are given for a thousand of them, or a million. */
const MIN_COST = 1e-10;
const BYTES = ["byte", "kB", "MB", "GB"] as const;

function formatLine(tag: string, { intercept, slope }: { readonly intercept: number; readonly slope: number }): string {
  const thousands = [0, 1, 2, 3].find((power) => slope * 1000 ** power >= MIN_COST) ?? 3;
  const cost = formatDurationText(slope * 1000 ** thousands);
  if (isBytesKey(tag)) return `${formatDurationText(intercept)} + ${cost} per ${BYTES[thousands]}`;
  const unit = thousands === 0 ? formatText(tag) : `${formatCount(1000 ** thousands)} of ${formatText(tag)}`;
  return `${formatDurationText(intercept)} + ${cost} per ${unit}`;
}

/** A number of a tag in its unit: `142 kB`, `0.3`, `2026-11-23T03:00:00Z`. */
function formatTagNumber(value: number, tag: string, kind: ValueKind): string {
  if (kind === "time") return new Date(value * 1000).toISOString().replace(".000Z", "Z");
  if (isBytesKey(tag)) return formatBytes(value);
  return Math.abs(value) >= 1000 && Math.abs(value) < 1e15 ? formatCount(value) : formatNumber(value);
}

/** `1.2 kB to 3 kB`. */
export function formatTagRange([low, high]: readonly [number, number], tag: string, kind: ValueKind): string {
  return `${formatTagNumber(low, tag, kind)} to ${formatTagNumber(high, tag, kind)}`;
}

/** `Median 142 kB against 39.2 kB.`, or `Lower in the selection: median 0.3 against 0.35.` */
export function describeMedians(
  { tag, kind, higher }: { tag: string; kind: ValueKind; higher: boolean },
  median: { selected: number; rest: number },
  grows: boolean,
): string {
  const pair = [median.selected, median.rest].map((value) => formatTagNumber(value, tag, kind)).join(" against ");
  if (grows) return `Median ${pair}.`;
  const side = `${higher ? "Higher" : "Lower"} in the selection`;
  return median.selected === median.rest ? `${side}.` : `${side}: median ${pair}.`;
}

/** `48 selected, 60.2 ms and up`; a range of durations if any of the rest is above the shortest. */
export function formatSelected(count: number, range: readonly [number, number] | null, isTop: boolean): string {
  const selected = `${formatCount(count)} selected`;
  if (!range) return selected;
  const [low, high] = range.map(formatDurationText) as [string, string];
  if (isTop) return `${selected}, ${low} and up`;
  return low === high ? `${selected}, ${low}` : `${selected}, ${low} to ${high}`;
}

/** What is said of a time; `from` and `to` in seconds since the start of the run. */
type SaidTime = Pick<TimeItem, "shape" | "from" | "to" | "calls" | "times" | "medians" | "beside"> & {
  readonly zero: TimeZero;
};

/** `from +20.1 s on`, `until +3.10 s`, `+10.0 s to +12.0 s`, `first 12 calls`, `over the run`. */
export function formatPeriod({ shape, from, to, calls, zero }: SaidTime): string {
  const formatOffset = (seconds: number) => formatMoment(seconds, zero);
  if (shape === "start") return calls === 1 ? "first call" : `first ${formatCount(calls)} calls`;
  if (from !== null && to !== null) return `${formatOffset(from)} to ${formatOffset(to)}`;
  if (from !== null) return `from ${formatOffset(from)} on`;
  return to !== null ? `until ${formatOffset(to)}` : "over the run";
}

/** `+20.1 s`; of a run of days, `Nov 18, 14:02:14`. */
function formatMoment(seconds: number, zero: TimeZero): string {
  if (zero.dated) return formatStart(seconds, zero, 0);
  return seconds < 0 ? formatDurationText(seconds) : `+${formatDurationText(seconds)}`;
}

/**
 * `From +20.1 s on, calls take 1.5 × as long as before: p50 18.0 µs to 27.0 µs.`,
 * `The first 10 calls take 4.0 × what their bytes predict.`, or
 * `p50 rises by 50 % over the run, from 18.0 µs to 27.0 µs.`
 */
export function describeTime(time: SaidTime): string {
  const { shape, times, medians, beside } = time;
  const { slow, others } = medians;
  if (shape === "start") return describeStart(time);
  const equal = beside.length > 0 ? ` at the same ${listKeys(beside)}` : "";
  if (shape === "drift") {
    const change = `p50 ${times > 1 ? "rises" : "falls"} by ${formatCount(Math.abs(times - 1) * 100)} % over the run`;
    return equal
      ? `${change}${equal}.`
      : `${change}, from ${formatDurationText(others)} to ${formatDurationText(slow)}.`;
  }
  if (times < LEAST_TIMES)
    return `Slow calls gather ${time.to === null || time.from === null ? formatPeriod(time) : `from ${formatPeriod(time)}`}, while p50 hardly changes.`;
  const rest = time.from === null ? "after" : time.to === null ? "before" : "before and after";
  const middles = equal || `: p50 ${formatDurationText(slow)} against ${formatDurationText(others)}`;
  const period = formatPeriod(time);
  return `${period.charAt(0).toUpperCase()}${period.slice(1)}, calls take ${formatTimes(times)} as long as ${rest}${middles}.`;
}

/** Below, the usual call hardly changes. */
const LEAST_TIMES = 1.1;

function describeStart({ calls, times, beside }: SaidTime): string {
  const first = calls === 1 ? "The first call" : `The first ${formatCount(calls)} calls`;
  const verb = calls === 1 ? "takes" : "take";
  if (beside.length > 0)
    return `${first} ${verb} ${formatTimes(times)} what ${calls === 1 ? "its" : "their"} ${listKeys(beside)} predict.`;
  return `${first} ${calls === 1 ? "is" : "are"} ${formatTimes(times)} slower than the rest.`;
}

/** `4.0 ×`. */
function formatTimes(times: number): string {
  return `${times < 9.95 ? times.toFixed(1) : formatCount(times)} ×`;
}

/** `bytes and cache`. */
function listKeys(keys: readonly string[]): string {
  const texts = keys.map(formatText);
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

/** `index and epoch only tell when a call was made.` */
export function describeCounters(keys: readonly string[]): string {
  const shown = keys.slice(0, NAMED_KEYS);
  return `${listKeys(shown)} only ${keys.length === 1 ? "tells" : "tell"} when a call was made.`;
}

/** Any further keys are only counted. */
const NAMED_KEYS = 8;

/**
 * Keys without findings and changes over time, a line each, or `No warm-up, no drift over the run.`
 * @param remarks about what is not among the items
 * @param isSteady whether calls are known not to change over time
 */
export function describeRest(
  { items, nothingIn, rareKeys }: Pick<WhyAnswer, "items" | "nothingIn" | "rareKeys">,
  remarks: readonly string[],
  { isSteady, isSampled }: { readonly isSteady: boolean; readonly isSampled: boolean },
): string[] {
  const more = nothingIn.length - NAMED_KEYS;
  const keys =
    nothingIn.slice(0, NAMED_KEYS).map(formatText).join(", ") + (more > 0 ? ` and ${formatCount(more)} more` : "");
  const none = isSampled ? "No tag, child or failure sets the slow ones apart." : "Nothing sets the slow ones apart.";
  const nothing = items.length === 0 ? none : nothingIn.length > 0 ? `Nothing seen in ${keys}.` : "";
  const rare = rareKeys > 0 ? `${formatCounted(rareKeys, "rarer tag key")} not compared.` : "";
  const steady = isSteady ? "No warm-up, no drift over the run." : "";
  const unjudged = isSampled ? "Times and other tasks are judged from all spans only." : "";
  return [nothing, rare, ...remarks, steady, unjudged].filter((sentence) => sentence !== "");
}
