/** Box plot: p25 to p75, whiskers p5 to p95, every point outside. Pure. */
import type { Data } from "plotly.js/lib/core";
import { formatCounted } from "../../../lib/format.ts";
import { fade } from "./chart-colors.ts";
import type { Group } from "./chart-groups.ts";
import { describeRow } from "./chart-points.ts";
import { findEnds, type Scale, writeValue } from "./chart-scale.ts";
import { escapeText } from "./chart-text.ts";
import type { Layer, Prepared, Tip } from "./chart-types.ts";

interface Box {
  readonly group: number;
  readonly place: number;
  /** Where its middle is on the x axis. */
  middle: number;
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  readonly rows: readonly number[];
  readonly outside: readonly number[];
}

/** More boxes than this have no room for a label each. */
const MOST_LABELS = 14;

/** The value below which a share of sorted values lies, interpolated as SQLite's percentile() does. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

function makeBox(group: number, place: number, rows: readonly number[], y: Scale): Box {
  const value = (row: number) => y.values[row] ?? Number.NaN;
  const sorted = Float64Array.from(rows, value).sort();
  const [p5 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0] = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) =>
    percentile(sorted, share),
  );
  const outside = rows.filter((row) => value(row) < p5 || value(row) > p95);
  return { group, place, middle: place, p5, p25, p50, p75, p95, rows, outside };
}

function makeBoxes({ x, groups }: Prepared, y: Scale): Box[] {
  return groups.flatMap((group, index) => {
    const places = new Map<number, number[]>();
    for (const row of group.rows) {
      const place = x.values[row] ?? Number.NaN;
      if (Number.isNaN(place) || Number.isNaN(y.values[row] ?? Number.NaN)) continue;
      const rows = places.get(place);
      if (rows) rows.push(row);
      else places.set(place, [row]);
    }
    return [...places].map(([place, rows]) => makeBox(index, place, rows, y));
  });
}

/** Puts the boxes of one place side by side, around its middle; few places do not make wide boxes. */
function arrangeBoxes(boxes: readonly Box[], places: number): number {
  const byPlace = new Map<number, Box[]>();
  for (const box of boxes) byPlace.set(box.place, [...(byPlace.get(box.place) ?? []), box]);
  const most = Math.max(1, ...[...byPlace.values()].map((list) => list.length));
  const slot = Math.min(0.44, 0.9 / most, 0.09 * places);
  for (const [place, list] of byPlace)
    for (const [i, box] of list.entries()) box.middle = place + (i - (list.length - 1) / 2) * slot;
  return slot * 0.7;
}

function drawGroup(group: Group, boxes: readonly Box[], width: number): Data {
  return {
    type: "box",
    name: escapeText(group.label),
    x: boxes.map((box) => box.middle),
    q1: boxes.map((box) => box.p25),
    median: boxes.map((box) => box.p50),
    q3: boxes.map((box) => box.p75),
    lowerfence: boxes.map((box) => box.p5),
    upperfence: boxes.map((box) => box.p95),
    width,
    whiskerwidth: 0.3,
    line: { color: group.color, width: 1.2 },
    fillcolor: fade(group.color, 0.16),
    hoverinfo: "none",
  };
}

/** Plotly draws a median as thin as the box; ours is a line of its own over it. */
function drawMedians(group: Group, boxes: readonly Box[], width: number): Data {
  return {
    type: "scatter",
    mode: "lines",
    x: boxes.flatMap((box) => [box.middle - width / 2, box.middle + width / 2, null]),
    y: boxes.flatMap((box) => [box.p50, box.p50, null]),
    line: { color: group.color, width: 2.4 },
    hoverinfo: "none",
  };
}

/** Sideways, points of one value lie apart, always at the same places. */
function spread(row: number): number {
  return (((row * 2_654_435_761) >>> 0) / 2 ** 32 - 0.5) * 0.5;
}

function drawOutside(group: Group, boxes: readonly Box[], width: number, y: Scale): Data {
  return {
    type: "scatter",
    mode: "markers",
    x: boxes.flatMap((box) => box.outside.map((row) => box.middle + spread(row) * width)),
    y: boxes.flatMap((box) => box.outside.map((row) => y.values[row] ?? Number.NaN)),
    marker: { color: group.color, size: 4, opacity: 0.75, line: { width: 0 } },
    hoverinfo: "none",
  };
}

function drawLabels(chart: Prepared, boxes: readonly Box[], width: number, y: Scale): Data {
  const write = (value: number) => writeValue(y, Number(value.toPrecision(3)));
  return {
    type: "scatter",
    mode: "text",
    x: boxes.map((box) => box.middle + width / 2),
    y: boxes.map((box) => box.p50),
    text: boxes.map((box) => ` ${write(box.p50)}`),
    textposition: "middle right",
    textfont: { color: chart.colors.ink2, size: 11 },
    cliponaxis: false,
    hoverinfo: "skip",
  };
}

export function makeBoxPlot(chart: Prepared): Layer {
  const y = chart.y ?? chart.x;
  const boxes = makeBoxes(chart, y);
  const width = arrangeBoxes(boxes, chart.x.categories?.length ?? 1);
  const parts = chart.groups.map((group, index) => ({ group, boxes: boxes.filter((box) => box.group === index) }));
  const data = parts.flatMap(({ group, boxes: own }) => [
    drawGroup(group, own, width),
    drawMedians(group, own, width),
    drawOutside(group, own, width, y),
  ]);
  const apart = boxes.length <= MOST_LABELS && !y.categories;
  const rows = boxes.flatMap((box) => box.rows);
  // The label of the last box needs room.
  const [low, high] = findEnds(chart.x, []);
  return {
    data: apart ? [...data, drawLabels(chart, boxes, width, y)] : data,
    layout: { boxmode: "overlay" },
    x: { scale: chart.x, title: chart.x.title, ends: [low, apart ? high + 0.06 * (high - low) : high] },
    y: {
      scale: y,
      title: y.title,
      ends: findEnds(
        y,
        rows.map((row) => y.values[row] ?? 0),
      ),
    },
    drawn: rows.length,
    manner: `in ${formatCounted(boxes.length, "box").replace(/boxs$/, "boxes")}; whiskers p5 to p95, points outside`,
    tips: (trace, point) => describeMark(chart, parts[Math.floor(trace / 3)]?.boxes, trace % 3, point),
  };
}

/** Traces come in threes: boxes, medians, points outside. */
function describeMark(
  chart: Prepared,
  boxes: readonly Box[] | undefined,
  part: number,
  point: number | readonly [number, number],
): Tip | undefined {
  if (!boxes || typeof point !== "number") return undefined;
  if (part === 2) {
    const row = boxes.flatMap((box) => box.outside)[point];
    return row === undefined ? undefined : describeRow(chart, row);
  }
  const box = boxes[part === 1 ? Math.floor(point / 3) : point];
  if (!box) return undefined;
  const y = chart.y ?? chart.x;
  const write = (value: number) => writeValue(y, Number(value.toPrecision(3)));
  return {
    figure: `p50 ${write(box.p50)}`,
    where: [
      `p5 ${write(box.p5)}, p25 ${write(box.p25)}`,
      `p75 ${write(box.p75)}, p95 ${write(box.p95)}`,
      `${formatCounted(box.rows.length, "row")}, ${chart.x.title} ${chart.x.categories?.[box.place] ?? ""}`,
    ],
  };
}
