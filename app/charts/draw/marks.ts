/** Marks shared by several plot types. */
import type { XAxisName, YAxisName } from "plotly.js/lib/core";
import { formatCellText } from "../../ui/table/cell-text.ts";
import type { ResultColumn } from "../../ui/table/result-columns.ts";
import type { Prepared, Tip, Trace } from "../model.ts";
import { escapeText } from "./axis-layout.ts";
import type { Group } from "./colors.ts";
import { findBounds, makeRegionTest, type Region } from "./region.ts";
import type { Scale } from "./scale.ts";

/** From 100,000 points on, Plotly's hover blocks for seconds. */
export const MAX_POINTS = 50_000;
/** Above this, WebGL is faster than SVG. */
const GL_FROM = 10_000;

/** A row's tooltip: its duration and the other axes' values, or whatever the axes show. */
export function describeRow(chart: Prepared, row: number): Tip {
  const { axes, rows, origin } = chart;
  const format = (column: ResultColumn | null) =>
    column ? formatCellText(rows[row]?.[column.index], column, origin) : "";
  const shown = [...(axes.dims.length > 0 ? axes.dims.slice(1) : [axes.x]), axes.color].filter(
    (column, i, all) => column && column !== axes.y && all.indexOf(column) === i,
  );
  return {
    figure: format(axes.dims[0] ?? axes.y ?? axes.x),
    where: shown.map((column) => `${column?.label} ${format(column)}`),
  };
}

export function valueAt(scale: Scale, row: number): number {
  return scale.values[row] ?? Number.NaN;
}

/** The rows that have a position on every scale. */
export function keepPlaced(rows: readonly number[], ...scales: readonly Scale[]): number[] {
  return rows.filter((row) => scales.every((scale) => !Number.isNaN(valueAt(scale, row))));
}

/** Every n-th row, if there are too many to draw. */
export function pickEvery(rows: readonly number[], every: number): readonly number[] {
  return every > 1 ? rows.filter((_, i) => i % every === 0) : rows;
}

/** Both trace types take the same data, which Plotly's types cannot express. */
export function drawingType(points: number): "scatter" {
  return (points > GL_FROM ? "scattergl" : "scatter") as "scatter";
}

const same = (value: number) => value;

/** Selects the rows in a region of an x and a y scale. If y counts rows, only the region's x range matters. */
export function pickRows(chart: Prepared, x: Scale, y: Scale | null): (region: Region) => number[] {
  const rows = chart.groups.flatMap((group) => group.rows);
  return (region) => {
    const test = makeRegionTest(region, x.log ? Math.log : same, y?.log ? Math.log : same);
    if (y) return rows.filter((row) => test(valueAt(x, row), valueAt(y, row)));
    const [low, high] = findBounds(region).x;
    return rows.filter((row) => valueAt(x, row) >= low && valueAt(x, row) <= high);
  };
}

interface PointsOptions {
  readonly group: Group;
  readonly rows: readonly number[];
  readonly x: Scale;
  readonly y: Scale;
  /** Points in the whole plot. */
  readonly total: number;
  /** The axes, if not the first two. */
  readonly axes?: { readonly xaxis: XAxisName; readonly yaxis: YAxisName };
  readonly size?: number;
}

/** A group's points; selected ones are solid and outlined, on top of the rest. */
export function drawPoints(chart: Prepared, { group, rows, x, y, total, axes, size = 4.6 }: PointsOptions): Trace[] {
  const { selected, colors } = chart;
  const draw = (part: readonly number[], marker: object): Trace => ({
    rows: part,
    data: {
      type: drawingType(total),
      mode: "markers",
      name: escapeText(group.label),
      x: part.map((row) => valueAt(x, row)),
      y: part.map((row) => valueAt(y, row)),
      ...(axes ?? {}),
      marker: { color: group.color, size, line: { width: 0 }, ...marker },
      hoverinfo: "none",
    },
  });
  if (!selected) return [draw(rows, { opacity: total > 200 ? 0.5 : 0.75 })];
  const chosen = rows.filter((row) => selected.has(row));
  const rest = draw(
    rows.filter((row) => !selected.has(row)),
    { opacity: 0.34 },
  );
  if (chosen.length === 0) return [rest];
  return [rest, draw(chosen, { opacity: 1, size: size * 1.3, line: { width: 0.8, color: colors.bg } })];
}

/** Orders the traces of all groups so that selected points are on top. */
export function sortBySelection(traces: readonly Trace[], chart: Prepared): Trace[] {
  const isChosen = ({ rows }: Trace) => chart.selected?.has(rows?.[0] ?? -1) ?? false;
  return [...traces.filter((trace) => !isChosen(trace)), ...traces.filter(isChosen)];
}
