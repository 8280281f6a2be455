/** Requests and answers of Explore: plain data, so that it can cross process and network boundaries. */
import type { Basis } from "../../model/basis.ts";
import { needsDates, type TimeZero } from "../../model/format.ts";
import type { ValueKind } from "../../model/kinds.ts";
import type { Cell } from "../../model/outcome.ts";
import type { PlotRequest } from "../../model/plot-request.ts";
import type { Region } from "../../model/region.ts";
import type { DensityGrid } from "../../stats/density.ts";

export type ExploreUnit = "duration" | "start" | "bytes" | "id" | "count" | "plain";

/** A column of the table, which can also be chosen for X, Y and colour. */
export interface ExploreColumn {
  /** As used in addresses: `duration`, `bytes`, `ext@file`. */
  readonly id: string;
  /** Index of its cell in a row; -1 if rows do not hold it. */
  readonly index: number;
  readonly label: string;
  readonly kind: ValueKind;
  readonly unit: ExploreUnit;
  readonly numeric: boolean;
  /** Its times are shown as dates, as they are of days. */
  readonly dated?: boolean;
  /** The tag key; null for the columns every span has. */
  readonly tag: string | null;
  /** The name of the ancestors that carry the tag; null for the span's own tags. */
  readonly from: string | null;
  /** For a tag that some spans carry and others inherit: those that inherit it. */
  readonly inherited: InheritedValues | null;
  /** Whether the figures below are those of a sample, counts estimated for all spans. */
  readonly estimated: boolean;
  /** Spans with a value; null if not known yet. */
  readonly present: number | null;
  /** The share of these that are numbers. */
  readonly numericShare: number;
  /** Whether all numbers print exactly as their texts; otherwise the texts are shown. */
  readonly exact: boolean;
  /** Distinct values; null if not known yet. */
  readonly values: number | null;
  /** Smallest and largest number. */
  readonly range: readonly [low: number, high: number] | null;
  /** The most frequent values; empty if not known yet, or if nothing repeats. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

export interface InheritedValues {
  /** How many of the column's values. */
  readonly count: number;
  /** The names of the ancestors, the most frequent first. */
  readonly from: readonly string[];
  /** Index in a row of the name that its value is inherited from; that cell is null for an own value. */
  readonly index: number;
}

/** A page of the table. */
export interface ExploreRows {
  /** Null if not known yet. */
  readonly basis: Basis | null;
  readonly columns: readonly ExploreColumn[];
  /** Cells by `index` of `columns`, then those of `inherited`. */
  readonly rows: readonly (readonly Cell[])[];
  readonly offset: number;
  /** Rows of the whole table; null if not counted. Estimated if from a sample, as are the counts below. */
  readonly total: number | null;
  /** How many of them can be read, if not all: those of the sample, which are not the first of all. Else null. */
  readonly listed: number | null;
  /** Spans of the scope; null if not counted. */
  readonly scoped: number | null;
  readonly selection: SelectionSummary | null;
  /** How many tag keys are too rare for a column, if there are very many; null if not counted. */
  readonly rareKeys: number | null;
}

/** The columns that every span has, in the order of the table. */
export const OWN_COLUMNS: readonly ExploreColumn[] = [
  own("id", "number", "id"),
  own("name", "text", "plain"),
  own("start", "time", "start"),
  own("duration", "number", "duration"),
].map((column, index) => ({ ...column, index }));

/** The type of a span's error; comes after `OWN_COLUMNS` if any span has one. */
export const ERROR_COLUMN: ExploreColumn = { ...own("error", "text", "plain"), index: OWN_COLUMNS.length };

/** Whether it is that column, not a tag of the same name. */
export function isErrorColumn({ id, tag }: Pick<ExploreColumn, "id" | "tag">): boolean {
  return tag === null && id === ERROR_COLUMN.id;
}

function own(id: string, kind: ValueKind, unit: ExploreUnit): Omit<ExploreColumn, "index"> {
  const figures = {
    estimated: false,
    present: null,
    numericShare: kind === "text" ? 0 : 1,
    exact: true,
    values: null,
    range: null,
    top: [],
  };
  return { id, label: id, kind, unit, numeric: kind !== "text", tag: null, from: null, inherited: null, ...figures };
}

/** Says which times are shown as dates: the starts of a run of days, and tags of other times than the run's. */
export function markDates(columns: readonly ExploreColumn[], { origin, dated }: TimeZero): readonly ExploreColumn[] {
  return columns.map((column) => {
    const { unit, tag, range } = column;
    const isFar = tag !== null && range !== null && needsDates(range[0] - origin, range[1] - origin);
    return unit === "start" && (dated || isFar) ? { ...column, dated: true } : column;
  });
}

const OWN_IDS = new Set([...OWN_COLUMNS, ERROR_COLUMN].map(({ id }) => id));

/** The id of a tag's column: its key, plus the name it is inherited from. */
export function tagColumnId(key: string, from: string | null): string {
  const id = OWN_IDS.has(key) || key.startsWith("tag:") || key === "" ? `tag:${key}` : key;
  return from === null ? id : `${id}@${from}`;
}

/** Longer values of tags are cut, unless that makes two alike. */
export const SENT_CHARACTERS = 80;

/** The values of one column by span: numbers, or texts (including inexact numbers) as indices into a list. */
export type ExploreValues =
  | { readonly kind: "numbers"; readonly values: readonly (number | null)[] }
  | { readonly kind: "texts"; readonly codes: readonly number[]; readonly texts: readonly string[] };

/** What the plot shows. */
export interface ExplorePlot {
  /** Of a sample, `total` and the counts of the grid are estimates for all spans. */
  readonly basis: Basis;
  /** All columns; `index` is their index in `values`. */
  readonly columns: readonly ExploreColumn[];
  readonly values: readonly ExploreValues[];
  /** Ids of columns. */
  readonly x: string;
  readonly y: string;
  readonly color: string | null;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Ids of the sent columns whose axes are logarithmic in plots of several columns; empty for others. */
  readonly logDims: readonly string[];
  /** Starts are relative to this, seconds since the epoch. */
  readonly origin: number;
  /** Spans of the scope. */
  readonly total: number;
  /** Counts per cell if there are too many spans to draw as points; `values` then hold the slowest ones. */
  readonly grid: DensityGrid | null;
  /** The shortest duration above 0 and the longest, of all spans in scope. */
  readonly durations: readonly [low: number, high: number] | null;
}

export interface RowsRequest extends PlotRequest {
  readonly sort: { readonly column: string; readonly desc: boolean };
  readonly region?: Region | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface SelectionSummary {
  readonly count: number;
  /** Shortest and longest duration. */
  readonly durations: readonly [low: number, high: number] | null;
}
