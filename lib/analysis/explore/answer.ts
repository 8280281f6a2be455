/** What explore gets to show: columns, rows, points. Plain data, so that it can cross a process and a network boundary. */
import type { ValueKind } from "../../model/kinds.ts";
import type { Cell } from "../../model/outcome.ts";
import type { Region } from "../../model/region.ts";
import type { DensityGrid } from "../../stats/density.ts";

export type ExploreUnit = "duration" | "start" | "bytes" | "id" | "count" | "plain";

/** A column of the table, and a choice for X, Y and colour. */
export interface ExploreColumn {
  /** What addresses name it by: `duration`, `bytes`, `ext@file`. */
  readonly id: string;
  /** Where its cell is in a row; -1 where the rows do not hold it. */
  readonly index: number;
  readonly label: string;
  readonly kind: ValueKind;
  readonly unit: ExploreUnit;
  readonly numeric: boolean;
  /** The tag's key; null for what every span has. */
  readonly tag: string | null;
  /** The name of the parents that carry the tag; null for a tag of the span's own. */
  readonly from: string | null;
  /** Spans that have a value; null where that is not known yet. */
  readonly present: number | null;
  /** Of these, the share that are numbers. */
  readonly numericShare: number;
  /** Whether all that are numbers come back from these letter for letter; else their texts are shown. */
  readonly exact: boolean;
  /** Different values; null where that is not known yet. */
  readonly values: number | null;
  /** Smallest and largest number. */
  readonly range: readonly [low: number, high: number] | null;
  /** The most frequent values, in words; empty where that is not known yet, or nothing repeats. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

/** A page of the table. */
export interface ExploreRows {
  readonly columns: readonly ExploreColumn[];
  /** Cells in the order of `columns`. */
  readonly rows: readonly (readonly Cell[])[];
  /** Where the page begins. */
  readonly offset: number;
  /** Rows of the table in all; null where they are not counted. */
  readonly total: number | null;
  /** Spans of the scope; null where they are not counted. */
  readonly scoped: number | null;
  readonly selection: SelectionFacts | null;
  /** Tag keys too rare for a column, where there are very many; null where they are not counted. */
  readonly rareKeys: number | null;
}

/** The columns that every span has, in the order of the table. */
export const OWN_COLUMNS: readonly ExploreColumn[] = [
  own("id", "number", "id"),
  own("name", "text", "plain"),
  own("start", "time", "start"),
  own("duration", "number", "duration"),
].map((column, index) => ({ ...column, index }));

function own(id: string, kind: ValueKind, unit: ExploreUnit): Omit<ExploreColumn, "index"> {
  const facts = {
    present: null,
    numericShare: kind === "text" ? 0 : 1,
    exact: true,
    values: null,
    range: null,
    top: [],
  };
  return { id, label: id, kind, unit, numeric: kind !== "text", tag: null, from: null, ...facts };
}

const OWN_IDS = new Set(OWN_COLUMNS.map(({ id }) => id));

/** The id of a tag's column: its key, and the name it comes from where it is inherited. */
export function tagColumnId(key: string, from: string | null): string {
  const id = OWN_IDS.has(key) || key.startsWith("tag:") || key === "" ? `tag:${key}` : key;
  return from === null ? id : `${id}@${from}`;
}

/** Values of one column, span by span: numbers as they are, texts (also of numbers that are not exact) by their place in a list. */
export type ExploreValues =
  | { readonly kind: "numbers"; readonly values: readonly (number | null)[] }
  | { readonly kind: "texts"; readonly codes: readonly number[]; readonly texts: readonly string[] };

/** What the plot shows. */
export interface ExplorePlot {
  /** All columns there are; `index` is the place in `values`. */
  readonly columns: readonly ExploreColumn[];
  readonly values: readonly ExploreValues[];
  /** Ids of columns. */
  readonly x: string;
  readonly y: string;
  readonly color: string | null;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Starts are counted from here, epoch seconds. */
  readonly origin: number;
  /** Spans of the scope. */
  readonly total: number;
  /** Where there are too many for points: how many lie where. `values` are the slowest ones then. */
  readonly grid: DensityGrid | null;
  /** Of all spans in the scope: shortest duration above 0 and longest. */
  readonly durations: readonly [low: number, high: number] | null;
}

/** What the view asks for; what is not given is chosen from what the spans hold. */
export interface PlotRequest {
  readonly plot?: string | undefined;
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  readonly color?: string | undefined;
  readonly logx?: boolean | undefined;
  readonly logy?: boolean | undefined;
}

/** What the table asks for. */
export interface RowsRequest extends PlotRequest {
  readonly sort: { readonly column: string; readonly desc: boolean };
  readonly region?: Region | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** What is selected, in a few words. */
export interface SelectionFacts {
  readonly count: number;
  /** Shortest and longest duration. */
  readonly durations: readonly [low: number, high: number] | null;
}
