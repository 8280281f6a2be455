/** What a column's head shows besides its name, how wide the column is, and the axis of a duration column's bars. */

import { type ExploreColumn, isErrorColumn } from "../../../lib/analysis/explore/answer.ts";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { shareOf } from "../../../lib/stats/number-bins.ts";
import { roundDurationDown, roundDurationUp } from "../../charts/draw/round-numbers.ts";
import { formatRoundDuration } from "../../charts/draw/tick-texts.ts";
import { formatCellText } from "../../ui/table/cell-text.ts";
import { readNumber } from "../../ui/table/result-columns.ts";
import type { RowCells } from "./use-rows.ts";

/** `98 % numeric`, `3 values`, `↑ file`, `60 own, 720 ↑ file`, `38 spans`; undefined if there is nothing to report. */
export function describeColumn(column: ExploreColumn): string | undefined {
  const { tag, from, inherited, kind, estimated, numericShare, present, values } = column;
  const about = estimated ? "≈ " : "";
  if (isErrorColumn(column) && present !== null) return about + formatCounted(present, "span");
  if (tag === null) return undefined;
  if (from !== null) return `↑ ${formatText(from)}`;
  if (inherited) {
    const [only, ...more] = inherited.from;
    const source = only !== undefined && more.length === 0 ? ` ${formatText(only)}` : "";
    return `${about}${formatCount((present ?? 0) - inherited.count)} own, ${formatCount(inherited.count)} ↑${source}`;
  }
  if (kind === "number" || (kind === "text" && numericShare >= 0.5)) {
    // Rounded down, so that only all of them are 100 %.
    return `${about}${Math.floor(numericShare * 100 + 1e-9)} % numeric`;
  }
  return values === null ? undefined : about + formatCounted(values, "value");
}

const TITLES: Readonly<Record<string, string>> = { name: "Name", start: "Start", duration: "Duration", error: "Error" };

export function titleOf({ tag, label }: ExploreColumn): string {
  return tag === null ? (TITLES[label] ?? label) : formatText(label);
}

const MAX_DECIMALS = 3;

/** Decimals for a column of plain numbers, so that the digits line up. */
export function countDecimals({ index, numeric, unit }: ExploreColumn, rows: readonly RowCells[]): number {
  if (!numeric || unit !== "plain") return 0;
  let most = 0;
  for (const row of rows) {
    const value = readNumber(row[index]);
    if (value === null || Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 0.0005)) continue;
    const decimals = String(Number(value.toFixed(MAX_DECIMALS))).split(".")[1]?.length ?? 0;
    if (decimals > most) most = decimals;
  }
  return most;
}

export const DURATION_WIDTH = 196;
/** Typical widths: a digit of the text takes 8.2 px, as all do in a column, and lower-case letters 7.0 on average. */
const CHARACTER = { text: 7.6, mono: 7.3, small: 6 } as const;
const PADDING = 20;
const MARK = 22;
const SWATCH = 16;
const MIN_WIDTH = 62;
const MAX_WIDTH = 210;

/** A width that fits most of the given values and both lines of the head. */
export function measureColumn(column: ExploreColumn, rows: readonly RowCells[], origin: number): number {
  if (column.id === "duration") return DURATION_WIDTH;
  // The first column has more padding.
  const edge = column.unit === "id" ? 8 : 0;
  const mono = column.unit === "id" || isErrorColumn(column) || (!column.numeric && column.tag !== null);
  const arrow = column.inherited ? 2 : 0;
  // The last start is the longest text, wherever it is listed.
  const last = column.unit === "start" && column.range ? [column.range[1]] : [];
  const cells = [...rows.map((row) => row[column.index]), ...last];
  const cell = arrow + Math.max(0, ...cells.map((value) => formatCellText(value, column, origin).length));
  const head = titleOf(column).length * CHARACTER.text + (column.tag === null ? 12 : MARK + 12);
  const more = (describeColumn(column)?.length ?? 0) * CHARACTER.small;
  const body = cell * (mono ? CHARACTER.mono : CHARACTER.text) + (column.numeric ? 0 : SWATCH);
  return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, head, more, body) + PADDING + edge));
}

export interface DurationAxis {
  readonly low: number;
  readonly high: number;
}

/**
 * A range of durations that includes those of some rows: of a sample, the range is not that of all spans, and the
 * slowest of all are listed first.
 */
export function reachRows(
  range: readonly [number, number] | null,
  rows: readonly RowCells[],
  columns: readonly ExploreColumn[],
): readonly [number, number] | null {
  const index = columns.find(({ id }) => id === "duration")?.index ?? -1;
  const listed = rows.map((row) => readNumber(row[index]) ?? 0).filter((duration) => duration > 0);
  return range && [Math.min(range[0], ...listed), Math.max(range[1], ...listed)];
}

const TOLERANCE = 1e-4;

/**
 * A logarithmic axis with round ends.
 * @param range shortest duration above 0 and longest, seconds
 */
export function makeDurationAxis(range: readonly [number, number] | null): DurationAxis | null {
  if (!range || !(range[0] > 0) || !(range[1] > 0)) return null;
  const [low, high] = [roundDurationDown(range[0], TOLERANCE), roundDurationUp(range[1], TOLERANCE)];
  return low < high ? { low, high } : { low: low / 2, high: high * 2 };
}

/** Length of a duration's bar, 0 to 1. */
export function measureBar(axis: DurationAxis, duration: number): number {
  return duration > 0 ? shareOf({ ...axis, log: true }, duration) : 0;
}

/** `bar: log, 20 µs to 3 s`. */
export function describeDurationAxis({ low, high }: DurationAxis): string {
  return `bar: log, ${formatRoundDuration(low)} to ${formatRoundDuration(high)}`;
}
