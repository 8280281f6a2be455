/** Which columns a plot shows: what was chosen, where it still exists, else what is most worth seeing. Pure. */
import { type ResultColumn, type Row, readNumber } from "../results/result-columns.ts";

export const PLOT_TYPES = ["scatter", "line", "histogram", "box", "heatmap"] as const;
export type PlotType = (typeof PLOT_TYPES)[number];

/** What somebody chose, by column label; what is missing is for `chooseAxes` to decide. */
export interface PlotChoice {
  readonly plot?: PlotType;
  readonly x?: string;
  readonly y?: string;
  /** The empty string for no colours. */
  readonly color?: string;
  readonly logx?: boolean;
  readonly logy?: boolean;
}

export interface Axes {
  readonly plot: PlotType;
  readonly x: ResultColumn | null;
  /** Null in a histogram, whose bars count rows. */
  readonly y: ResultColumn | null;
  readonly color: ResultColumn | null;
  readonly logX: boolean;
  readonly logY: boolean;
}

/** From this ratio of p99 to p50 on, durations are only readable on a log axis. */
const LOG_FROM = 10;

function isLongTailed(column: ResultColumn | null, rows: readonly Row[]): boolean {
  if (column?.unit !== "duration") return false;
  const values = rows
    .map((row) => readNumber(row[column.index]))
    .filter((value): value is number => value !== null && value > 0)
    .sort((a, b) => a - b);
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
  return at(0.99) > LOG_FROM * at(0.5);
}

/** The columns a plot type starts with: start, duration and name where they exist. */
function chooseDefaults(columns: readonly ResultColumn[], plot: PlotType) {
  const called = (name: string) => columns.find((column) => column.label === name) ?? null;
  const numbers = columns.filter((column) => column.numeric);
  const telling = numbers.filter((column) => column.unit !== "id");
  const others = columns.filter((column) => !column.numeric);
  const duration = called("duration") ?? telling.find((column) => column.unit === "duration") ?? null;
  const color = called("name");
  if (plot === "histogram") return { x: duration ?? telling[0] ?? numbers[0] ?? columns[0] ?? null, y: null, color };
  const y = duration ?? telling.at(-1) ?? numbers.at(-1) ?? columns.at(-1) ?? null;
  const rest = (list: ResultColumn[]) => list.find((column) => column !== y);
  const byCategory = color ?? others[0] ?? rest(telling) ?? rest(numbers);
  const byNumber = called("start") ?? rest(telling) ?? color ?? others[0] ?? rest(numbers);
  return { x: (plot === "box" ? byCategory : byNumber) ?? y, y, color };
}

/** Decides on the axes of a result, given what was chosen for an earlier one perhaps. */
export function chooseAxes(columns: readonly ResultColumn[], rows: readonly Row[], choice: PlotChoice): Axes {
  const plot = choice.plot ?? "scatter";
  const called = (label: string | undefined) => (label ? columns.find((column) => column.label === label) : undefined);
  const defaults = chooseDefaults(columns, plot);
  const x = called(choice.x) ?? defaults.x;
  const y = plot === "histogram" ? null : (called(choice.y) ?? defaults.y);
  const color = choice.color === "" ? null : (called(choice.color) ?? defaults.color);
  const canLogX = plot !== "box" && x?.numeric === true && x.unit !== "start";
  const canLogY = plot === "histogram" || (y?.numeric === true && y.unit !== "start");
  return {
    plot,
    x,
    y,
    color,
    logX: canLogX && (choice.logx ?? isLongTailed(x, rows)),
    logY: canLogY && (choice.logy ?? (plot !== "histogram" && isLongTailed(y, rows))),
  };
}

/**
 * The columns to choose for a new query, so that those on screen stay where its result has them too. Undefined stands for
 * the names that the page would choose by itself.
 */
export function keepAxes({ x, y, color }: PlotChoice, axes: Axes, columns: readonly ResultColumn[]) {
  const exists = (label: string | undefined) => columns.some((column) => column.label === label);
  const keep = (chosen: string | undefined, shown: ResultColumn | null, own: string) =>
    exists(chosen) ? chosen : shown && shown.label !== own ? shown.label : undefined;
  const ownX = { histogram: "duration", box: "name", scatter: "start", line: "start", heatmap: "start" };
  return {
    x: keep(x, axes.x, ownX[axes.plot]),
    y: axes.plot === "histogram" ? y : keep(y, axes.y, "duration"),
    color: color === "" ? "" : keep(color, axes.color, "name"),
  };
}
