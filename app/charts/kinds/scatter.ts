/** Scatter: one mark a row; many rows are counted in a grid instead. Pure. */
import { countHere, makeGivenGrid } from "../draw/grid.ts";
import { makeMargins } from "../draw/margins.ts";
import { drawPoints, keepPlaced, MOST_POINTS, pickRows, sortByRim, valueAt } from "../draw/marks.ts";
import { findEnds } from "../draw/scale.ts";
import { drawTrends, findTrends } from "../draw/trend.ts";
import type { Layer, PlotKind, Prepared } from "../model.ts";

/** Every n-th row of each group where they are too many. */
export function thinRows(placed: readonly (readonly number[])[]) {
  const total = placed.reduce((sum, rows) => sum + rows.length, 0);
  const every = Math.max(1, Math.ceil(total / MOST_POINTS));
  return { kept: placed.map((rows) => rows.filter((_, i) => i % every === 0)), every };
}

function makeScatter(chart: Prepared): Layer {
  const { x, groups, axes } = chart;
  const y = chart.y ?? x;
  if (chart.grid) return makeGivenGrid(chart, chart.grid, y);
  const placed = groups.map((group) => keepPlaced(group.rows, x, y));
  const all = placed.flat();
  if (all.length > MOST_POINTS) return countHere(chart, y, all);
  const points = groups.flatMap((group, i) =>
    drawPoints(chart, { group, rows: placed[i] ?? [], x, y, total: all.length }),
  );
  const trends = axes.trend ? findTrends(groups, placed, x, y) : [];
  const view = (scale: typeof x) => ({
    scale,
    title: scale.title,
    ends: findEnds(
      scale,
      all.map((row) => valueAt(scale, row)),
    ),
  });
  const layer: Layer = {
    traces: [...sortByRim(points, chart), ...drawTrends(trends, all.length, chart)],
    x: view(x),
    y: view(y),
    drawn: all.length,
    manner: "",
    pick: pickRows(chart, x, y),
    trends,
  };
  return axes.margins ? makeMargins(chart, layer, x, y, all) : layer;
}

export const scatter: PlotKind = { name: "Scatter", make: makeScatter, x: "along", y: "column", extras: true };
