/** Scatter and line: one mark a row. Pure. */
import type { Data } from "plotly.js/lib/core";
import { writeCellText } from "../results/cell-text.ts";
import type { ResultColumn } from "../results/result-columns.ts";
import { findEnds, type Scale } from "./chart-scale.ts";
import { escapeText } from "./chart-text.ts";
import type { Layer, Prepared, Tip } from "./chart-types.ts";

/** Plotly's hover blocks for seconds from 100,000 points on. */
export const MOST_POINTS = 50_000;
/** From here on WebGL draws sooner than SVG. */
const GL_FROM = 10_000;

export function describeRow(chart: Prepared, row: number): Tip {
  const { axes, rows, origin } = chart;
  const write = (column: ResultColumn | null) =>
    column ? writeCellText(rows[row]?.[column.index], column, origin) : "";
  const shown = [axes.x, axes.color].filter(
    (column, i, all) => column && column !== axes.y && all.indexOf(column) === i,
  );
  return {
    figure: write(axes.y ?? axes.x),
    where: shown.map((column) => `${column?.label} ${write(column)}`),
  };
}

/** Rows of each group that have a place on both axes; every n-th where they are too many. */
function pickRows(chart: Prepared, y: Scale): number[][] {
  const { x, groups } = chart;
  const isDrawable = (row: number) =>
    !Number.isNaN(x.values[row] ?? Number.NaN) && !Number.isNaN(y.values[row] ?? Number.NaN);
  const picked = groups.map((group) => group.rows.filter(isDrawable));
  const total = picked.reduce((sum, rows) => sum + rows.length, 0);
  const every = Math.ceil(total / MOST_POINTS);
  return every > 1 ? picked.map((rows) => rows.filter((_, i) => i % every === 0)) : picked;
}

export function makePoints(chart: Prepared): Layer {
  const y = chart.y ?? chart.x;
  const picked = pickRows(chart, y);
  const line = chart.axes.plot === "line";
  const drawn = picked.reduce((sum, rows) => sum + rows.length, 0);
  const at = (scale: Scale, row: number) => scale.values[row] ?? Number.NaN;
  if (line) for (const rows of picked) rows.sort((a, b) => at(chart.x, a) - at(chart.x, b));
  const data = chart.groups.map((group, i): Data => {
    const rows = picked[i] ?? [];
    return {
      type: drawn > GL_FROM ? "scattergl" : "scatter",
      mode: line ? "lines" : "markers",
      name: escapeText(group.label),
      x: rows.map((row) => at(chart.x, row)),
      y: rows.map((row) => at(y, row)),
      hoverinfo: "none",
      ...(line
        ? { line: { color: group.color, width: 1.6, shape: "linear" } }
        : { marker: { color: group.color, size: 4.6, opacity: drawn > 200 ? 0.5 : 0.75, line: { width: 0 } } }),
    };
  });
  const all = picked.flat();
  return {
    data,
    x: {
      scale: chart.x,
      title: chart.x.title,
      ends: findEnds(
        chart.x,
        all.map((row) => at(chart.x, row)),
      ),
    },
    y: {
      scale: y,
      title: y.title,
      ends: findEnds(
        y,
        all.map((row) => at(y, row)),
      ),
    },
    drawn,
    manner: drawn < all.length ? "every n-th" : "",
    tips: (trace, point) => {
      const row = typeof point === "number" ? picked[trace]?.[point] : undefined;
      return row === undefined ? undefined : describeRow(chart, row);
    },
  };
}
