/** A chart's colours, and which rows get which. */
import { assignColors, type Colors } from "../../../lib/model/colors.ts";
import { formatRange, MISSING } from "../../../lib/model/format.ts";
import { formatCellText } from "../../ui/table/cell-text.ts";
import { type ResultColumn, type Row, readNumber } from "../../ui/table/result-columns.ts";

/** The page's colours as strings a canvas understands. */
export interface ChartColors {
  readonly bg: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line2: string;
  readonly grid: string;
  readonly rest: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly failed: string;
  /** The two ends of a diverging scale. */
  readonly faster: string;
  readonly slower: string;
  /** Categorical colours 1 to 8 at index 0 to 7; the last is "other". */
  readonly categorical: readonly string[];
  /** Density steps, lowest first. */
  readonly sequence: readonly string[];
  readonly font: string;
}

/** Reads the tokens in effect on an element, so that charts follow the theme. */
export function readChartColors(element: Element): ChartColors {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    bg: read("bg"),
    ink: read("ink"),
    ink2: read("ink2"),
    ink3: read("ink3"),
    line2: read("line2"),
    grid: read("grid"),
    rest: read("rest"),
    accent: read("accent"),
    onAccent: read("on-accent"),
    failed: read("slow"),
    faster: read("faster"),
    slower: read("slower"),
    categorical: [1, 2, 3, 4, 5, 6, 7, 8].map((index) => read(`c${index}`)),
    sequence: [0, 1, 2, 3, 4, 5, 6, 7].map((step) => read(`seq${step}`)),
    font: style.fontFamily,
  };
}

/** Adds transparency to a `#rrggbb` colour, or to `#rgb`, to which built style sheets shorten some. */
export function fade(color: string, share: number): string {
  const long = color.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  const [, r = "0", g = "0", b = "0"] = /^#(..)(..)(..)/.exec(long) ?? [];
  return `rgba(${Number.parseInt(r, 16)},${Number.parseInt(g, 16)},${Number.parseInt(b, 16)},${share})`;
}

export interface Group {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  /** Row indices. */
  readonly rows: readonly number[];
}

export interface GroupOptions {
  readonly colors: ChartColors;
  readonly origin: number;
  /** Those of the colour column's values, if they are not to depend on these rows. */
  readonly valueColors?: Colors | undefined;
}

const OWN_COLORS = 7;
const STEPS = [3, 4, 5, 6, 7] as const;

/** Whether there are more distinct numbers than colours, which calls for shades from low to high. */
function isContinuous(column: ResultColumn, rows: readonly Row[]): boolean {
  if (!column.numeric) return false;
  const seen = new Set<number | null>();
  for (const row of rows) {
    seen.add(readNumber(row[column.index]));
    if (seen.size > OWN_COLORS + 1) return true;
  }
  return false;
}

export function groupRows(column: ResultColumn | null, rows: readonly Row[], options: GroupOptions): Group[] {
  if (!column) return [{ key: "", label: "", color: options.colors.ink3, rows: rows.map((_, i) => i) }];
  return isContinuous(column, rows) ? groupShades(column, rows, options) : groupValues(column, rows, options);
}

function groupValues(
  column: ResultColumn,
  rows: readonly Row[],
  { colors, origin, valueColors }: GroupOptions,
): Group[] {
  const groups = new Map<string | null, number[]>();
  for (const [i, row] of rows.entries()) {
    const cell = row[column.index];
    const key = cell === null || cell === undefined ? null : String(cell);
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  }
  const texts = [...groups.keys()].filter((key) => key !== null);
  // The legend lists numbers by size, texts in order of appearance.
  if (column.numeric) texts.sort((a, b) => Number(a) - Number(b));
  const colorIndexes = valueColors ?? colorByCount(new Map(texts.map((text) => [text, groups.get(text)?.length ?? 0])));
  const other = colors.categorical[7] ?? colors.ink3;
  const own = texts
    .filter((text) => (colorIndexes.get(text) ?? 8) < 8)
    .map((text) => ({
      key: `=${text}`,
      label: formatCellText(text, column, origin),
      color: colors.categorical[(colorIndexes.get(text) ?? 8) - 1] ?? other,
      rows: groups.get(text) ?? [],
    }));
  const rest = texts.filter((text) => (colorIndexes.get(text) ?? 8) === 8);
  const more = rest.flatMap((text) => groups.get(text) ?? []).sort((a, b) => a - b);
  const without = groups.get(null) ?? [];
  if (more.length > 0) own.push({ key: "+", label: `${rest.length} more`, color: other, rows: more });
  if (without.length > 0) own.push({ key: "-", label: MISSING, color: other, rows: without });
  return own;
}

/** The most frequent values get colours. */
export function colorByCount(counts: ReadonlyMap<string, number>): Colors {
  const ranked = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return assignColors(ranked.map(([text]) => text));
}

function groupShades(column: ResultColumn, rows: readonly Row[], { colors, origin }: GroupOptions): Group[] {
  const valued: { readonly row: number; readonly value: number }[] = [];
  const without: number[] = [];
  for (const [row, cells] of rows.entries()) {
    const value = readNumber(cells[column.index]);
    if (value === null) without.push(row);
    else valued.push({ row, value });
  }
  valued.sort((a, b) => a.value - b.value);
  const groups: Group[] = [];
  for (const [i, step] of STEPS.entries()) {
    const part = valued.slice(
      Math.floor((i * valued.length) / STEPS.length),
      Math.floor(((i + 1) * valued.length) / STEPS.length),
    );
    if (part.length === 0) continue;
    const format = (at: number) => formatCellText(part.at(at)?.value ?? 0, column, origin);
    groups.push({
      key: `shade ${step}`,
      label: formatRange(format(0), format(-1)),
      color: colors.sequence[step] ?? colors.ink3,
      rows: part.map(({ row }) => row).sort((a, b) => a - b),
    });
  }
  if (without.length > 0)
    groups.push({ key: "-", label: MISSING, color: colors.categorical[7] ?? colors.ink3, rows: without });
  return groups;
}
