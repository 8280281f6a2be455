/** Marginal histograms, along the top and the right of a plot. */
import type { Data } from "plotly.js/lib/core";
import { formatCounted } from "../../../lib/model/format.ts";
import { quantile } from "../../../lib/stats/order.ts";
import type { AxisView, Layer, PlacedAxis, PlacedGrid, PointNumber, Prepared, Tip, Trace } from "../model.ts";
import { countBins, describeBin, makeBins } from "./bins.ts";
import type { ChartColors } from "./colors.ts";
import { valueAt } from "./marks.ts";
import type { Scale } from "./scale.ts";

/** Pixels taken from the plot on each side, gap included. */
const TOP = { all: 42, gap: 8 } as const;
const RIGHT = { all: 86, gap: 10 } as const;
/** Length of the longest bar on the right, pixels; the rest is for the percentiles and their names. */
const LONGEST = 40;
const MARKS = [0.5, 0.95, 0.99] as const;
const BARS = { x: 72, y: 56 } as const;

interface Bars {
  readonly edges: readonly number[];
  readonly all: readonly number[];
  readonly selected: readonly number[] | null;
}

function countBars(scale: Scale, rows: readonly number[], bars: number, selected: ReadonlySet<number> | null): Bars {
  const valuesOf = (counted: readonly number[]) => counted.map((row) => valueAt(scale, row));
  const bins = makeBins(scale, valuesOf(rows), { max: bars, exactly: true });
  const count = (counted: readonly number[]) => countBins(bins, valuesOf(counted));
  const chosen = selected && count(rows.filter((row) => selected.has(row)));
  return { edges: bins.edges, all: count(rows), selected: chosen };
}

interface Side {
  readonly which: "x" | "y";
  readonly scale: Scale;
  readonly bars: Bars;
}

/** Of bars that are not equally wide, the area counts: those of the smallest integers on a log axis. */
function findHeights({ scale, bars: { edges } }: Side, counts: readonly number[]): number[] {
  if (!scale.log || !scale.integers) return [...counts];
  const widths = counts.map((_, i) => Math.log((edges[i + 1] ?? 1) / (edges[i] ?? 1)));
  const narrowest = Math.min(...widths);
  return counts.map((count, i) => (count * narrowest) / (widths[i] ?? 1));
}

function drawBars(side: Side, counts: readonly number[], color: string, noun: string): Trace {
  const { which, scale, bars } = side;
  const { edges } = bars;
  const heights = findHeights(side, counts);
  const places = counts.map((_, i) => ((edges[i] ?? 0) + (edges[i + 1] ?? 0)) / 2);
  const width = counts.map((_, i) => ((edges[i + 1] ?? 0) - (edges[i] ?? 0)) * 0.9);
  const data: Data = {
    type: "bar",
    ...(which === "x"
      ? { x: places, y: heights, xaxis: "x", yaxis: "y2" }
      : { x: heights, y: places, orientation: "h", xaxis: "x2", yaxis: "y" }),
    width,
    marker: { color, line: { width: 0 } },
    hoverinfo: "none",
  };
  const tip = (point: PointNumber): Tip | undefined => {
    if (typeof point !== "number") return undefined;
    return {
      figure: formatCounted(counts[point] ?? 0, noun),
      where: [`${scale.column?.label} ${describeBin(scale, edges, point)}`],
    };
  };
  return { data, tip };
}

function drawSide(side: Side, colors: ChartColors, noun: string): Trace[] {
  const { all, selected } = side.bars;
  const rest = drawBars(side, all, colors.rest, noun);
  return selected ? [rest, drawBars(side, selected, colors.accent, `selected ${noun}`)] : [rest];
}

/** A percentile's value and name. */
type Mark = readonly [value: number, name: string];

/** p50, p95 and p99, as far as at least one row can be beyond. */
function findMarks(count: number, at: (share: number) => number): Mark[] {
  return MARKS.filter((share) => share === 0.5 || count * (1 - share) >= 0.999).map((share) => [
    at(share),
    `p${share * 100}`,
  ]);
}

