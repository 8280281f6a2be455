/** Histogram: how many rows lie where, stacked by colour. Pure. */
import type { Data } from "plotly.js/lib/core";
import { formatCount, formatCounted, formatRange } from "../../../lib/model/format.ts";
import { keepPlaced, pickRows } from "../draw/marks.ts";
import { padEnds, type Scale, writeValue } from "../draw/scale.ts";
import { cutTable } from "../draw/table.ts";
import { escapeText } from "../draw/text.ts";
import type { Layer, PlotKind, PointNumber, Prepared, Tip, Trace } from "../model.ts";

const MOST_BARS = 60;
const LEAST_BARS = 10;

export interface Bins {
  /** One more than there are bins, in the axis's own values. */
  readonly edges: readonly number[];
  readonly binOf: (value: number) => number;
}

/** Equal widths, or equal ratios on a log axis; one bin a value for categories and few whole numbers. */
export function makeBins(scale: Scale, values: readonly number[], most = MOST_BARS): Bins {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    whole &&= Number.isInteger(value);
  }
  if (values.length === 0) [low, high] = [0, 0];
  if (scale.categories) [low, high] = [0, scale.categories.length - 1];
  if (scale.categories || (whole && !scale.log && high - low < most)) {
    const edges = Array.from({ length: high - low + 2 }, (_, i) => low - 0.5 + i);
    return { edges, binOf: (value) => Math.round(value - low) };
  }
  const wanted = Math.min(most, Math.max(LEAST_BARS, Math.ceil(3 * Math.cbrt(values.length))));
  if (low === high) [low, high] = padEnds(low, high, scale.log);
  const share = scale.log
    ? (value: number) => Math.log(value / low) / Math.log(high / low)
    : (value: number) => (value - low) / (high - low);
  const edge = (i: number) => (scale.log ? low * (high / low) ** (i / wanted) : low + ((high - low) * i) / wanted);
  return {
    edges: Array.from({ length: wanted + 1 }, (_, i) => edge(i)),
    binOf: (value) => Math.min(wanted - 1, Math.max(0, Math.floor(share(value) * wanted))),
  };
}

/** "1.2 ms – 1.4 ms", or the category. */
export function describeBin(scale: Scale, bins: Bins, bin: number): string {
  const [low = 0, high = 0] = bins.edges.slice(bin, bin + 2);
  if (scale.categories) return scale.categories[bin] ?? "";
  if (high - low === 1 && !scale.log && Number.isInteger(low + 0.5)) return formatCount(low + 0.5);
  const write = (value: number) => writeValue(scale, Number(value.toPrecision(3)));
  return formatRange(write(low), write(high));
}

function makeHistogram(chart: Prepared): Layer {
  const { x, groups, axes, noun } = chart;
  const usable = groups.map((group) => keepPlaced(group.rows, x));
  const values = usable.flat().map((row) => x.values[row] ?? 0);
  const bins = makeBins(x, values);
  const count = bins.edges.length - 1;
  const stacks = new Array<number>(count).fill(0);
  const counts = usable.map((rows) => {
    const own = new Array<number>(count).fill(0);
    for (const row of rows) {
      const bin = bins.binOf(x.values[row] ?? 0);
      own[bin] = (own[bin] ?? 0) + 1;
      stacks[bin] = (stacks[bin] ?? 0) + 1;
    }
    return own;
  });
  const tallest = Math.max(1, ...stacks);
  const ends = padEnds(bins.edges[0] ?? 0, bins.edges.at(-1) ?? 1, x.log);
  const describe = (group: number) => (point: PointNumber) => describeBar(chart, bins, counts, stacks, group, point);
  return {
    traces: makeBars(chart, bins, counts).map((data, i): Trace => ({ data, tip: describe(i) })),
    layout: { barmode: "overlay" },
    x: { scale: x, title: x.title, ends: x.categories ? [-0.5, x.categories.length - 0.5] : ends },
    y: {
      scale: { log: axes.logY, unit: "count", categories: null },
      title: axes.logY ? `${noun}s (log)` : `${noun}s`,
      ends: axes.logY ? [0.7, tallest * 1.3] : [0, tallest * 1.04],
    },
    drawn: values.length,
    manner: `in ${formatCounted(stacks.filter((height) => height > 0).length, "bar")}`,
    pick: pickRows(chart, x, null),
    table: () => {
      const heads = [axes.x?.label ?? "", ...(axes.color ? groups.map(({ label }) => label) : [`${noun}s`])];
      const lines = stacks.map((_, bin) => [
        describeBin(x, bins, bin),
        ...counts.map((own) => formatCount(own[bin] ?? 0)),
      ]);
      return cutTable(
        heads,
        lines.filter((_, bin) => (stacks[bin] ?? 0) > 0),
      );
    },
  };
}

function describeBar(
  { axes, x, groups, noun }: Prepared,
  bins: Bins,
  counts: readonly (readonly number[])[],
  stacks: readonly number[],
  group: number,
  point: PointNumber,
): Tip | undefined {
  const bin = typeof point === "number" ? point : -1;
  const own = counts[group]?.[bin];
  if (own === undefined) return undefined;
  const where = [`${axes.x?.label} ${describeBin(x, bins, bin)}`];
  if (axes.color && axes.color !== axes.x) where.push(`${axes.color.label} ${groups[group]?.label}`);
  if (own !== stacks[bin]) where.push(`of ${formatCount(stacks[bin] ?? 0)}`);
  return { figure: formatCounted(own, noun), where };
}

/** Stacked by hand, as bars from their base: on a log axis a stack has to start at its first row, not at zero. */
function makeBars({ x, groups, axes }: Prepared, bins: Bins, counts: readonly (readonly number[])[]): Data[] {
  const count = bins.edges.length - 1;
  const tops = new Array<number>(count).fill(0);
  const edge = (i: number) => bins.edges[i] ?? 0;
  // On a log axis too, Plotly takes position and width as they are in the data.
  const middle = (i: number) => (edge(i) + edge(i + 1)) / 2;
  const width = (i: number) => (edge(i + 1) - edge(i)) * (x.categories ? 0.74 : 0.94);
  const floor = axes.logY ? 0.5 : 0;
  return groups.map((group, g): Data => {
    const own = counts[g] ?? [];
    const base = own.map((_, i) => Math.max(tops[i] ?? 0, floor));
    const heights = own.map((rows, i) => {
      if (rows === 0) return null;
      const top = (tops[i] ?? 0) + rows;
      tops[i] = top;
      return top - (base[i] ?? 0);
    });
    return {
      type: "bar",
      name: escapeText(group.label),
      x: own.map((_, i) => middle(i)),
      y: heights,
      base,
      width: own.map((_, i) => width(i)),
      marker: { color: group.color, line: { width: 0 } },
      hoverinfo: "none",
    };
  });
}

export const histogram: PlotKind = {
  name: "Histogram",
  make: makeHistogram,
  x: "along",
  y: { counts: "rows", why: "A histogram counts rows", canLog: true },
};
