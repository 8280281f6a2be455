/** What commands print on a terminal: aligned tables, and colour only where a person looks. */
import { hasColor } from "./terminal.ts";

export interface TableColumn {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly right: boolean;
}

const GAP = "  ";
/** U+240A is a picture of U+000A, and so on. */
const CONTROL_PICTURES = 0x2400;
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u202a-\u202e\u2066\u2067]/gu;

/** Lines of a table, header first. Texts are made safe for a terminal. */
export function formatTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map((column) => column.title), ...rows].map((row) => row.map(printable));
  const widths = columns.map((_, index) => cells.reduce((widest, row) => Math.max(widest, width(row[index] ?? "")), 0));
  return cells.map((row) =>
    row
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.right ?? false))
      .join(GAP)
      .trimEnd(),
  );
}

/** Prints a table on stdout, its header in bold on a terminal. */
export function printTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): void {
  const [header = "", ...lines] = formatTable(columns, rows);
  process.stdout.write(`${[bold(header), ...lines].join("\n")}\n`);
}

export function bold(text: string): string {
  return hasColor() ? `\u001b[1m${text}\u001b[22m` : text;
}

/** Names and tags may hold anything, also the codes that move the cursor, end the line or turn it around. */
export function printable(text: string): string {
  // What sentences set names apart with does nothing where nothing turns.
  return text.replace(/[\u2068\u2069]/g, "").replace(UNSEEN, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(CONTROL_PICTURES + code) : "\ufffd";
  });
}

function pad(text: string, wanted: number, right: boolean): string {
  const space = " ".repeat(Math.max(0, wanted - width(text)));
  return right ? space + text : text + space;
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns that a text takes on a terminal. */
function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (/\p{M}|\u200d/u.test(character)) continue;
    columns += WIDE.test(character) ? 2 : 1;
  }
  return columns;
}
