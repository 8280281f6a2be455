/**
 * Where a difference in total time comes from: groups the calls of one name by one or two tags, picks the tags that
 * localize it best, and puts it in a sentence.
 */

import type { SpanBlocks, SpanColumns } from "../../columns/columns.ts";
import { findTag } from "../../columns/read-columns.ts";
import { MISSING_CODE } from "../../columns/tag-values.ts";
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatDurationText,
  formatNumber,
  formatRange,
  isBytesKey,
  MISSING,
} from "../../model/format.ts";
import { formatText } from "../../model/shown-text.ts";
import { differenceOf, quantile } from "../../stats/order.ts";
import { type Calls, totalOf } from "../../stats/sampled-change.ts";
import { mapFloats, mapInts } from "../../stats/typed-arrays.ts";

/** Numbers with more distinct values are grouped into quartiles. */
const MAX_NUMBERS = 12;

/** The durations and tags of one side's spans. */
export interface SideTags {
  readonly durations: Float64Array;
  /** Null if these are all. */
  readonly blocks: SpanBlocks | null;
  /** By key, a text per span; `MISSING` for those without. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** A key whose values are formatted the same on both sides. */
export interface GroupedKey {
  readonly key: string;
  /** Distinct texts of both sides. */
  readonly texts: readonly string[];
  readonly numeric: boolean;
  /** The name whose spans carry the tag, if those compared inherit it on a side. */
  readonly inherited: string | null;
  /** Whether they carry it themselves on a side. */
  readonly own: boolean;
}

/** Of hundreds of keys, those on most spans: each holds a text for every span. */
const MAX_KEYS = 50;

interface GroupedKeys {
  readonly keys: GroupedKey[];
  /** Keys left out because others are on more spans. */
  readonly rare: number;
  readonly baseline: SideTags;
  readonly candidate: SideTags;
}

/** @param always keys to keep, however rare */
export function groupKeys(baseline: SpanColumns, candidate: SpanColumns, always: readonly string[]): GroupedKeys {
  const counts = new Map<string, number>();
  for (const { key, count } of [...baseline.tags, ...candidate.tags]) counts.set(key, (counts.get(key) ?? 0) + count);
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MAX_KEYS);
  const kept = new Set([...frequent.map(([key]) => key), ...always]);
  const names = [...counts.keys()].filter((key) => kept.has(key));
  const sides = [baseline, candidate].map(() => new Map<string, readonly string[]>());
  const keys: GroupedKey[] = [];
  for (const key of names) {
    const columns = [findTag(baseline, key), findTag(candidate, key)];
    const found = columns.filter((column) => column !== undefined);
    // Texts missing from the dictionary cannot be told apart.
    if (found.some((column) => column.capped && column.kind !== "number")) continue;
    const numeric = found.every((column) => column.kind === "number");
    const quarters = numeric && found.some((column) => column.capped || column.values.length > MAX_NUMBERS);
    const format = quarters
      ? makeQuarterFormat(
          key,
          found.map((column) => column.numbers()),
        )
      : undefined;
    for (const [side, column] of columns.entries()) {
      const count = [baseline, candidate][side]?.count ?? 0;
      sides[side]?.set(key, column ? formatValues(column, format) : new Array<string>(count).fill(MISSING));
    }
    const texts = [...new Set(sides.flatMap((side) => side.get(key) ?? []))];
    const inherited = found.find((column) => column.inherited)?.from ?? null;
    const own = found.some((column) => !column.inherited);
    if (texts.length > 1) keys.push({ key, texts, numeric, inherited, own });
  }
  const pick = (columns: SpanColumns, side: number): SideTags => ({
    durations: columns.duration,
    blocks: columns.blocks,
    values: sides[side] ?? new Map(),
  });
  return { keys, rare: counts.size - names.length, baseline: pick(baseline, 0), candidate: pick(candidate, 1) };
}

