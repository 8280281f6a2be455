/** Rows heaped up at places side by side, as boxes and violins show them. Pure. */
import type { Data } from "plotly.js/lib/core";
import { formatCounted } from "../../../lib/model/format.ts";
import { quantile } from "../../../lib/stats/quantile.ts";
import type { Heap, Layer, Prepared, Tip, Trace } from "../model.ts";
import { pickRows } from "./marks.ts";
import { findEnds, type Scale, writeValue } from "./scale.ts";
import { listHeaps } from "./table.ts";

/** More of them have no room for a label each. */
const MOST_LABELS = 14;

function makeHeap(group: number, place: number, rows: readonly number[], y: Scale): Heap {
  const sorted = Float64Array.from(rows, (row) => y.values[row] ?? Number.NaN).sort();
  const [p5 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0] = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) =>
    quantile(sorted, share),
  );
  return { group, place, middle: place, p5, p25, p50, p75, p95, rows, sorted };
}

export function makeHeaps({ x, groups }: Prepared, y: Scale): Heap[] {
  return groups.flatMap((group, index) => {
    const places = new Map<number, number[]>();
    for (const row of group.rows) {
      const place = x.values[row] ?? Number.NaN;
      if (Number.isNaN(place) || Number.isNaN(y.values[row] ?? Number.NaN)) continue;
      const rows = places.get(place);
      if (rows) rows.push(row);
      else places.set(place, [row]);
    }
    return [...places].map(([place, rows]) => makeHeap(index, place, rows, y));
  });
}

/**
 * Puts the heaps of one place side by side, around its middle; few places do not make wide ones.
 * @returns the width of each
 */
export function arrangeHeaps(heaps: readonly Heap[], places: number): number {
  const byPlace = new Map<number, Heap[]>();
  for (const heap of heaps) byPlace.set(heap.place, [...(byPlace.get(heap.place) ?? []), heap]);
  const most = Math.max(1, ...[...byPlace.values()].map((list) => list.length));
  const slot = Math.min(0.44, 0.9 / most, 0.09 * places);
  for (const [place, list] of byPlace)
    for (const [i, heap] of list.entries()) heap.middle = place + (i - (list.length - 1) / 2) * slot;
  return slot * 0.7;
}

/** p50 as text beside each, on the side where no other heap of its place is; none where there is one on either. */
function drawLabels(chart: Prepared, heaps: readonly Heap[], width: number, y: Scale): Trace {
  const write = (value: number) => writeValue(y, Number(value.toPrecision(3)));
  const isFree = (heap: Heap, side: 1 | -1) =>
    !heaps.some((other) => other.place === heap.place && (other.middle - heap.middle) * side > 0);
  const labels = heaps.flatMap((heap) => {
    const side = isFree(heap, 1) ? 1 : isFree(heap, -1) ? -1 : undefined;
    return side ? [{ heap, side }] : [];
  });
  const data: Data = {
    type: "scatter",
    mode: "text",
    x: labels.map(({ heap, side }) => heap.middle + (side * width) / 2),
    y: labels.map(({ heap }) => heap.p50),
    text: labels.map(({ heap, side }) => (side > 0 ? ` ${write(heap.p50)}` : `${write(heap.p50)} `)),
    textposition: labels.map(({ side }) => (side > 0 ? "middle right" : "middle left")),
    textfont: { color: chart.colors.ink2, size: 11 },
    cliponaxis: false,
    hoverinfo: "skip",
  };
  return { data };
}

interface Placing {
  readonly heaps: readonly Heap[];
  readonly width: number;
  readonly y: Scale;
  readonly manner: string;
}

/** The picture around the marks of all heaps. */
export function placeHeaps(chart: Prepared, traces: readonly Trace[], { heaps, width, y, manner }: Placing): Layer {
  const labelled = heaps.length <= MOST_LABELS && !y.categories;
  const rows = heaps.flatMap((heap) => heap.rows);
  // The labels at the ends need room.
  const [low, high] = findEnds(chart.x, []);
  const values = rows.map((row) => y.values[row] ?? 0);
  return {
    traces: labelled ? [...traces, drawLabels(chart, heaps, width, y)] : traces,
    x: { scale: chart.x, title: chart.x.title, ends: [low, labelled ? high + 0.06 * (high - low) : high] },
    y: { scale: y, title: y.title, ends: findEnds(y, values) },
    drawn: rows.length,
    manner,
    pick: pickRows(chart, chart.x, y),
    table: () => listHeaps(chart, heaps),
  };
}

export function describeHeap(chart: Prepared, heap: Heap | undefined): Tip | undefined {
  if (!heap) return undefined;
  const y = chart.y ?? chart.x;
  const write = (value: number) => writeValue(y, Number(value.toPrecision(3)));
  return {
    figure: `p50 ${write(heap.p50)}`,
    where: [
      `p5 ${write(heap.p5)}, p25 ${write(heap.p25)}`,
      `p75 ${write(heap.p75)}, p95 ${write(heap.p95)}`,
      `${formatCounted(heap.rows.length, chart.noun)}, ${chart.x.title} ${chart.x.categories?.[heap.place] ?? ""}`,
    ],
  };
}
