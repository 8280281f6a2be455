/** Infers what a result's columns contain from their names and values. */
import { isLongInteger } from "../../../lib/export/csv-text.ts";
import { isBytesKey, needsDates } from "../../../lib/model/format.ts";
import { exactNumber, isCode, type ValueKind } from "../../../lib/model/kinds.ts";
import type { Cell, QueryColumn } from "../../../lib/model/outcome.ts";
import { findMainRange } from "../../../lib/stats/main-range.ts";

export type Row = readonly Cell[];
export type ColumnUnit = "duration" | "start" | "bytes" | "id" | "count" | "plain";

export interface ResultColumn {
  /** Stable within a result and safe as an object key, whatever the SQL calls the column. */
  readonly id: string;
  readonly index: number;
  /** The name in the SQL; a duplicate gets " (2)". */
  readonly label: string;
  readonly kind: ValueKind;
  readonly unit: ColumnUnit;
  /** Its values are numbers, or texts that nearly all parse as numbers, as tag values often do. */
  readonly numeric: boolean;
  readonly holds?: QueryColumn["holds"];
  /** Its times are shown as dates, as they are of days. */
  readonly dated?: boolean | undefined;
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const NUMERIC_SHARE = 0.95;
/** Epoch seconds since 1973: a start column with smaller values already holds offsets. */
const EPOCH_FROM = 1e8;
/** Share of starts that may be from 1970, as recorded before a clock was set. */
const FAR_SHARE = 0.05;

/** A cell's number, or null. A text counts if it is a number as a whole. */
export function readNumber(cell: Cell | undefined): number | null {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== "string" || !NUMBER.test(cell)) return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}

/** The number to format a cell as; for a text, only if it is exactly that number's text. */
export function readExact(cell: Cell): number | null {
  return typeof cell === "string" ? (exactNumber(cell) ?? null) : readNumber(cell);
}

interface Counts {
  present: number;
  numbers: number;
  /** Texts that look like numbers but carry more information; one of them makes the column non-numeric. */
  codes: number;
  booleans: number;
  epochs: number;
}

/** Integers beyond 2^53 arrive as texts; they count as numbers if the file declares them as integers. */
function countCells(rows: readonly Row[], index: number, integers: boolean): Counts {
  const counts: Counts = { present: 0, numbers: 0, codes: 0, booleans: 0, epochs: 0 };
  for (const row of rows) {
    const cell = row[index];
    if (cell === null || cell === undefined) continue;
    counts.present += 1;
    if (typeof cell === "string") {
      if (isCode(cell) && !(integers && isLongInteger(cell))) counts.codes += 1;
      if (/^(true|false)$/i.test(cell)) counts.booleans += 1;
    }
    const value = readNumber(cell);
    if (value === null) continue;
    counts.numbers += 1;
    if (value >= EPOCH_FROM) counts.epochs += 1;
  }
  return counts;
}

/** `duration`, `self_duration`, `max(s.duration)`; not `count(duration)`. */
export function isDurationName(name: string): boolean {
  return /(^|[^a-z])duration$/i.test(name) || /^(avg|sum|total|min|max|median)\((\w+\.)?"?\w*duration"?\)$/i.test(name);
}

function isStartName(name: string): boolean {
  return /(^|[^a-z])start(ed)?$/i.test(name) || /^(min|max)\((\w+\.)?start(ed)?\)$/i.test(name);
}

function findUnit(name: string, counts: Counts): ColumnUnit {
  if (isDurationName(name)) return "duration";
  if (isStartName(name) && counts.epochs > 0 && counts.present - counts.epochs <= counts.present * FAR_SHARE)
    return "start";
  if (isBytesKey(name)) return "bytes";
  if (/^(id|.*_id)$/i.test(name)) return "id";
  if (/^(count|n|rows|count\(.*\))$/i.test(name)) return "count";
  return "plain";
}

/** Whether units have their own slot, so that digits line up. */
export function hasUnitSlot({ unit }: ResultColumn): boolean {
  return unit === "duration" || unit === "bytes";
}

/** Describes each column of a result, in order. */
export function describeColumns(columns: readonly QueryColumn[], rows: readonly Row[]): ResultColumn[] {
  const seen = new Map<string, number>();
  return columns.map(({ name, type, holds }, index) => {
    const earlier = seen.get(name) ?? 0;
    seen.set(name, earlier + 1);
    const label = earlier === 0 ? name : `${name} (${earlier + 1})`;
    const counts = countCells(rows, index, /INT/i.test(type ?? ""));
    const declared = counts.present === 0 && /INT|FLOAT|REAL|NUM|TIMESTAMP/i.test(type ?? "");
    const mostly = counts.present > 0 && counts.numbers >= counts.present * NUMERIC_SHARE;
    const numeric = declared || (mostly && counts.codes === 0);
    const boolean = counts.present > 0 && counts.booleans === counts.present;
    const unit = numeric ? findUnit(name, counts) : "plain";
    const kind = boolean ? "boolean" : unit === "start" ? "time" : numeric ? "number" : "text";
    return { id: `c${index}`, index, label, kind, unit, numeric, holds };
  });
}

/** The times of a column without those that are far off; null without any. */
function findTimes({ index, unit }: ResultColumn, rows: readonly Row[]) {
  if (unit !== "start") return null;
  return findMainRange(Float64Array.from(rows, (row) => readNumber(row[index]) ?? Number.NaN));
}

/**
 * Time that a result's starts are relative to, epoch seconds: the run's start, unless the result has earlier ones.
 * @param runStart when the newest run began, or null
 */
export function findOrigin(columns: readonly ResultColumn[], rows: readonly Row[], runStart: number | null): number {
  const first = Math.min(...columns.map((column) => findTimes(column, rows)?.low ?? Number.POSITIVE_INFINITY));
  return runStart !== null && first >= runStart ? runStart : Number.isFinite(first) ? first : 0;
}

/** Says which columns' times are shown as dates, as they are days from the origin. */
export function markDates(columns: readonly ResultColumn[], rows: readonly Row[], origin: number): ResultColumn[] {
  return columns.map((column) => {
    const times = findTimes(column, rows);
    return times && needsDates(times.low - origin, times.high - origin) ? { ...column, dated: true } : column;
  });
}
