/** Scatter matrix: every column against every other, with rank correlations above the diagonal. */
import { formatCount, MISSING } from "../../../lib/model/format.ts";
import { shareOf, valueAtShare } from "../../../lib/stats/number-bins.ts";
import { spearman } from "../../../lib/stats/ranks.ts";
import { indexOfAxis, nameAxis } from "../draw/axis-layout.ts";
import { countBins, makeBins } from "../draw/bins.ts";
import { fade } from "../draw/colors.ts";
import { drawPoints, keepPlaced, MAX_POINTS, pickEvery, pickRows, sortBySelection, valueAt } from "../draw/marks.ts";
import { type AxisPair, axesOf, type Region } from "../draw/region.ts";
import { findEnds, type Scale } from "../draw/scale.ts";
import { cutTable } from "../draw/table.ts";
import type { AxisView, ChartTable, Layer, PlacedAxis, PlotKind, Prepared, Trace } from "../model.ts";

/** Gap around a cell, as a share of its size. */
const GAP = 0.07;
const BARS = 24;
const MINUS = "\u2212";

interface Matrix {
  readonly scales: readonly Scale[];
  readonly views: readonly AxisView[];
  readonly rows: readonly number[];
}

/** A column's histogram, on the diagonal. */
function drawOwn({ scales, views, rows }: Matrix, i: number, color: string): Trace[] {
  const [scale, view] = [scales[i], views[i]];
  if (!scale || !view) return [];
  const values = keepPlaced(rows, scale).map((row) => valueAt(scale, row));
  const bins = makeBins(scale, values, { max: BARS, exactly: true });
  const bars = countBins(bins, values);
  const most = Math.max(1, ...bars);
  const [low, high] = view.ends;
  const axis = { low, high, log: scale.log };
  const at = (share: number) => valueAtShare(axis, share);
  const x = bars.flatMap((_, bin) => {
    const [from, to] = bins.edges.slice(bin, bin + 2).map((edge) => shareOf(axis, edge)) as [number, number];
    const [left, right] = [at(from + 0.06 * (to - from)), at(to - 0.06 * (to - from))];
    return [left, left, right, right];
  });
  const y = bars.flatMap((height) => [at(0), at((0.86 * height) / most), at((0.86 * height) / most), at(0)]);
  return [
    {
      data: {
        type: "scatter",
        mode: "lines",
        x,
        y,
        xaxis: nameAxis("x", i),
        yaxis: nameAxis("y", i),
        fill: "toself",
        fillcolor: color,
        line: { width: 0 },
        hoverinfo: "skip",
      },
    },
  ];
}

/** Spearman's rank correlation; undefined if either column is constant. */
function correlate(x: Scale, y: Scale, rows: readonly number[]): number | undefined {
  const both = keepPlaced(rows, x, y);
  const [a, b] = [x, y].map((scale) => Float64Array.from(both, (row) => valueAt(scale, row)));
  if (!a || !b || [a, b].some((values) => values.every((value) => value === values[0]))) return undefined;
  return spearman(a, b);
}

/** Above the diagonal: the correlation of two columns, from −1 to 1. */
function drawCorrelation(chart: Prepared, matrix: Matrix, column: number, line: number): Trace[] {
  const [x, y] = [matrix.scales[column], matrix.scales[line]];
  if (!x || !y || x.categories || y.categories) return [];
  const value = correlate(x, y, matrix.rows);
  if (value === undefined) return [];
  const { colors } = chart;
  const color = Math.abs(value) < 0.1 ? colors.ink3 : value > 0 ? colors.slower : colors.faster;
  const middle = (scale: Scale, [low, high]: readonly [number, number]) =>
    scale.log ? Math.sqrt(low * high) : (low + high) / 2;
  const text = formatCorrelation(value);
  return [
    {
      data: {
        type: "scatter",
        mode: "text",
        x: [middle(x, matrix.views[column]?.ends ?? [0, 1])],
        y: [middle(y, matrix.views[line]?.ends ?? [0, 1])],
        text: [text],
        textfont: { size: 12 + Math.round(6 * Math.abs(value)), color },
        xaxis: nameAxis("x", column),
        yaxis: nameAxis("y", line),
        hoverinfo: "none",
      },
      tip: () => ({
        figure: `rank correlation ${text}`,
        where: [`${x.column?.label} and ${y.column?.label}`],
      }),
    },
  ];
}

function formatCorrelation(value: number): string {
  return value.toFixed(2).replace("-", MINUS);
}

