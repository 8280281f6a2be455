/** A result for TanStack Table: its columns, sort order and usual widths. */
import {
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  type Row as GridRow,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import { formatCellText } from "./cell-text.ts";
import { type ResultColumn, type Row, readNumber } from "./result-columns.ts";

export const gridFeatures = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  columnMeta: metaHelper<ResultColumn>(),
});

export type GridFeatures = typeof gridFeatures;

/** Numbers sort before texts; numbers by size, texts by code units. Missing values never get here. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number") return -1;
  if (typeof b === "number") return 1;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareRows(a: GridRow<GridFeatures, Row>, b: GridRow<GridFeatures, Row>, id: string): number {
  return compareValues(a.getValue(id), b.getValue(id));
}

const SAMPLE = 60;
const CHARACTER = 7.2;
const PADDING = 28;
/** Room for a text's swatch. */
const SWATCH = 16;
const MIN_WIDTH = 72;
const MAX_WIDTH = 320;

/** A width that fits most of the first values. */
export function guessWidth(column: ResultColumn, rows: readonly Row[], origin: number): number {
  const texts = rows.slice(0, SAMPLE).map((row) => formatCellText(row[column.index], column, origin).length);
  const longest = Math.max(column.label.length + 4, ...texts);
  return Math.round(
    Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, longest * CHARACTER + PADDING + (column.numeric ? 0 : SWATCH))),
  );
}

const helper = createColumnHelper<GridFeatures, Row>();

export function makeGridColumns(columns: readonly ResultColumn[]) {
  return helper.columns(
    columns.map((column) =>
      helper.accessor(
        (row) => {
          const cell = row[column.index];
          // Undefined, not null: only undefined sorts last in both directions.
          if (cell === null || cell === undefined) return undefined;
          return column.numeric ? (readNumber(cell) ?? cell) : cell;
        },
        {
          id: column.id,
          header: column.label,
          meta: column,
          sortFn: compareRows,
          sortUndefined: "last",
          sortDescFirst: column.numeric,
        },
      ),
    ),
  );
}
