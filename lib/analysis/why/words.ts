/** The sentences of "why slow", the same in dashboard and terminal. */

import {
  formatBytes,
  formatCount,
  formatCounted,
  formatDurationText,
  formatNumber,
  isBytesKey,
  MISSING,
} from "../../model/format.ts";
import type { ValueKind } from "../../model/kinds.ts";
import { formatText } from "../../model/shown-text.ts";
import type { Growth, WhyAnswer } from "./answer.ts";

/** `algorithm = brotli`; `cache = ∅` for spans without the tag, `cache = ""` for an empty text. */
export function formatTagValue(tag: string, value: string | null): string {
  return `${formatText(tag)} = ${value === null ? MISSING : formatText(value)}`;
}

/** A share in whole percent; 0 and 100 only if exact. */
export function formatWholeShare(ratio: number): string {
  const whole = Math.round(ratio * 100);
  if (whole === 0 && ratio > 0) return "< 1 %";
  if (whole === 100 && ratio < 1) return "> 99 %";
  return `${whole} %`;
}

/** `the slowest 5 %`, or `the selection`. */
function formatSelection(slowest: number | null): string {
  return slowest === null ? "the selection" : `the slowest ${formatNumber(slowest)} %`;
}

export function describeShares(ofAll: number, ofSelected: number, slowest: number | null): string {
  return `${formatWholeShare(ofAll)} of calls, ${formatWholeShare(ofSelected)} of ${formatSelection(slowest)}.`;
}

export function describeSame(same: readonly { tag: string; value: string | null }[]): string {
  return `The same calls as ${same.map(({ tag, value }) => formatTagValue(tag, value)).join(", ")}.`;
}

export function describeExplained(tag: string): string {
  return `Mostly explained by ${formatText(tag)}.`;
}

/** `Grows with bytes, ≈ n^1.01, r² 0.98 where algorithm = brotli.` */
export function describeGrowth(tag: string, { exponent, r2, where }: Growth): string {
  const condition = where ? ` where ${formatTagValue(where.tag, where.value)}` : "";
  return `Grows with ${formatText(tag)}, ≈ n^${exponent.toFixed(2)}, r² ${r2.toFixed(2)}${condition}.`;
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

function describeWarmUp(warmUp: WhyAnswer["warmUp"]): string | undefined {
  if (!warmUp) return undefined;
  const { calls, times } = warmUp;
  const slower = `${times < 9.95 ? times.toFixed(1) : formatCount(times)} × slower than the rest`;
  return calls === 1 ? `The first call is ${slower}.` : `The first ${formatCount(calls)} calls are ${slower}.`;
}

function describeDrift(drift: number | null): string | undefined {
  if (drift === null) return undefined;
  return `p50 ${drift > 0 ? "rises" : "falls"} by ${formatCount(Math.abs(drift) * 100)} % over the run.`;
}

/** Any further keys are only counted. */
const NAMED_KEYS = 8;

/** Keys without findings, warm-up and drift, a line each, or `No warm-up, no drift over the run.` */
export function describeRest(
  answer: Pick<WhyAnswer, "items" | "nothingIn" | "rareKeys" | "warmUp" | "drift">,
  trendsKnown: boolean,
): string[] {
  const { items, nothingIn, rareKeys, warmUp, drift } = answer;
  const more = nothingIn.length - NAMED_KEYS;
  const keys =
    nothingIn.slice(0, NAMED_KEYS).map(formatText).join(", ") + (more > 0 ? ` and ${formatCount(more)} more` : "");
  const nothing =
    items.length === 0 ? "Nothing sets the slow ones apart." : nothingIn.length > 0 ? `Nothing seen in ${keys}.` : "";
  const rare = rareKeys > 0 ? `${formatCounted(rareKeys, "rarer tag key")} not compared.` : "";
  return [nothing, rare, ...(trendsKnown ? describeTrends(warmUp, drift) : [])].filter((sentence) => sentence !== "");
}

function describeTrends(warmUp: WhyAnswer["warmUp"], drift: number | null): string[] {
  const said = [describeWarmUp(warmUp), describeDrift(drift)];
  if (said.every((sentence) => sentence === undefined)) return ["No warm-up, no drift over the run."];
  return [said[0] ?? "No warm-up.", said[1] ?? "No drift over the run."];
}
