/** Output of commands: width, colour, tables that fit, and texts made safe for a terminal. */
import { styleText } from "node:util";
import { joinText, showLine } from "../../lib/model/shown-text.ts";

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 40;
const MAX_WIDTH = 200;

/** Columns for help. */
export function helpWidth(): number {
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns() || DEFAULT_WIDTH));
}

/** Columns for results; unlimited in a pipe, whose reader needs full texts. */
export function lineWidth(): number {
  return Math.max(MIN_WIDTH, columns() || Number.POSITIVE_INFINITY);
}

/** COLUMNS if it is a number, as in a pager or a test, then the terminal's own width. */
function columns(): number | undefined {
  const given = Number(process.env.COLUMNS);
  return Number.isInteger(given) && given > 0 ? given : process.stdout.columns;
}

/** NO_COLOR wins over FORCE_COLOR; without either, colour is for terminals that support it. */
export function hasColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR || FORCE_COLOR === "0" || FORCE_COLOR === "false") return false;
  return Boolean(FORCE_COLOR) || (process.stdout.isTTY && TERM !== "dumb");
}

export interface TableColumn {
  readonly title: string;
  /** Right-aligned, for numbers. */
  readonly right: boolean;
  /** Never cut, as an id that will be copied. */
  readonly fixed?: boolean;
}

const GAP = "  ";
/** Minimum width of a text column, and of the title over figures. */
const MIN_COLUMN = { text: 12, title: 8 } as const;

/**
 * A table's lines, header first. Texts are made safe for a terminal.
 * @param room maximum columns per line: texts, but never figures, are shortened in the middle to fit
 */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  room = Number.POSITIVE_INFINITY,
): string[] {
  const header = columns.map(({ title }) => printable(title));
  const cells = rows.map((row) => row.map(printable));
  const widest = (lines: readonly string[][]) =>
    columns.map((_, index) => lines.reduce((max, row) => Math.max(max, width(row[index] ?? "")), 0));
  const natural = widest([header, ...cells]);
  const figures = widest(cells);
  const minWidths = columns.map(({ right, fixed = false }, index) =>
    right || fixed ? Math.max(figures[index] ?? 0, MIN_COLUMN.title) : MIN_COLUMN.text,
  );
  const widths = shareRoom(natural, minWidths, room - GAP.length * (columns.length - 1));
  return [header, ...cells].map((row) =>
    row
      .map((cell, index) => {
        const max = widths[index] ?? 0;
        return pad(fitText(cell, max), max, columns[index]?.right ?? false);
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** Shrinks the widest columns first, none below its minimum. */
function shareRoom(natural: readonly number[], minWidths: readonly number[], room: number): number[] {
  const limited = (limit: number) =>
    natural.map((wanted, index) => Math.min(wanted, Math.max(limit, minWidths[index] ?? 0)));
  const sum = (widths: readonly number[]) => widths.reduce((total, one) => total + one, 0);
  let limit = Math.max(0, ...natural);
  while (limit > 0 && sum(limited(limit)) > room) limit--;
  return limited(limit);
}

/** Prints a table on stdout, with a bold header on a terminal. */
export function printTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): void {
  const [header = "", ...lines] = formatTable(columns, rows, lineWidth());
  process.stdout.write(`${[bold(header), ...lines].join("\n")}\n`);
}

export function bold(text: string): string {
  // By default, `styleText` lets FORCE_COLOR win over NO_COLOR.
  return hasColor() ? styleText("bold", text, { validateStream: false }) : text;
}

/**
 * Names and tags may hold anything, including codes that move the cursor, end the line or reverse it. Only a
 * terminal understands and needs the characters that isolate a text.
 */
export function printable(text: string): string {
  const shown = showLine(text);
  return process.stdout.isTTY ? shown : joinText(shown);
}

/** Shortens a text with an ellipsis in the middle, as names that begin alike differ at their ends. */
export function fitText(text: string, room: number): string {
  if (width(text) <= room) return text;
  const signs = [...new Intl.Segmenter().segment(joinText(text))].map(({ segment }) => segment);
  const take = (from: readonly string[], max: number) => {
    let taken = 0;
    for (let used = 0; taken < from.length; taken++) {
      used += width(from[taken] ?? "");
      if (used > max) break;
    }
    return from.slice(0, taken);
  };
  const head = take(signs, Math.ceil((room - 1) / 2));
  const tail = take(signs.slice(head.length).reverse(), Math.floor((room - 1) / 2)).reverse();
  return printable([...head, "…", ...tail].join(""));
}

export function pad(text: string, wanted: number, right = false): string {
  const space = " ".repeat(Math.max(0, wanted - width(text)));
  return right ? space + text : text + space;
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** A text's width in terminal columns. */
export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (/[\p{M}\p{Default_Ignorable_Code_Point}]/u.test(character)) continue;
    columns += WIDE.test(character) ? 2 : 1;
  }
  return columns;
}
