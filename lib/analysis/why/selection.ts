/** The selected calls, the rest, and the columns by which the two are compared. */

import type { SpanColumns, TagColumn } from "../../columns/columns.ts";
import { pickEvenly } from "../../stats/number-bins.ts";
import { median } from "../../stats/order.ts";
import { compareRanks, rankAll } from "../../stats/ranks.ts";
import { findPlaces, mapBytes, mapFloats, mapInts } from "../../stats/typed-arrays.ts";

/** The slowest calls in percent, ids, or rows of the columns. */
export type Selection =
  | { readonly slowest: number }
  | { readonly ids: readonly number[] }
  | { readonly rows: ArrayLike<number> };

/** Of two random groups of twenty calls, one in thirty differs this much in rank. */
const MIN_SLOWER = 0.3;

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
  /** What the rest's typical call takes, their median, seconds; NaN without a rest. */
  readonly typical: number;
  /** Whether the selected calls are slower than the rest as a whole, so that there is time to explain. */
  readonly slower: boolean;
  /** Ranks of the durations, computed on first use. */
  durationRanks(): Float64Array;
  /** Seconds since the epoch; NaN if unknown. */
  readonly starts: Float64Array;
  /** Indices by start, computed on first use; calls without one are left out. */
  order(): Int32Array;
}

/** @param most calls of an even sample, if there are more */
export function splitCalls(columns: SpanColumns, selection: Selection, most = Number.POSITIVE_INFINITY): Split {
  const all = findPlaces(columns.count, (row) => !Number.isNaN(columns.duration[row] as number));
  const rows = all.length > most ? Int32Array.from(pickEvenly(all.length, most), (place) => all[place] as number) : all;
  const durations = mapFloats(rows, (row) => columns.duration[row] as number);
  let slowest: number | null = null;
  let selected: Uint8Array;
  if ("slowest" in selection) {
    const limit = findLimit(durations, selection.slowest);
    selected = mapBytes(durations, (duration) => (duration >= limit ? 1 : 0));
    slowest = selection.slowest;
  } else {
    const flags = flagRows(columns, selection);
    selected = mapBytes(rows, (row) => flags[row] as number);
  }
  const starts = mapFloats(rows, (row) => columns.start[row] as number);
  let ranks: Float64Array | undefined;
  let order: Int32Array | undefined;
  const [inside, rest] = [1, 0].map((group) => {
    const calls = findPlaces(rows.length, (index) => selected[index] === group);
    return mapFloats(calls, (index) => durations[index] as number);
  }) as [Float64Array, Float64Array];
  return {
    rows,
    durations,
    selected,
    count: rows.length,
    selectedCount: inside.length,
    slowest,
    typical: median(rest),
    slower: compareRanks(inside, rest).effect >= MIN_SLOWER,
    durationRanks() {
      ranks ??= rankAll(durations);
      return ranks;
    },
    starts,
    order() {
      order ??= orderByStart(starts);
      return order;
    },
  };
}

/** Spans come in the order they ended, which for calls of one name is usually the order they started. */
function orderByStart(starts: Float64Array): Int32Array {
  const order = findPlaces(starts.length, (index) => !Number.isNaN(starts[index] as number));
  const isSorted = order.every(
    (index, place) => place === 0 || (starts[order[place - 1] as number] as number) <= (starts[index] as number),
  );
  return isSorted ? order : order.sort((a, b) => (starts[a] as number) - (starts[b] as number) || a - b);
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
    return mapBytes(id, (one) => (wanted.has(one) ? 1 : 0));
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
  /** Ahead of all others, as of spans of several names. */
  readonly first?: boolean;
  /** Not of a tag: a name, or the names around a call. */
  readonly of: "tag" | "name" | "path";
  /** Of a tag: the column of Explore. */
  readonly id?: string;
  /** Whether a missing value is meaningful: not if the span may have the key in another column. */
  readonly whole: boolean;
};

/** Codes of the calls with a duration. */
export function codesOf(column: Column, { rows }: Split): Int32Array {
  const codes = column.codes();
  return rows.length === codes.length ? codes : mapInts(rows, (row) => codes[row] as number);
}

export function numbersOf(column: Column, { rows }: Split): Float64Array {
  const numbers = column.numbers();
  return rows.length === numbers.length ? numbers : mapFloats(rows, (row) => numbers[row] as number);
}

export function isNumber({ kind }: Column): boolean {
  return kind === "number" || kind === "time";
}

/** A number with few distinct values can also be treated as a category: a level, a status. */
export function isCategory(column: Column): boolean {
  return column.kind === "text" || column.kind === "boolean" || hasFewValues(column);
}

/** Few enough that most of them are on several calls. */
export function hasFewValues({ capped, values, count }: Column): boolean {
  return !capped && values.length <= FEW_VALUES && count >= 5 * values.length;
}

const FEW_VALUES = 50;
