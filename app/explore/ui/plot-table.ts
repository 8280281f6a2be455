/** Converts a plot query's answer for the plot: columns with unique labels, and rows. */

import {
  type ExploreColumn,
  type ExplorePlot,
  type ExploreValues,
  isErrorColumn,
} from "../../../lib/analysis/explore/answer.ts";
import type { Cell } from "../../../lib/model/outcome.ts";
import type { ResultColumn, Row } from "../../ui/table/result-columns.ts";

/** A label unique among the columns: `bytes`, `ext ↑ file`, `ext + ↑ file` for own and inherited values, `tag name`. */
export function plotLabel({ label, from, inherited, tag, id }: ExploreColumn): string {
  if (from !== null) return `${label} ↑ ${from}`;
  if (inherited) return `${label} + ↑${inherited.from.length === 1 ? ` ${inherited.from[0]}` : ""}`;
  return tag !== null && id.startsWith("tag:") ? `tag ${label === "" ? `""` : label}` : label;
}

export function plotColumns(columns: readonly ExploreColumn[]): ResultColumn[] {
  return columns.map((column) => {
    const { id, index, kind, unit, numeric, dated } = column;
    return { id, index, label: plotLabel(column), kind, unit, numeric, dated };
  });
}

function readCell(values: ExploreValues, row: number): Cell {
  if (values.kind === "numbers") return values.values[row] ?? null;
  return values.texts[values.codes[row] ?? -1] ?? null;
}

export function plotRows({ values }: ExplorePlot): Row[] {
  const [first] = values;
  const count = first ? (first.kind === "numbers" ? first.values : first.codes).length : 0;
  return Array.from({ length: count }, (_, row) => values.map((each) => readCell(each, row)));
}

/** The type of each row's error; undefined if there are none. */
export function plotErrors({ columns, values }: ExplorePlot, rows: readonly Row[]): (string | null)[] | undefined {
  const types = values[columns.find(isErrorColumn)?.index ?? -1];
  if (types?.kind !== "texts") return undefined;
  return rows.map((_, row) => types.texts[types.codes[row] ?? -1] ?? null);
}

/** A column's values in file order, which determines their colours. */
export function textsOf(plot: ExplorePlot, id: string | null): readonly string[] {
  const column = plot.columns.find((each) => each.id === id);
  const values = plot.values[column?.index ?? -1];
  return values?.kind === "texts" && !column?.numeric ? values.texts : [];
}
