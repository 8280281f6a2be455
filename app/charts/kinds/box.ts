/** Box plot: p25 to p75, whiskers p5 to p95, every point outside. Pure. */
import type { Data } from "plotly.js/lib/core";
import { formatCounted } from "../../../lib/model/format.ts";
import { fade } from "../draw/colors.ts";
import type { Group } from "../draw/groups.ts";
import { arrangeHeaps, describeHeap, makeHeaps, placeHeaps } from "../draw/places.ts";
import type { Scale } from "../draw/scale.ts";
import { escapeText } from "../draw/text.ts";
import type { Heap, Layer, PlotKind, PointNumber, Prepared, Trace } from "../model.ts";

function drawBoxes(group: Group, heaps: readonly Heap[], width: number): Data {
  return {
    type: "box",
    name: escapeText(group.label),
    x: heaps.map((heap) => heap.middle),
    q1: heaps.map((heap) => heap.p25),
    median: heaps.map((heap) => heap.p50),
    q3: heaps.map((heap) => heap.p75),
    lowerfence: heaps.map((heap) => heap.p5),
    upperfence: heaps.map((heap) => heap.p95),
    width,
    whiskerwidth: 0.3,
    line: { color: group.color, width: 1.2 },
    fillcolor: fade(group.color, 0.16),
    hoverinfo: "none",
  };
}

/** Plotly draws a median as thin as the box; ours is a line of its own over it. */
function drawMedians(group: Group, heaps: readonly Heap[], width: number): Data {
  return {
    type: "scatter",
    mode: "lines",
    x: heaps.flatMap((heap) => [heap.middle - width / 2, heap.middle + width / 2, null]),
    y: heaps.flatMap((heap) => [heap.p50, heap.p50, null]),
    line: { color: group.color, width: 2.4 },
    hoverinfo: "none",
  };
}

/** Sideways, points of one value lie apart, always at the same places. */
function spread(row: number): number {
  return (((row * 2_654_435_761) >>> 0) / 2 ** 32 - 0.5) * 0.5;
}

function drawOutside(group: Group, heaps: readonly Heap[], width: number, y: Scale): Trace {
  const value = (row: number) => y.values[row] ?? Number.NaN;
  const outside = heaps.map((heap) => heap.rows.filter((row) => value(row) < heap.p5 || value(row) > heap.p95));
  return {
    rows: outside.flat(),
    data: {
      type: "scatter",
      mode: "markers",
      x: heaps.flatMap((heap, i) => (outside[i] ?? []).map((row) => heap.middle + spread(row) * width)),
      y: outside.flat().map(value),
      marker: { color: group.color, size: 4, opacity: 0.75, line: { width: 0 } },
      hoverinfo: "none",
    },
  };
}

function makeBoxPlot(chart: Prepared): Layer {
  const y = chart.y ?? chart.x;
  const heaps = makeHeaps(chart, y);
  const width = arrangeHeaps(heaps, chart.x.categories?.length ?? 1);
  const traces = chart.groups.flatMap((group, index): Trace[] => {
    const own = heaps.filter((heap) => heap.group === index);
    const tip = (each: number) => (point: PointNumber) =>
      typeof point === "number" ? describeHeap(chart, own[Math.floor(point / each)]) : undefined;
    return [
      { data: drawBoxes(group, own, width), tip: tip(1) },
      { data: drawMedians(group, own, width), tip: tip(3) },
      drawOutside(group, own, width, y),
    ];
  });
  const boxes = formatCounted(heaps.length, "box").replace(/boxs$/, "boxes");
  const manner = `in ${boxes}; whiskers p5 to p95, points outside`;
  const layer = placeHeaps(chart, traces, { heaps, width, y, manner });
  return { ...layer, layout: { boxmode: "overlay" } };
}

export const box: PlotKind = { name: "Box", make: makeBoxPlot, x: "places", y: "column" };