function listCorrelations({ scales, rows }: Matrix): ChartTable {
  const numbers = scales.filter((scale) => !scale.categories);
  const format = (x: Scale, y: Scale) => {
    const value = correlate(x, y, rows);
    return value === undefined ? MISSING : formatCorrelation(value);
  };
  return cutTable(
    ["rank correlation", ...numbers.map(({ column }) => column?.label ?? "")],
    numbers.map((y) => [y.column?.label ?? "", ...numbers.map((x) => format(x, y))]),
  );
}

/** Places cells from top to bottom in column order; texts go on the left and at the bottom. */
function placeAxes(views: readonly AxisView[]) {
  const count = views.length;
  const across = (i: number) => [(i + GAP / 2) / count, (i + 1 - GAP / 2) / count] as const;
  const up = (i: number) => [1 - (i + 1 - GAP / 2) / count, 1 - (i + GAP / 2) / count] as const;
  const more = views.flatMap((view, i): PlacedAxis[] => {
    if (i === 0) return [];
    return [
      { name: nameAxis("x", i), view, domain: () => across(i), anchor: nameAxis("y", count - 1) },
      { name: nameAxis("y", i), view, domain: () => up(i), anchor: "x" },
    ];
  });
  return { main: { x: () => across(0), y: () => up(0), anchor: nameAxis("y", count - 1) }, more };
}

/** The scatter cells, below the diagonal. */
function listCells(count: number): AxisPair[] {
  const lines = Array.from({ length: count }, (_, line) => line);
  return lines.flatMap((line) => lines.slice(0, line).map((column) => pairOf(column, line)));
}

function pairOf(column: number, line: number): AxisPair {
  return [nameAxis("x", column), nameAxis("y", line)];
}

/** Selects the rows in a region of one cell. */
function pickInCell(chart: Prepared, scales: readonly Scale[]) {
  return (region: Region) => {
    const [x, y] = axesOf(region).map((name) => scales[indexOfAxis(name)]);
    return x && y ? pickRows(chart, x, y)(region) : [];
  };
}

function makeSplom(chart: Prepared): Layer {
  const { dims: scales, groups, colors } = chart;
  const cells = (scales.length * (scales.length - 1)) / 2;
  const all = groups
    .flatMap((group) => group.rows)
    .filter((row) => scales.some((scale) => !Number.isNaN(valueAt(scale, row))));
  const rows = pickEvery(all, Math.ceil((all.length * Math.max(1, cells)) / MAX_POINTS));
  const kept = new Set(rows);
  const views = scales.map((scale): AxisView => {
    const values = rows.map((row) => valueAt(scale, row)).filter((value) => !Number.isNaN(value));
    return { scale, title: scale.title, ends: findEnds(scale, values) };
  });
  const matrix = { scales, views, rows };
  const points = scales.flatMap((y, line) =>
    scales.slice(0, line).flatMap((x, column) =>
      groups.flatMap((group) =>
        drawPoints(chart, {
          group,
          rows: keepPlaced(
            group.rows.filter((row) => kept.has(row)),
            x,
            y,
          ),
          x,
          y,
          total: rows.length * cells,
          axes: { xaxis: nameAxis("x", column), yaxis: nameAxis("y", line) },
          size: 3.6,
        }),
      ),
    ),
  );
  const { main, more } = placeAxes(views);
  const empty: AxisView = { scale: { log: false, unit: "plain", categories: [] }, title: "", ends: [0, 1] };
  return {
    traces: [
      ...sortBySelection(points, chart),
      ...scales.flatMap((_, i) => drawOwn(matrix, i, fade(colors.rest, 0.5))),
      ...scales.flatMap((_, line) =>
        scales.slice(line + 1).flatMap((_, i) => drawCorrelation(chart, matrix, line + 1 + i, line)),
      ),
    ],
    x: views[0] ?? empty,
    y: views[0] ?? empty,
    ...(scales.length > 0 && { main }),
    more,
    ...(cells > 0 && { pick: pickInCell(chart, scales), frames: listCells(scales.length) }),
    drawn: scales.length > 0 ? rows.length : 0,
    table: () => listCorrelations(matrix),
    caption: `in ${formatCount(cells)} pairs of columns${rows.length < all.length ? ", evenly picked" : ""}`,
  };
}

export const splom: PlotKind = {
  name: "Scatter matrix",
  make: makeSplom,
  x: "along",
  y: "column",
  several: { max: 5 },
};
