/** CSV as RFC 4180 has it, with lines ending in CRLF, that no spreadsheet takes for formulas. Pure. */
import { toNumber } from "../questions/kind.ts";
import type { Cell } from "../reader/query.ts";

/**
 * A line of the file. A missing value is an empty field; numbers stay as they are.
 * @param raw leaves texts as they are that look like formulas, for programs that run none
 */
export function csvLine(cells: readonly Cell[], raw = false): string {
  return `${cells.map((cell) => csvField(cell, raw)).join(",")}\r\n`;
}

/** Tags are stored as text: one that is a number stays as it is, however it was written. */
export function tagField(value: string, raw = false): string {
  return toNumber(value) === undefined ? csvText(value, raw) : value;
}

export function csvField(cell: Cell, raw = false): string {
  if (cell === null) return "";
  return typeof cell === "number" || isLongInteger(cell) ? String(cell) : csvText(cell, raw);
}

/** Spreadsheets run a text that begins like a formula; a quote in front makes it text again. */
function csvText(text: string, raw: boolean): string {
  const safe = !raw && /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Integers beyond 2^53 come as text. */
export function isLongInteger(text: string): boolean {
  return /^-?\d{16,19}$/.test(text);
}
