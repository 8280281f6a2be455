/** The durations of one name, parted by the values of one tag or of two. Pure. */

import type { SpanColumns } from "../../columns/columns.ts";
import { MISSING_CODE } from "../../columns/dictionary.ts";
import { findTag } from "../../columns/read-columns.ts";
import { formatBytes, formatNumber, formatRange, isBytesKey, MISSING } from "../../model/format.ts";
import { quantile } from "../../stats/quantile.ts";

/** Numbers with more different values are parted into quarters. */
const MOST_NUMBERS = 12;

/** What the spans of one side say of one key; texts, MISSING for those without. */
export interface SideTags {
  readonly durations: Float64Array;
  /** By key, a text for each span. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** How the values of a key are written for both sides alike. */
export interface GroupedKey {
  readonly key: string;
  /** Different texts on both sides. */
  readonly texts: readonly string[];
  readonly numeric: boolean;
  readonly inherited: string | null;
}

export function groupKeys(a: SpanColumns, b: SpanColumns): { keys: GroupedKey[]; a: SideTags; b: SideTags } {
  const names = [...new Set([...a.tags, ...b.tags].map((column) => column.key))];
  const sides = [a, b].map(() => new Map<string, readonly string[]>());
  const keys: GroupedKey[] = [];
  for (const key of names) {
    const columns = [findTag(a, key), findTag(b, key)];
    const found = columns.filter((column) => column !== undefined);
    // Texts beyond what a column lists cannot be told apart.
    if (found.some((column) => column.capped && column.kind !== "number")) continue;
    const numeric = found.every((column) => column.kind === "number");
    const quarters = numeric && found.some((column) => column.capped || column.values.length > MOST_NUMBERS);
    const write = quarters
      ? writeQuarters(
          key,
          found.map((column) => column.numbers()),
        )
      : undefined;
    for (const [side, column] of columns.entries()) {
      const count = [a, b][side]?.count ?? 0;
      sides[side]?.set(key, column ? writeValues(column, write) : new Array<string>(count).fill(MISSING));
    }
    const texts = [...new Set(sides.flatMap((side) => side.get(key) ?? []))];
    const from = found.every((column) => column.inherited) ? (found[0]?.from ?? null) : null;
    if (texts.length > 1) keys.push({ key, texts, numeric, inherited: from });
  }
  const pick = (columns: SpanColumns, side: number): SideTags => ({
    durations: columns.duration,
    values: sides[side] ?? new Map(),
  });
  return { keys, a: pick(a, 0), b: pick(b, 1) };
}

function writeValues(column: NonNullable<ReturnType<typeof findTag>>, write?: (value: number) => string): string[] {
  if (write) return Array.from(column.numbers(), (value) => (Number.isNaN(value) ? MISSING : write(value)));
  return Array.from(column.codes(), (code) => (code <= MISSING_CODE ? MISSING : (column.values[code] ?? MISSING)));
}

/** Quarters of the values of both sides together: `to 12.3 kB`, `12.3 – 40 kB`, … */
function writeQuarters(key: string, sides: readonly Float64Array[]): (value: number) => string {
  const sorted = Float64Array.from(
    sides.flatMap((numbers) => [...numbers.filter((value) => !Number.isNaN(value))]),
  ).sort();
  const format = isBytesKey(key) ? formatBytes : formatNumber;
  const cuts = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  const texts = cuts.map(format);
  return (value) => {
    const place = cuts.findIndex((cut) => value <= cut);
    if (place === 0) return `to ${texts[0]}`;
    if (place < 0) return `from ${texts[2]}`;
    return formatRange(texts[place - 1] ?? "", texts[place] ?? "");
  };
}

export interface Group {
  readonly values: readonly string[];
  readonly a: Float64Array;
  readonly b: Float64Array;
}

const SEPARATOR = "\u0000";

/** Parts both sides by one key or two; the durations of each group are sorted. */
export function partBy(keys: readonly string[], a: SideTags, b: SideTags): Group[] {
  const groups = new Map<string, [number[], number[]]>();
  for (const [side, tags] of [a, b].entries()) {
    const columns = keys.map((key) => tags.values.get(key) ?? []);
    for (const [row, duration] of tags.durations.entries()) {
      if (Number.isNaN(duration)) continue;
      const name = columns.map((column) => column[row] ?? MISSING).join(SEPARATOR);
      let group = groups.get(name);
      if (!group) {
        group = [[], []];
        groups.set(name, group);
      }
      group[side as 0 | 1].push(duration);
    }
  }
  return [...groups].map(([name, [left, right]]) => ({
    values: name.split(SEPARATOR),
    a: Float64Array.from(left).sort(),
    b: Float64Array.from(right).sort(),
  }));
}