/** Lines across the bars on the right; their names are in the overlay, which knows where there is room. */
function drawMarks(marks: readonly Mark[], most: number, colors: ChartColors): Pick<Layer, "traces" | "beside"> {
  const end = (most * (LONGEST + 6)) / LONGEST;
  const line = (part: readonly Mark[], dash: "solid" | "dot"): Trace => ({
    data: {
      type: "scatter",
      mode: "lines",
      x: part.flatMap(() => [0, end, null]),
      y: part.flatMap(([value]) => [value, value, null]),
      xaxis: "x2",
      yaxis: "y",
      line: { color: colors.ink2, width: 1, dash },
      hoverinfo: "skip",
    },
  });
  return {
    traces: [line(marks.slice(0, 1), "solid"), line(marks.slice(1), "dot")],
    beside: { names: marks, end },
  };
}

function placeAxes(mostX: number, mostY: number): Pick<Layer, "main" | "more" | "layout"> {
  const view = (high: number): AxisView => ({
    scale: { log: false, unit: "count", categories: null },
    title: "",
    ends: [0, high],
    bare: "all",
  });
  const split = ({ all, gap }: { all: number; gap: number }) => {
    const end = (pixels: number) => Math.max(0.3, 1 - all / Math.max(1, pixels));
    return {
      main: (pixels: number) => [0, end(pixels)] as const,
      side: (pixels: number) => [Math.min(0.99, end(pixels) + gap / Math.max(1, pixels)), 1] as const,
    };
  };
  const [top, right] = [split(TOP), split(RIGHT)];
  const more: PlacedAxis[] = [
    { name: "y2", view: view(mostX * 1.02), domain: top.side, anchor: "x" },
    {
      name: "x2",
      view: view((mostY * (RIGHT.all - RIGHT.gap)) / LONGEST),
      domain: right.side,
      anchor: "y",
    },
  ];
  return {
    main: { x: right.main, y: top.main },
    more,
    layout: { barmode: "overlay", margin: { l: 0, r: 4, t: 10, b: 40 } },
  };
}

function addSides(chart: Prepared, layer: Layer, top: Side, right: Side, marks: readonly Mark[]): Layer {
  const most = (side: Side) => Math.max(...findHeights(side, side.bars.all)) || 1;
  const draw = (side: Side) => drawSide(side, chart.colors, chart.noun);
  const { traces, ...named } = drawMarks(marks, most(right), chart.colors);
  return {
    ...layer,
    ...named,
    traces: [...layer.traces, ...draw(top), ...draw(right), ...traces],
    ...placeAxes(most(top), most(right)),
  };
}

/** Margins of a plot of rows; selected rows are in the accent colour. */
export function makeMargins(chart: Prepared, layer: Layer, x: Scale, y: Scale, rows: readonly number[]): Layer {
  if (rows.length === 0) return layer;
  const selected = chart.selected ?? null;
  const sorted = Float64Array.from(rows, (row) => valueAt(y, row)).sort();
  return addSides(
    chart,
    layer,
    { which: "x", scale: x, bars: countBars(x, rows, BARS.x, selected) },
    { which: "y", scale: y, bars: countBars(y, rows, BARS.y, selected) },
    y.categories ? [] : findMarks(sorted.length, (share) => quantile(sorted, share)),
  );
}

/** Margins of a density grid: one bar per column and per line. Percentiles are only as precise as its cells. */
export function makeGridMargins(
  chart: Prepared,
  layer: Layer,
  { x, y, edgesX, edgesY }: PlacedGrid,
  across: readonly number[],
  up: readonly number[],
): Layer {
  return addSides(
    chart,
    layer,
    { which: "x", scale: x, bars: { edges: edgesX, all: across, selected: null } },
    { which: "y", scale: y, bars: { edges: edgesY, all: up, selected: null } },
    y.categories
      ? []
      : findMarks(
          up.reduce((sum, count) => sum + count, 0),
          (share) => findInBars(up, edgesY, share),
        ),
  );
}

function findInBars(counts: readonly number[], edges: readonly number[], share: number): number {
  const wanted = share * counts.reduce((sum, count) => sum + count, 0);
  let before = 0;
  for (const [i, count] of counts.entries()) {
    if (before + count >= wanted && count > 0) {
      const [low = 0, high = 0] = [edges[i], edges[i + 1]];
      return low + ((high - low) * (wanted - before)) / count;
    }
    before += count;
  }
  return edges.at(-1) ?? 0;
}