function formatValues(column: NonNullable<ReturnType<typeof findTag>>, format?: (value: number) => string): string[] {
  if (format) return Array.from(column.numbers(), (value) => (Number.isNaN(value) ? MISSING : format(value)));
  return Array.from(column.codes(), (code) => (code <= MISSING_CODE ? MISSING : (column.values[code] ?? MISSING)));
}

/** Labels by the quartiles of both sides together: `to 12.3 kB`, `12.3 – 40 kB`, … */
function makeQuarterFormat(key: string, sides: readonly Float64Array[]): (value: number) => string {
  const sorted = mergeNumbers(sides).sort();
  const format = isBytesKey(key) ? formatBytes : formatNumber;
  const cuts = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  const texts = cuts.map(format);
  return (value) => {
    const index = cuts.findIndex((cut) => value <= cut);
    if (index === 0) return `to ${texts[0]}`;
    if (index < 0) return `from ${texts[2]}`;
    return formatRange(texts[index - 1] ?? "", texts[index] ?? "");
  };
}

function mergeNumbers(sides: readonly Float64Array[]): Float64Array {
  const known = sides.map((numbers) => numbers.filter((value) => !Number.isNaN(value)));
  const merged = new Float64Array(known.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const numbers of known) {
    merged.set(numbers, at);
    at += numbers.length;
  }
  return merged;
}

export interface Group {
  readonly values: readonly string[];
  readonly baseline: Calls;
  readonly candidate: Calls;
}

const SEPARATOR = "\u0000";

/** Groups both sides by one or two keys. */
export function groupBy(keys: readonly string[], baseline: SideTags, candidate: SideTags): Group[] {
  const groups = new Map<string, [number[], number[]]>();
  for (const [side, tags] of [baseline, candidate].entries()) {
    const columns = keys.map((key) => tags.values.get(key) ?? []);
    for (const [row, duration] of tags.durations.entries()) {
      if (Number.isNaN(duration)) continue;
      const name = columns.map((column) => column[row] ?? MISSING).join(SEPARATOR);
      let group = groups.get(name);
      if (!group) {
        group = [[], []];
        groups.set(name, group);
      }
      group[side as 0 | 1].push(row);
    }
  }
  return [...groups].map(([name, [before, after]]) => ({
    values: name.split(SEPARATOR),
    baseline: pickCalls(baseline, before),
    candidate: pickCalls(candidate, after),
  }));
}

function pickCalls({ durations, blocks }: SideTags, rows: readonly number[]): Calls {
  const values = mapFloats(rows, (row) => durations[row] as number);
  if (!blocks) return { sorted: values.sort(), sampled: null };
  const blockOf = mapInts(rows, (row) => blocks.of[row] as number);
  return { sorted: values.slice().sort(), sampled: { values, blockOf, sample: blocks.sample } };
}

/** More groups explain nothing. */
const FEW_GROUPS = 12;
const MAX_GROUPS = 1_000;
/** Keys with this few values are also tried in pairs, up to `PAIRED_KEYS` of them. */
const FEW_VALUES = 8;
const PAIRED_KEYS = 4;

export function changeOf({ baseline, candidate }: Group): number {
  return totalOf(candidate) - totalOf(baseline);
}

/** Single keys, then pairs of those with few values. */
export function listKeyOffers(keys: readonly GroupedKey[]): string[][] {
  const few = keys.filter(({ texts }) => texts.length <= FEW_VALUES).slice(0, PAIRED_KEYS);
  const pairs = few.flatMap((first, index) => few.slice(index + 1).map((second) => [first.key, second.key]));
  const single = keys.filter(({ texts }) => texts.length <= MAX_GROUPS).map(({ key }) => [key]);
  return [...single, ...pairs];
}

