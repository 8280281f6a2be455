/** A query's result as a table, JSON or CSV. */

import { csvLine, isLongInteger } from "../../lib/export/csv-text.ts";
import { jsonRows } from "../../lib/export/json-text.ts";
import { MISSING } from "../../lib/model/format.ts";
import type { Cell, QueryResult } from "../../lib/model/outcome.ts";
import { fitText, printable, type TableColumn } from "./print.ts";

export type Format = "table" | "json" | "csv";

/** A wider cell would push the rest of the row out of sight; JSON and CSV have it whole. */
const TABLE_CELL = 120;

export function toTable({ columns, rows }: QueryResult): { columns: TableColumn[]; rows: string[][] } {
  return {
    columns: columns.map(({ name }, index) => ({
      title: name,
      right: rows.every((row) => isNumeric(row[index] ?? null)),
    })),
    rows: rows.map((row) => row.map(tableCell)),
  };
}

function tableCell(cell: Cell): string {
  if (cell === null) return MISSING;
  return fitText(printable(String(cell)), TABLE_CELL);
}

function isNumeric(cell: Cell): boolean {
  return cell === null || typeof cell === "number" || isLongInteger(cell);
}

/** An array with one object a line. */
export function formatJson({ columns, rows }: QueryResult): string {
  return jsonRows(namesOf(columns), rows);
}

export function formatCsv({ columns, rows }: QueryResult, raw = false): string {
  return [namesOf(columns), ...rows].map((row) => csvLine(row, raw)).join("");
}

function namesOf(columns: QueryResult["columns"]): string[] {
  return columns.map(({ name }) => name);
}
