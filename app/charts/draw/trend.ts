/** How each colour goes along x: the median of a few bins, and p95 above it. Pure. */

import { quantile } from "../../../lib/stats/quantile.ts";
import type { Prepared, Trace, Trend } from "../model.ts";
import type { Group } from "./groups.ts";
import { drawingType, valueAt } from "./marks.ts";
import { type Scale, writeValue } from "./scale.ts";

const BINS = 14;
/** Fewer points have no median worth a line. */
const LEAST = 4;

function findEnds(rows: readonly number[], x: Scale): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    low = Math.min(low, valueAt(x, row));
    high = Math.max(high, valueAt(x, row));
  }
  return [low, high];
}

/** Bins of equal ratio on a log axis, else of equal width; the same ones for every colour. */
export function findTrends(
  groups: readonly Group[],
  placed: readonly (readonly number[])[],
  x: Scale,
  y: Scale,
): Trend[] {
  if (x.categories || y.categories) return [];
  const straight = x.log ? Math.log : (value: number) => value;
  const [low, high] = findEnds(placed.flat(), x);
  if (!(low < high)) return [];
  const perUnit = BINS / (straight(high) - straight(low));
  return groups.flatMap((group, i) => {
    const bins = Array.from({ length: BINS }, (): number[] => []);
    for (const row of placed[i] ?? [])
      bins[Math.min(BINS - 1, Math.floor((straight(valueAt(x, row)) - straight(low)) * perUnit))]?.push(row);
    const full = bins.filter((rows) => rows.length >= LEAST);
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

/** A line a colour, with a rim of the background so that it stands out of the points. */
export function drawTrends(trends: readonly Trend[], points: number, chart: Prepared): Trace[] {
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
  const write = (scale: Scale, number: number) => writeValue(scale, Number(number.toPrecision(3)));
  const color = chart.axes.color;
  return {
    figure: `median ${write(chart.y ?? chart.x, value)}`,
    where: [
      `around ${chart.axes.x?.label} ${write(chart.x, x[at] ?? 0)}`,
      ...(color ? [`${color.label} ${group.label}`] : []),
    ],
  };
}
