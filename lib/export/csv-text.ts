/** CSV as RFC 4180 has it, with lines ending in CRLF, that no spreadsheet takes for formulas. Pure. */
import type { Cell } from "../model/outcome.ts";

/**
 * A line of the file. A missing value is an empty field; numbers stay as they are.
 * @param raw leaves texts as they are that look like formulas, for programs that run none
 */
export function csvLine(cells: readonly Cell[], raw = false): string {
  return `${cells.map((cell) => csvField(cell, raw)).join(",")}\r\n`;
}

/** A number with a sign is what it says in a spreadsheet too, also where it is a text: tags all are. */
const SIGNED = /^[+-](\d+\.?\d*|\.\d+|Infinity)(e[+-]?\d+)?$/i;

/** Spreadsheets run a text that begins like a formula; a quote in front makes it text again. */
export function csvField(cell: Cell, raw = false): string {
  if (cell === null) return "";
  const text = String(cell);
  const formula = !raw && /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) && !SIGNED.test(text);
  const safe = formula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Integers beyond 2^53 come as text. */
export function isLongInteger(text: string): boolean {
  return /^-?\d{16,19}$/.test(text);
}
