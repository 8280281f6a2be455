/** What commands print on a terminal: aligned tables that fit, and colour only where a person looks. */
import { joinText, showLine } from "../../lib/model/shown-text.ts";
import { hasColor, lineWidth } from "./terminal.ts";

export interface TableColumn {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly right: boolean;
}

const GAP = "  ";
/** Of a column of texts, and of the title over figures, however little room there is. */
const LEAST = { text: 12, title: 8 } as const;

/**
 * Lines of a table, header first. Texts are made safe for a terminal.
 * @param room columns that a line may take: texts are cut in their middle to fit, figures never
 */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  room = Number.POSITIVE_INFINITY,
): string[] {
  const header = columns.map(({ title }) => printable(title));
  const cells = rows.map((row) => row.map(printable));
  const widest = (lines: readonly string[][]) =>
    columns.map((_, index) => lines.reduce((most, row) => Math.max(most, width(row[index] ?? "")), 0));
  const natural = widest([header, ...cells]);
  const figures = widest(cells);
  const least = columns.map(({ right }, index) => (right ? Math.max(figures[index] ?? 0, LEAST.title) : LEAST.text));
  const widths = shareRoom(natural, least, room - GAP.length * (columns.length - 1));
  return [header, ...cells].map((row) =>
    row
      .map((cell, index) => {
        const most = widths[index] ?? 0;
        return pad(fitText(cell, most), most, columns[index]?.right ?? false);
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** Takes from the widest first, from none more than to its least. */
function shareRoom(natural: readonly number[], least: readonly number[], room: number): number[] {
  const limited = (limit: number) =>
    natural.map((wanted, index) => Math.min(wanted, Math.max(limit, least[index] ?? 0)));
  const sum = (widths: readonly number[]) => widths.reduce((total, one) => total + one, 0);
  let limit = Math.max(0, ...natural);
  while (limit > 0 && sum(limited(limit)) > room) limit--;
  return limited(limit);
}

/** Prints a table on stdout, its header in bold on a terminal. */
export function printTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): void {
  const [header = "", ...lines] = formatTable(columns, rows, lineWidth());
  process.stdout.write(`${[bold(header), ...lines].join("\n")}\n`);
}

export function bold(text: string): string {
  return hasColor() ? `\u001b[1m${text}\u001b[22m` : text;
}

/**
 * Names and tags may hold anything, also the codes that move the cursor, end the line or turn it around. Only a terminal
 * knows the signs that set a text apart, and needs them.
 */
export function printable(text: string): string {
  const shown = showLine(text);
  return process.stdout.isTTY ? shown : joinText(shown);
}

/** A text with an ellipsis in its middle where it has no room: names that begin alike differ at their ends. */
export function fitText(text: string, room: number): string {
  if (width(text) <= room) return text;
  const signs = [...new Intl.Segmenter().segment(joinText(text))].map(({ segment }) => segment);
  const take = (from: readonly string[], most: number) => {
    let taken = 0;
    for (let used = 0; taken < from.length; taken++) {
      used += width(from[taken] ?? "");
      if (used > most) break;
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

/** Columns that a text takes on a terminal. */
export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (/[\p{M}\p{Default_Ignorable_Code_Point}]/u.test(character)) continue;
    columns += WIDE.test(character) ? 2 : 1;
  }
  return columns;
}
