/** The selected calls, the rest, and the columns by which the two are compared. */

import type { SpanColumns, TagColumn } from "../../columns/columns.ts";
import { rankAll } from "../../stats/ranks.ts";

/** The slowest calls in percent, ids, or rows of the columns. */
export type Selection =
  | { readonly slowest: number }
  | { readonly ids: readonly number[] }
  | { readonly rows: ArrayLike<number> };

/** The calls with a duration, in two groups. All arrays have one entry per call. */
export interface Split {
  /** Rows of the columns. */
  readonly rows: Int32Array;
  readonly durations: Float64Array;
  /** 1 for selected calls. */
  readonly selected: Uint8Array;
  readonly count: number;
  readonly selectedCount: number;
  /** The percentage, if the slowest calls are selected. */
  readonly slowest: number | null;
  /** Ranks of the durations, computed on first use. */
  durationRanks(): Float64Array;
}

export function splitCalls(columns: SpanColumns, selection: Selection): Split {
  const rows = Int32Array.from(columns.duration, (_, row) => row).filter(
    (row) => !Number.isNaN(columns.duration[row] as number),
  );
  const durations = Float64Array.from(rows, (row) => columns.duration[row] as number);
  let slowest: number | null = null;
  let selected: Uint8Array;
  if ("slowest" in selection) {
    const limit = findLimit(durations, selection.slowest);
    selected = Uint8Array.from(durations, (duration) => (duration >= limit ? 1 : 0));
    slowest = selection.slowest;
  } else {
    const flags = flagRows(columns, selection);
    selected = Uint8Array.from(rows, (row) => flags[row] as number);
  }
  let ranks: Float64Array | undefined;
  return {
    rows,
    durations,
    selected,
    count: rows.length,
    selectedCount: selected.reduce((sum, flag) => sum + flag, 0),
    slowest,
    durationRanks() {
      ranks ??= rankAll(durations);
      return ranks;
    },
  };
}

/**
 * The duration from which calls are among the slowest. Ties, as from a coarse clock, stay together: they are included
 * if that enlarges the selection by at most half, else excluded.
 */
function findLimit(durations: Float64Array, percent: number): number {
  const sorted = durations.slice().sort();
  const wanted = Math.min(sorted.length, Math.max(1, Math.round((sorted.length * percent) / 100)));
  const limit = sorted[sorted.length - wanted] ?? Number.POSITIVE_INFINITY;
  const from = sorted.indexOf(limit);
  if (sorted.length - from <= 1.5 * wanted || from === 0) return from === 0 ? Number.POSITIVE_INFINITY : limit;
  const above = sorted[sorted.lastIndexOf(limit) + 1];
  return above ?? (sorted.length - from < sorted.length / 2 ? limit : Number.POSITIVE_INFINITY);
}

function flagRows({ id, count }: SpanColumns, selection: Exclude<Selection, { slowest: number }>): Uint8Array {
  if ("ids" in selection) {
    const wanted = new Set(selection.ids);
    return Uint8Array.from(id, (one) => (wanted.has(one) ? 1 : 0));
  }
  const flags = new Uint8Array(count);
  for (let index = 0; index < selection.rows.length; index++) flags[selection.rows[index] as number] = 1;
  return flags;
}

/** A column to rank: a tag, or the span's name. */
export type Column = Pick<
  TagColumn,
  "key" | "from" | "inherited" | "kind" | "values" | "capped" | "count" | "codes" | "numbers"
> & {
  /** Whether a missing value is meaningful: not if the span may have the key in another column. */
  readonly whole: boolean;
};

/** Every tag, preceded by the span's name if there are several. */
export function listColumns(columns: SpanColumns): Column[] {
  const times = new Map<string, number>();
  for (const { key } of columns.tags) times.set(key, (times.get(key) ?? 0) + 1);
  const tags = columns.tags.map(
    (tag): Column => ({ ...tag, whole: columns.names.length === 1 && times.get(tag.key) === 1 }),
  );
  return columns.names.length > 1 ? [nameColumn(columns), ...tags] : tags;
}

function nameColumn({ names, name, count }: SpanColumns): Column {
  return {
    key: "name",
    from: "",
    inherited: false,
    kind: "text",
    values: names,
    capped: false,
    count,
    codes: () => name,
    numbers: () => new Float64Array(count).fill(Number.NaN),
    whole: true,
  };
}

/** Codes of the calls with a duration. */
export function codesOf(column: Column, { rows }: Split): Int32Array {
  const codes = column.codes();
  return rows.length === codes.length ? codes : rows.map((row) => codes[row] as number);
}

export function numbersOf(column: Column, { rows, durations }: Split): Float64Array {
  const numbers = column.numbers();
  return rows.length === numbers.length
    ? numbers
    : durations.map((_, index) => numbers[rows[index] as number] as number);
}

/** A number with few distinct values can also be treated as a category: a level, a status. */
export function isCategory(column: Column): boolean {
  if (column.kind === "text" || column.kind === "boolean") return true;
  return !column.capped && column.values.length <= FEW_VALUES && column.count >= 5 * column.values.length;
}

const FEW_VALUES = 50;
