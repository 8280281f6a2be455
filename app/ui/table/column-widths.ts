/** Widths that the reader gave columns, by table: a matter of their screen, so in a cookie and not in the address. */

/** Pixels by column. */
export type Widths = ReadonlyMap<string, number>;
export type TableWidths = ReadonlyMap<string, Widths>;

export const LEAST_WIDTH = 44;
export const MOST_WIDTH = 2000;
/** A browser drops a cookie of 4 kB. */
const MOST_TEXT = 3000;

export function clampWidth(width: number, least = LEAST_WIDTH): number {
  return Math.round(Math.min(MOST_WIDTH, Math.max(least, width)));
}

/** Of a cookie; anything that is not a table's widths is left out. */
export function parseWidths(text: string | undefined): TableWidths {
  const tables = new Map<string, Widths>();
  for (const one of parseList(text)) {
    if (!Array.isArray(one)) continue;
    const [table, ...cells] = one as readonly unknown[];
    const widths = new Map<string, number>();
    for (let i = 0; i < cells.length; i += 2) {
      const [id, width] = [cells[i], cells[i + 1]];
      if (typeof id === "string" && typeof width === "number") widths.set(id, clampWidth(width));
    }
    if (typeof table === "string" && widths.size > 0) tables.set(table, widths);
  }
  return tables;
}

function parseList(text: string | undefined): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** As a cookie: if they are too many, without the tables that were changed first, then without a table's last columns. */
export function formatWidths(tables: TableWidths): string {
  let list = [...tables].map(([table, widths]) => [table, ...[...widths].flat()]);
  for (;;) {
    const text = encodeURIComponent(JSON.stringify(list));
    if (text.length <= MOST_TEXT) return text;
    list = list.length > 1 ? list.slice(1) : list.map((one) => one.slice(0, one.length - 2));
  }
}
