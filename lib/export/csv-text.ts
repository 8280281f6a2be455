/** CSV as in RFC 4180, with CRLF line ends, protected against formula injection in spreadsheets. */
import type { Cell } from "../model/outcome.ts";

/**
 * A line of the file. A missing value is an empty field.
 * @param raw leaves texts that look like formulas unquoted, for programs that do not evaluate them
 */
export function csvLine(cells: readonly Cell[], raw = false): string {
  return `${cells.map((cell) => csvField(cell, raw)).join(",")}\r\n`;
}

/** A signed number is harmless in a spreadsheet, even as text, which all tags are. */
const SIGNED = /^[+-](\d+\.?\d*|\.\d+|Infinity)(e[+-]?\d+)?$/i;

/** Spreadsheets evaluate text that begins like a formula; a leading apostrophe prevents that. */
export function csvField(cell: Cell, raw = false): string {
  if (cell === null) return "";
  const text = String(cell);
  const formula = !raw && /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) && !SIGNED.test(text);
  const safe = formula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Integers beyond 2^53 arrive as text. */
export function isLongInteger(text: string): boolean {
  return /^-?\d{16,19}$/.test(text);
}
