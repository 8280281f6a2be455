/** Maps a column to positions on a chart axis. */
import {
  formatBytes,
  formatCount,
  formatDurationText,
  formatNumber,
  formatRange,
  formatStart,
} from "../../../lib/model/format.ts";
import { padEnds } from "../../../lib/stats/axis-ends.ts";
import { suitsLog } from "../../../lib/stats/log-axis.ts";
import { findMainRange } from "../../../lib/stats/main-range.ts";
import { areIntegers, binEdge, findExtent, makeBinOf } from "../../../lib/stats/number-bins.ts";
import { formatCellText } from "../../ui/table/cell-text.ts";
import { type ResultColumn, type Row, readNumber } from "../../ui/table/result-columns.ts";
import type { TickScale } from "./ticks.ts";

export interface Scale extends TickScale {
  readonly column: ResultColumn | null;
  readonly title: string;
  /** One position per row; NaN where a row has none. */
  readonly values: Float64Array;
  /** Rows without a value. */
  readonly missing: number;
  /** Rows that a log axis cannot show. */
  readonly zeros: number;
  readonly negative: boolean;
  /** Rows with starts so far off that the axis leaves them out. */
  readonly far: { readonly earlier: number; readonly later: number };
  /** Rows in the rarest categories, beyond the limit. */
  readonly rare: { readonly rows: number; readonly categories: number };
}

export interface ScaleOptions {
  readonly log: boolean;
  /** Time that starts are relative to, epoch seconds. */
  readonly origin: number;
  /** Treats numbers as categories: each value its own if there are few, else ranges. */
  readonly sideBySide?: boolean;
  /** The order of the texts, if decided elsewhere. */
  readonly categories?: readonly string[] | undefined;
}

const MAX_CATEGORIES = 40;
const MAX_NUMBERS = 24;
const RANGES = 12;

const NONE = { missing: 0, zeros: 0, negative: false, far: { earlier: 0, later: 0 }, rare: { rows: 0, categories: 0 } };

/** Without a column, every row gets the same position. */
function makeSinglePosition(rows: readonly Row[]): Scale {
  return {
    ...NONE,
    column: null,
    title: "",
    log: false,
    unit: "plain",
    categories: [""],
    values: new Float64Array(rows.length),
  };
}

export function makeScale(column: ResultColumn | null, rows: readonly Row[], options: ScaleOptions): Scale {
  if (!column) return makeSinglePosition(rows);
  if (options.categories || !column.numeric) return makeCategories(column, rows, options);
  if (options.sideBySide) return makeNumberCategories(column, rows, options.origin);
  return makeNumbers(column, rows, options);
}

function makeNumbers(column: ResultColumn, rows: readonly Row[], { log, origin }: ScaleOptions): Scale {
  const values = new Float64Array(rows.length);
  const shift = column.unit === "start" ? origin : 0;
  let missing = 0;
  let zeros = 0;
  let negative = false;
  for (const [i, row] of rows.entries()) {
    const value = readNumber(row[column.index]);
    values[i] = Number.NaN;
    if (value === null) missing += 1;
    else if (log && value <= 0) {
      zeros += 1;
      negative ||= value < 0;
    } else values[i] = value - shift;
  }
  const far = column.unit === "start" ? leaveOutFar(values) : NONE.far;
  const integers = column.unit !== "start" && column.unit !== "duration" && areIntegers(values);
  const title = log ? `${column.label} (log)` : column.label;
  const datesFrom = column.dated ? origin : undefined;
  const axis = { column, title, log, unit: column.unit, integers, categories: null, datesFrom };
  return { ...NONE, ...axis, values, missing, zeros, negative, far };
}

function leaveOutFar(values: Float64Array): Scale["far"] {
  const main = findMainRange(values);
  if (!main || main.earlier.count + main.later.count === 0) return NONE.far;
  for (const [i, value] of values.entries()) if (value < main.low || value > main.high) values[i] = Number.NaN;
  return { earlier: main.earlier.count, later: main.later.count };
}

