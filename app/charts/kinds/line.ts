/** Line: p50 and p95 along x of each colour, or its rows from left to right if they are few or one per x. */

import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { escapeText } from "../draw/axis-layout.ts";
import { describeBin } from "../draw/bins.ts";
import type { Group } from "../draw/colors.ts";
import { binLines, type GroupBins, type LineBin, type LineBins, MIN_POINTS, NO_BINS } from "../draw/line-bins.ts";
import { drawingType, keepPlaced, MAX_POINTS, pickEvery, pickRows, valueAt } from "../draw/marks.ts";
import { findEnds, formatShort } from "../draw/scale.ts";
import { colorHead, cutTable } from "../draw/table.ts";
import type { ChartTable, Layer, PlotKind, Prepared, Trace } from "../model.ts";

function makeLine(chart: Prepared): Layer {
  const { x, groups, noun } = chart;
  const y = chart.y ?? x;
  const placed = groups.map((group) => keepPlaced(group.rows, x, y));
  const points = placed.map((rows) => ({
    x: Float64Array.from(rows, (row) => valueAt(x, row)),
    y: Float64Array.from(rows, (row) => valueAt(y, row)),
  }));
  const bins = y.categories ? null : binLines(points, x, noun === "row");
  return bins?.groups.some(({ full }) => full.length > 0)
    ? drawBins(chart, bins, placed.flat())
    : drawRows(chart, placed);
}

function drawRows(chart: Prepared, placed: readonly (readonly number[])[]): Layer {
  const { x, groups } = chart;
  const y = chart.y ?? x;
  const every = Math.max(1, Math.ceil(placed.flat().length / MAX_POINTS));
  const kept = placed.map((rows) => pickEvery(rows, every));
  const all = kept.flat();
  const traces = groups.map((group, i): Trace => {
    const rows = [...(kept[i] ?? [])].sort((a, b) => valueAt(x, a) - valueAt(x, b));
    return {
      rows,
      data: {
        type: drawingType(all.length),
        mode: rows.length === 1 ? "markers" : "lines",
        name: escapeText(group.label),
        x: rows.map((row) => valueAt(x, row)),
        y: rows.map((row) => valueAt(y, row)),
        line: { color: group.color, width: 1.6, shape: "linear" },
        marker: { color: group.color, size: 4.6 },
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

function drawBins(chart: Prepared, bins: LineBins, rows: readonly number[]): Layer {
  const { x, groups, noun } = chart;
  const y = chart.y ?? x;
  const all = bins.groups.flatMap(({ full }) => full);
  const counts = all.map(({ count }) => count);
  const [least, most] = [Math.min(...counts), Math.max(...counts)].map(formatCount);
  const traces = groups.flatMap((group, i) => drawGroup(chart, group, bins.groups[i] ?? NO_BINS));
  const places = Math.max(0, ...bins.groups.map(({ full }) => full.length));
  return {
    traces,
    x: {
      scale: x,
      title: x.title,
      ends: findEnds(
        x,
        rows.map((row) => valueAt(x, row)),
      ),
    },
    y: {
      scale: y,
      title: y.title,
      ends: findEnds(
        y,
        all.flatMap(({ p50, p95 }) => [p50, p95]),
      ),
    },
    drawn: rows.length - bins.leftOut,
    caption: `, p50 and p95 (dashed) in ${groups.length > 1 ? "up to " : ""}${formatCounted(places, "bin")} of ${least === most ? least : `${least} to ${most}`} ${noun}s`,
    marks: bins.leftOut > 0 ? [`${formatCount(bins.leftOut)} in bins of fewer than ${MIN_POINTS} not drawn`] : [],
    pick: pickRows(chart, x, y),
    table: () => listBins(chart, bins),
  };
}

/** Interrupted where a bin has too few points; one without neighbours is a dot. */
function drawGroup(chart: Prepared, group: Group, { edges, full }: GroupBins): Trace[] {
  const points = full.flatMap((at, i) => (i > 0 && at.bin !== (full[i - 1]?.bin ?? 0) + 1 ? [null, at] : [at]));
  const isAlone = (i: number) => (points[i - 1] ?? null) === null && (points[i + 1] ?? null) === null;
  const draw = (figure: "p50" | "p95"): Trace => ({
    data: {
      type: "scatter",
      mode: "lines+markers",
      name: escapeText(group.label),
      x: points.map((at) => at?.x ?? null),
      y: points.map((at) => at?.[figure] ?? null),
      connectgaps: false,
      line: {
        color: group.color,
        width: figure === "p50" ? 1.8 : 1,
        dash: figure === "p50" ? "solid" : "dash",
        shape: "linear",
      },
      marker: { color: group.color, size: points.map((_, i) => (isAlone(i) ? 4 : 0)), line: { width: 0 } },
      hoverinfo: "none",
    },
    tip: (point) => {
      const at = typeof point === "number" ? points[point] : undefined;
      return at ? describeLineBin(chart, group, edges, at, figure) : undefined;
    },
  });
  return [draw("p95"), draw("p50")];
}

function describeLineBin(chart: Prepared, group: Group, edges: readonly number[], at: LineBin, figure: "p50" | "p95") {
  const { axes, x, noun } = chart;
  const y = chart.y ?? x;
  const other = figure === "p50" ? "p95" : "p50";
  return {
    figure: `${figure} ${formatShort(y, at[figure])}`,
    where: [
      `${other} ${formatShort(y, at[other])}`,
      `${formatCount(at.count)} ${noun}s, ${axes.x?.label} ${describeBin(x, edges, at.bin)}`,
      ...(axes.color ? [`${axes.color.label} ${group.label}`] : []),
    ],
  };
}

function listBins(chart: Prepared, { groups }: LineBins): ChartTable {
  const { axes, x, noun } = chart;
  const y = chart.y ?? x;
  const color = colorHead(chart);
  const lines = groups.flatMap(({ full, edges }, group) => full.map((at) => ({ at, group, edges })));
  return cutTable(
    [axes.x?.label ?? "", ...color, `${noun}s`, "p50", "p95"],
    lines
      .sort((a, b) => (a.edges[a.at.bin] ?? 0) - (b.edges[b.at.bin] ?? 0) || a.group - b.group)
      .map(({ at, group, edges }) => [
        describeBin(x, edges, at.bin),
        ...color.map(() => chart.groups[group]?.label ?? ""),
        formatCount(at.count),
        formatShort(y, at.p50),
        formatShort(y, at.p95),
      ]),
  );
}

export const line: PlotKind = { name: "Line", make: makeLine, x: "along", y: "column" };
