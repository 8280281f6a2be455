/** A query's result as a table, JSON or CSV. */
import { MISSING } from "../lib/format.ts";
import type { Cell, QueryResult } from "../lib/reader/query.ts";
import type { TableColumn } from "./print.ts";

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
  const text = String(cell);
  return text.length > TABLE_CELL ? `${text.slice(0, TABLE_CELL - 1)}…` : text;
}

/** Integers beyond 2^53 come as text. */
function isNumeric(cell: Cell): boolean {
  return cell === null || typeof cell === "number" || isLongInteger(cell);
}

function isLongInteger(text: string): boolean {
  return /^-?\d{16,19}$/.test(text);
}

/** An array with one object a line. */
export function formatJson({ columns, rows }: QueryResult): string {
  const keys = distinctNames(columns.map((column) => column.name));
  const objects = rows.map((row) =>
    JSON.stringify(Object.fromEntries(keys.map((key, index) => [key, row[index] ?? null]))),
  );
  return objects.length === 0 ? "[]\n" : `[\n${objects.join(",\n")}\n]\n`;
}

/** Objects hold a name once: a second `id` becomes `id_2`. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let number = 2; seen.has(distinct) || (distinct !== name && taken.has(distinct)); number++) {
      distinct = `${name}_${number}`;
    }
    seen.add(distinct);
    return distinct;
  });
}

/** RFC 4180, with lines ending in CRLF. A missing value is an empty field. */
export function formatCsv({ columns, rows }: QueryResult): string {
  const lines = [columns.map((column) => csvText(column.name)), ...rows.map((row) => row.map(csvField))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function csvField(cell: Cell): string {
  if (cell === null) return "";
  return typeof cell === "number" || isLongInteger(cell) ? String(cell) : csvText(cell);
}

/** Spreadsheets run a text that begins like a formula; a quote in front makes it text again. */
function csvText(text: string): string {
  const safe = /^[=+\-@\t\r\0＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
