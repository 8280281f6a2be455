/** Box plot: box from p25 to p75, whiskers at p5 and p95, a point for every row outside them. */
import type { Data } from "plotly.js/lib/core";
import { formatCounted } from "../../../lib/model/format.ts";
import { escapeText } from "../draw/axis-layout.ts";
import { arrangeBoxGroups, describeBoxGroup, makeBoxGroups, placeBoxGroups } from "../draw/box-groups.ts";
import type { Group } from "../draw/colors.ts";
import { fade } from "../draw/colors.ts";
import type { Scale } from "../draw/scale.ts";
import type { BoxGroup, Extent, Layer, PlotKind, PointNumber, Prepared, Trace } from "../model.ts";

function drawBoxes(group: Group, boxGroups: readonly BoxGroup[], width: number): Data {
  return {
    type: "box",
    name: escapeText(group.label),
    x: boxGroups.map((boxGroup) => boxGroup.middle),
    q1: boxGroups.map((boxGroup) => boxGroup.p25),
    median: boxGroups.map((boxGroup) => boxGroup.p50),
    q3: boxGroups.map((boxGroup) => boxGroup.p75),
    lowerfence: boxGroups.map((boxGroup) => boxGroup.p5),
    upperfence: boxGroups.map((boxGroup) => boxGroup.p95),
    width,
    whiskerwidth: 0.3,
    line: { color: group.color, width: 1.2 },
    fillcolor: fade(group.color, 0.16),
    hoverinfo: "none",
  };
}

/** Plotly would draw the median as thin as the box; this draws a thicker line on top. */
function drawMedians(group: Group, boxGroups: readonly BoxGroup[], width: number): Data {
  return {
    type: "scatter",
    mode: "lines",
    x: boxGroups.flatMap((boxGroup) => [boxGroup.middle - width / 2, boxGroup.middle + width / 2, null]),
    y: boxGroups.flatMap((boxGroup) => [boxGroup.p50, boxGroup.p50, null]),
    line: { color: group.color, width: 2.4 },
    hoverinfo: "none",
  };
}

/** How much of a box's width the points above and below it take. */
const SPREAD = 0.5;

/** Horizontal jitter for points of equal value, the same on every redraw. */
function spread(row: number): number {
  return (((row * 2_654_435_761) >>> 0) / 2 ** 32 - 0.5) * SPREAD;
}

function drawOutside(group: Group, boxGroups: readonly BoxGroup[], width: number, y: Scale): Trace {
  const value = (row: number) => y.values[row] ?? Number.NaN;
  const outside = boxGroups.map((boxGroup) =>
    boxGroup.rows.filter((row) => value(row) < boxGroup.p5 || value(row) > boxGroup.p95),
  );
  return {
    rows: outside.flat(),
    data: {
      type: "scatter",
      mode: "markers",
      x: boxGroups.flatMap((boxGroup, i) => (outside[i] ?? []).map((row) => boxGroup.middle + spread(row) * width)),
      y: outside.flat().map(value),
      marker: { color: group.color, size: 4, opacity: 0.75, line: { width: 0 } },
      hoverinfo: "none",
    },
  };
}

/** The box, and the column of its whiskers and points. */
function extentsOf({ middle, p25, p75, sorted }: BoxGroup, width: number): Extent[] {
  const across = (share: number) => [middle - (share * width) / 2, middle + (share * width) / 2] as const;
  return [
    { x: across(1), y: [p25, p75] },
    { x: across(SPREAD), y: [sorted[0] ?? p25, sorted.at(-1) ?? p75] },
  ];
}

function makeBoxPlot(chart: Prepared): Layer {
  const y = chart.y ?? chart.x;
  const boxGroups = makeBoxGroups(chart, y);
  const width = arrangeBoxGroups(boxGroups, chart.x.categories?.length ?? 1);
  const traces = chart.groups.flatMap((group, index): Trace[] => {
    const own = boxGroups.filter((boxGroup) => boxGroup.group === index);
    const tip = (each: number) => (point: PointNumber) =>
      typeof point === "number" ? describeBoxGroup(chart, own[Math.floor(point / each)]) : undefined;
    return [
      { data: drawBoxes(group, own, width), tip: tip(1) },
      { data: drawMedians(group, own, width), tip: tip(3) },
      drawOutside(group, own, width, y),
    ];
  });
  const boxes = formatCounted(boxGroups.length, "box").replace(/boxs$/, "boxes");
  const caption = `in ${boxes}; whiskers p5 to p95, points outside`;
  const layer = placeBoxGroups(chart, traces, {
    boxGroups,
    y,
    caption,
    extentsOf: (boxGroup) => extentsOf(boxGroup, width),
  });
  return { ...layer, layout: { boxmode: "overlay" } };
}

export const box: PlotKind = { name: "Box", make: makeBoxPlot, x: "places", y: "column" };
