/** Which columns a plot shows: the chosen ones if they still exist, else the most informative ones. */
import { suitsLog } from "../../lib/stats/log-axis.ts";
import { type ResultColumn, type Row, readNumber } from "../ui/table/result-columns.ts";
import type { ChartAxes } from "./model.ts";
import type { PlotType } from "./plot-types.ts";
import { kindOf } from "./registry.ts";

/** The user's choice, by column label; `chooseAxes` fills in the rest. */
export interface PlotChoice {
  readonly plot?: PlotType;
  readonly x?: string;
  readonly y?: string;
  /** Empty string: no colours. */
  readonly color?: string;
  readonly logx?: boolean;
  readonly logy?: boolean;
  /** Columns of a multi-column plot. */
  readonly dims?: readonly string[];
  /** Those of them whose axes are logarithmic, if chosen elsewhere, from more than the rows. */
  readonly logDims?: readonly string[];
  /** Median lines, one per colour. */
  readonly trend?: boolean;
  /** Histograms along both axes. */
  readonly margins?: boolean;
}

/** The columns of a plot whose type has been chosen. */
export interface Axes extends ChartAxes {
  readonly plot: PlotType;
}

const DEFAULT_DIMS = 4;

/** Whether a column is better shown on a log axis. */
function needsLog(column: ResultColumn | null, rows: readonly Row[]): boolean {
  if (!column || !canLog(column)) return false;
  return suitsLog(
    { values: Float64Array.from(rows, (row) => readNumber(row[column.index]) ?? Number.NaN) },
    column.unit,
  );
}

/** A plot type's default columns: start, duration and name where they exist. */
function chooseDefaults(columns: readonly ResultColumn[], plot: PlotType) {
  const called = (name: string) => columns.find((column) => column.label === name) ?? null;
  const numbers = columns.filter((column) => column.numeric);
  const telling = numbers.filter((column) => column.unit !== "id");
  const others = columns.filter((column) => !column.numeric);
  const duration = called("duration") ?? telling.find((column) => column.unit === "duration") ?? null;
  const color = called("name");
  const kind = kindOf(plot);
  if (kind.y !== "column") return { x: duration ?? telling[0] ?? numbers[0] ?? columns[0] ?? null, y: null, color };
  const y = duration ?? telling.at(-1) ?? numbers.at(-1) ?? columns.at(-1) ?? null;
  const rest = (list: ResultColumn[]) => list.find((column) => column !== y);
  const byCategory = color ?? others[0] ?? rest(telling) ?? rest(numbers);
  const byNumber = called("start") ?? rest(telling) ?? color ?? others[0] ?? rest(numbers);
  return { x: (kind.x === "places" ? byCategory : byNumber) ?? y, y, color };
}

/** Defaults for multi-column plots: durations first, then other numbers, then text columns with few values. */
function chooseDims(columns: readonly ResultColumn[], rows: readonly Row[], choice: PlotChoice): ResultColumn[] {
  const { several } = kindOf(choice.plot ?? "scatter");
  if (!several) return [];
  const chosen = (choice.dims ?? []).flatMap((label) => columns.find((column) => column.label === label) ?? []);
  if (chosen.length > 0) return chosen.slice(0, several.max);
  const rank = (column: ResultColumn) =>
    column.unit === "duration" ? 0 : column.unit === "id" ? 9 : column.numeric && column.unit !== "start" ? 1 : 2;
  const telling = columns.filter(
    (column) =>
      // Few spans have an error; a line or point needs a value in each column.
      column.unit !== "id" &&
      column.id !== "error" &&
      countValues(column, rows) > 1 &&
      (column.numeric || countValues(column, rows) <= 24),
  );
  const wanted = telling.length > 0 ? telling : columns;
  const first = [...wanted].sort((a, b) => rank(a) - rank(b) || a.index - b.index).slice(0, DEFAULT_DIMS);
  return several.firstIsLast ? [...first.slice(1), ...first.slice(0, 1)] : first;
}

const MAX_COUNTED_VALUES = 30;

function countValues(column: ResultColumn, rows: readonly Row[]): number {
  const seen = new Set<unknown>();
  for (const row of rows) {
    const cell = row[column.index];
    if (cell !== null && cell !== undefined) seen.add(cell);
    if (seen.size > MAX_COUNTED_VALUES) break;
  }
  return seen.size;
}

/** Chooses the axes for a result; `choice` may stem from an earlier one. */
export function chooseAxes(columns: readonly ResultColumn[], rows: readonly Row[], choice: PlotChoice): Axes {
  const plot = choice.plot ?? "scatter";
  const kind = kindOf(plot);
  const called = (label: string | undefined) => (label ? columns.find((column) => column.label === label) : undefined);
  const defaults = chooseDefaults(columns, plot);
  const x = called(choice.x) ?? defaults.x;
  const y = kind.y === "column" ? (called(choice.y) ?? defaults.y) : null;
  const color = choice.color === "" ? null : (called(choice.color) ?? defaults.color);
  const canLogX = canLog(x) && kind.x === "along";
  const canLogY = kind.y === "column" ? canLog(y) : kind.y.canLog;
  const dims = chooseDims(columns, rows, choice);
  const { logDims } = choice;
  return {
    plot,
    x,
    y,
    color,
    logX: canLogX && (choice.logx ?? needsLog(x, rows)),
    logY: canLogY && (choice.logy ?? needsLog(y, rows)),
    dims,
    logDims: dims.map((column) => canLog(column) && (logDims?.includes(column.label) ?? needsLog(column, rows))),
    trend: kind.extras === true && (choice.trend ?? false),
    margins: kind.extras === true && (choice.margins ?? false),
  };
}

/** A log axis needs numbers, and ratios of starts are meaningless. */
export function canLog(column: ResultColumn | null): boolean {
  return column?.numeric === true && column.unit !== "start";
}

/**
 * The choice for a new query, keeping the columns on screen if its result has them too. Undefined means the page's
 * default.
 */
export function keepAxes({ x, y, color }: PlotChoice, axes: Axes, columns: readonly ResultColumn[]) {
  const exists = (label: string | undefined) => columns.some((column) => column.label === label);
  const keep = (chosen: string | undefined, shown: ResultColumn | null, own: string) =>
    exists(chosen) ? chosen : shown && shown.label !== own ? shown.label : undefined;
  const kind = kindOf(axes.plot);
  const ownX = kind.x === "places" ? "name" : kind.y === "column" ? "start" : "duration";
  return {
    x: keep(x, axes.x, ownX),
    y: kind.y === "column" ? keep(y, axes.y, "duration") : y,
    color: color === "" ? "" : keep(color, axes.color, "name"),
  };
}
