/** Line: the rows of each colour, connected from left to right. */

import { escapeText } from "../draw/axis-layout.ts";
import { drawingType, keepPlaced, MAX_POINTS, pickEvery, pickRows, valueAt } from "../draw/marks.ts";
import { findEnds } from "../draw/scale.ts";
import type { Layer, PlotKind, Prepared, Trace } from "../model.ts";

function makeLine(chart: Prepared): Layer {
  const { x, groups } = chart;
  const y = chart.y ?? x;
  const placed = groups.map((group) => keepPlaced(group.rows, x, y));
  const every = Math.max(1, Math.ceil(placed.flat().length / MAX_POINTS));
  const kept = placed.map((rows) => pickEvery(rows, every));
  const all = kept.flat();
  const traces = groups.map((group, i): Trace => {
    const rows = [...(kept[i] ?? [])].sort((a, b) => valueAt(x, a) - valueAt(x, b));
    return {
      rows,
      data: {
        type: drawingType(all.length),
        mode: "lines",
        name: escapeText(group.label),
        x: rows.map((row) => valueAt(x, row)),
        y: rows.map((row) => valueAt(y, row)),
        line: { color: group.color, width: 1.6, shape: "linear" },
        hoverinfo: "none",
      },
    };
  });
  const ends = (scale: typeof x) =>
    findEnds(
      scale,
      all.map((row) => valueAt(scale, row)),
    );
  return {
    traces,
    x: { scale: x, title: x.title, ends: ends(x) },
    y: { scale: y, title: y.title, ends: ends(y) },
    drawn: all.length,
    caption: every > 1 ? `, one in ${every}` : "",
    pick: pickRows(chart, x, y),
  };
}

export const line: PlotKind = { name: "Line", make: makeLine, x: "along", y: "column" };