/** The offer whose top group holds most of the difference relative to its share of the spans. */
export function chooseKeys(offers: readonly string[][], baseline: SideTags, candidate: SideTags): string[] | undefined {
  let best: { keys: string[]; score: number } | undefined;
  for (const keys of offers) {
    const groups = groupBy(keys, baseline, candidate);
    if (groups.length > FEW_GROUPS) continue;
    const score = scoreGroups(groups);
    // On a tie, the later one: it has more detail.
    if (!best || score > best.score - 0.01) best = { keys, score: Math.max(score, best?.score ?? 0) };
  }
  return best?.keys ?? offers[0];
}

function scoreGroups(groups: readonly Group[]): number {
  const changes = groups.map((group) => Math.abs(changeOf(group)));
  const all = changes.reduce((sum, change) => sum + change, 0);
  const spans = groups.reduce(
    (sum, { baseline, candidate }) => sum + baseline.sorted.length + candidate.sorted.length,
    0,
  );
  const top = changes.indexOf(Math.max(...changes));
  const group = groups[top];
  if (!group || all === 0) return 0;
  return (changes[top] ?? 0) / all - (group.baseline.sorted.length + group.candidate.sorted.length) / spans;
}

/** From this share of the whole change on, one group accounts for it. */
const MIN_MAIN_SHARE = 0.5;

/** How much time the calls of one side took together, seconds, and how many they were. */
export interface SideTime {
  readonly calls: number;
  readonly total: number;
}

interface LocatedChange {
  readonly name: string;
  readonly keys: readonly string[];
  /** All calls of the name. */
  readonly baseline: SideTime;
  readonly candidate: SideTime;
  /** Of the group that changed most. */
  readonly values: readonly string[];
  /** Candidate − baseline of its calls, seconds. */
  readonly groupChange: number;
}

/** `compress took 9.12 s less in all; brotli at level 11 accounts for 9.10 s of it.` */
export function describeWhere({ name, keys, baseline, candidate, values, groupChange }: LocatedChange): string {
  const change = differenceOf(baseline.total, candidate.total);
  if (change === 0) return `${formatText(name)} takes as long on both sides.`;
  const whole = describeTimes(name, baseline, candidate);
  const share = groupChange / change;
  if (share < MIN_MAIN_SHARE)
    return `${whole}; no value of ${keys.map(formatText).join(" and ")} accounts for most of it.`;
  const group = formatGroup(keys, values);
  const all = formatDurationText(Math.abs(change));
  const part = formatDurationText(Math.abs(groupChange));
  if (share > 1.005) return `${whole}; ${group} alone accounts for ${part}, and the others went the other way.`;
  return `${whole}; ${group} accounts for ${part === all ? "all" : part} of it.`;
}

/** Not faster or slower, which only a verdict says. Where it is the number of calls that changed, that is said. */
function describeTimes(name: string, baseline: SideTime, candidate: SideTime): string {
  const change = candidate.total - baseline.total;
  const by = formatDurationText(Math.abs(change));
  const ofCalls = (candidate.calls - baseline.calls) * (baseline.calls > 0 ? baseline.total / baseline.calls : 0);
  const isOfCalls = baseline.calls === 0 || candidate.calls === 0 || Math.abs(ofCalls) > Math.abs(change - ofCalls);
  const took = `${formatText(name)} took ${by} ${change < 0 ? "less" : "more"} in all`;
  if (!isOfCalls) return took;
  return `${took}, with ${formatCounted(candidate.calls, "call")} instead of ${formatCount(baseline.calls)}`;
}

/** `brotli at level 11`, `level 11`, `brotli`: a number needs its key, a word speaks for itself. */
function formatGroup(keys: readonly string[], values: readonly string[]): string {
  return values
    .map((value, index) => {
      const key = formatText(keys[index]);
      if (value === MISSING) return `no ${key}`;
      const bare = index === 0 && /^[^\d\s]/.test(value) && !/^(to|from|true|false|yes|no|none|null) ?/i.test(value);
      return bare ? formatText(value) : `${key} ${formatText(value)}`;
    })
    .join(" at ");
}