function makeCategories(column: ResultColumn, rows: readonly Row[], { origin, categories }: ScaleOptions): Scale {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const cell = row[column.index];
    if (cell !== null && cell !== undefined) counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1);
  }
  // The most frequent categories, in order of appearance.
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MAX_CATEGORIES);
  const wanted = new Set(frequent.map(([text]) => text));
  const order = categories ?? [...counts.keys()].filter((text) => wanted.has(text));
  const places = new Map(order.map((text, i) => [text, i]));
  const values = new Float64Array(rows.length);
  let missing = 0;
  let rare = 0;
  for (const [i, row] of rows.entries()) {
    const cell = row[column.index];
    const place = cell === null || cell === undefined ? undefined : places.get(String(cell));
    values[i] = place ?? Number.NaN;
    if (cell === null || cell === undefined) missing += 1;
    else if (place === undefined) rare += 1;
  }
  return {
    ...NONE,
    column,
    title: column.label,
    log: false,
    unit: "plain",
    categories: [...places.keys()].map((text) => formatCellText(text, column, origin)),
    values,
    missing,
    rare: { rows: rare, categories: Math.max(0, counts.size - places.size) },
  };
}

function makeNumberCategories(column: ResultColumn, rows: readonly Row[], origin: number): Scale {
  const numbers = makeNumbers(column, rows, { log: false, origin });
  const sorted = [...new Set(numbers.values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (sorted.length <= MAX_NUMBERS) {
    // Keyed by text, in numeric order: 1.5 and 1.50 are two categories.
    const texts = rows.map((row, i) => (Number.isNaN(numbers.values[i]) ? "" : String(row[column.index])));
    const size = new Map(texts.map((text, i) => [text, numbers.values[i] as number]));
    size.delete("");
    const order = [...size].sort(([a, low], [b, high]) => low - high || (a < b ? -1 : 1)).map(([text]) => text);
    const places = new Map(order.map((text, i) => [text, i]));
    return {
      ...numbers,
      categories: order.map((text) => formatCellText(text, column, origin)),
      values: Float64Array.from(texts, (text) => places.get(text) ?? Number.NaN),
    };
  }
  return { ...numbers, ...makeRanges(numbers, sorted) };
}

/** Ranges of equal width, or of equal ratio if the numbers are better shown on a log axis; times have no ratios. */
function makeRanges(numbers: Scale, sorted: readonly number[]): Pick<Scale, "categories" | "values"> {
  const low = sorted[0] ?? 0;
  const high = sorted.at(-1) ?? 0;
  const ratio = numbers.unit !== "start" && suitsLog({ values: numbers.values }, numbers.unit) && low > 0;
  const axis = { low, high, log: ratio, bins: RANGES };
  const placeOf = makeBinOf(axis);
  const format = (place: number) =>
    numbers.unit === "start"
      ? formatShort(numbers, binEdge(axis, place))
      : formatValue(numbers, Number(binEdge(axis, place).toPrecision(2)));
  // Two dates would be too long, and the next place says where one ends.
  const say = (place: number) =>
    numbers.datesFrom === undefined
      ? formatRange(format(place), format(place + 1))
      : `${format(place).replace(/:\d\d$/, "")} –`;
  return {
    categories: Array.from({ length: RANGES }, (_, i) => say(i)),
    values: numbers.values.map((value) => (Number.isNaN(value) ? value : placeOf(value))),
  };
}

/** Formats an axis value: `1.51 s`, `2.19 MB`, `+5.123 s`, a category. */
export function formatValue({ unit, categories, datesFrom }: TickScale, value: number, decimals: 0 | 3 = 3): string {
  if (categories) return categories[value] ?? "";
  if (unit === "duration") return formatDurationText(value);
  if (unit === "bytes") return formatBytes(value);
  if (unit === "start")
    return formatStart(value, datesFrom === undefined ? null : { origin: datesFrom, dated: true }, decimals);
  return unit === "count" && Number.isInteger(value) ? formatCount(value) : formatNumber(value);
}

/** The same, rounded to three digits; times to the second where they are clocks or dates. */
export function formatShort(scale: TickScale, value: number): string {
  if (scale.unit === "start" && !scale.categories)
    return formatValue(scale, value, scale.datesFrom !== undefined || Math.abs(value) >= 600 ? 0 : 3);
  return formatValue(scale, Number(value.toPrecision(3)));
}

/** The ends of an axis in its own values. */
export function findEnds(scale: Scale, used: Iterable<number>): [number, number] {
  if (scale.categories) return [-0.5, scale.categories.length - 0.5];
  const [low, high] = findExtent(used);
  // Nothing starts before the first.
  if (scale.unit === "start" && low === high) return [low - 0.04, high + 0.96];
  return padEnds(low, high, scale);
}
