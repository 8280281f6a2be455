/** Scatter: one mark per row, with a trend per colour; above a limit, a density grid instead. */
import { findExtent, makeBinOf } from "../../../lib/stats/number-bins.ts";
import { quantile } from "../../../lib/stats/order.ts";
import type { Group } from "../draw/colors.ts";
import { describeFailed, drawFailed } from "../draw/failed.ts";
import { computeGrid, makeGivenGrid } from "../draw/grid.ts";
import { makeMargins } from "../draw/margins.ts";
import { drawingType, drawPoints, keepPlaced, MAX_POINTS, pickRows, sortBySelection, valueAt } from "../draw/marks.ts";
import { findEnds, formatShort, type Scale } from "../draw/scale.ts";
import type { Layer, PlotKind, Prepared, Trace, Trend } from "../model.ts";

/** A trend consists of the medians of this many bins of x. */
const TREND_BINS = 14;
/** A bin with fewer points has no meaningful median. */
const MIN_ROWS = 4;

function makeScatter(chart: Prepared): Layer {
  const { x, groups, axes } = chart;
  const y = chart.y ?? x;
  if (chart.grid) return makeGivenGrid(chart, chart.grid, y);
  const placed = groups.map((group) => keepPlaced(group.rows, x, y));
  const all = placed.flat();
  if (all.length > MAX_POINTS) return computeGrid(chart, y, all);
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
    traces: [
      ...sortBySelection(points, chart),
      ...drawTrends(trends, all.length, chart),
      ...drawFailed(chart, { rows: all, x, y, type: drawingType(all.length) }),
    ],
    x: view(x),
    y: view(y),
    drawn: all.length,
    caption: "",
    marks: describeFailed(chart, all),
    pick: pickRows(chart, x, y),
    trends,
  };
  return axes.margins ? makeMargins(chart, layer, x, y, all) : layer;
}

/** Uses bins of equal ratio on a log axis, else of equal width, shared by all colours. */
function findTrends(groups: readonly Group[], placed: readonly (readonly number[])[], x: Scale, y: Scale): Trend[] {
  if (x.categories || y.categories) return [];
  const [low, high] = findExtent(placed.flat().map((row) => valueAt(x, row)));
  if (!(low < high)) return [];
  const binOf = makeBinOf({ low, high, log: x.log, bins: TREND_BINS });
  return groups.flatMap((group, i) => {
    const bins = Array.from({ length: TREND_BINS }, (): number[] => []);
    for (const row of placed[i] ?? []) bins[binOf(valueAt(x, row))]?.push(row);
    const full = bins.filter((rows) => rows.length >= MIN_ROWS);
    if (full.length < 2) return [];
    const sorted = (scale: Scale) => full.map((rows) => Float64Array.from(rows, (row) => valueAt(scale, row)).sort());
    const up = sorted(y);
    return {
      group,
      x: sorted(x).map((values) => quantile(values, 0.5)),
      p50: up.map((values) => quantile(values, 0.5)),
      p95: up.map((values) => quantile(values, 0.95)),
    };
  });
}

/** A line per colour, outlined in the background colour so that it stands out from the points. */
function drawTrends(trends: readonly Trend[], points: number, chart: Prepared): Trace[] {
  const type = drawingType(points);
  return trends.flatMap(({ group, x, p50 }): Trace[] => {
    const line = { type, mode: "lines" as const, x: [...x], y: [...p50] };
    return [
      { data: { ...line, line: { color: chart.colors.bg, width: 3.5 }, hoverinfo: "skip" } },
      {
        data: { ...line, line: { color: group.color, width: 1.6 }, hoverinfo: "none" },
        tip: (point) => describeMedian(chart, group, x, p50, typeof point === "number" ? point : -1),
      },
    ];
  });
}

function describeMedian(chart: Prepared, group: Group, x: readonly number[], p50: readonly number[], at: number) {
  const value = p50[at];
  if (value === undefined) return undefined;
  const color = chart.axes.color;
  return {
    figure: `median ${formatShort(chart.y ?? chart.x, value)}`,
    where: [
      `around ${chart.axes.x?.label} ${formatShort(chart.x, x[at] ?? 0)}`,
      ...(color ? [`${color.label} ${group.label}`] : []),
    ],
  };
}

export const scatter: PlotKind = {
  name: "Scatter",
  make: makeScatter,
  x: "along",
  y: "column",
  extras: true,
};
