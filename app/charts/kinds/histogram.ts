/** Histogram: row counts per bin, stacked by colour. */
import type { Data } from "plotly.js/lib/core";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { padEnds } from "../../../lib/stats/axis-ends.ts";
import { escapeText } from "../draw/axis-layout.ts";
import { type Bins, countBins, describeBin, makeBins } from "../draw/bins.ts";
import { keepPlaced, pickRows, valueAt } from "../draw/marks.ts";
import { cutTable } from "../draw/table.ts";
import type { Layer, PlotKind, PointNumber, Prepared, Tip, Trace } from "../model.ts";

function makeHistogram(chart: Prepared): Layer {
  const { x, groups, axes, noun } = chart;
  const placed = groups.map((group) => keepPlaced(group.rows, x).map((row) => valueAt(x, row)));
  const values = placed.flat();
  const bins = makeBins(x, values);
  const counts = placed.map((own) => countBins(bins, own));
  const stacks = countBins(bins, values);
  const tallest = Math.max(1, ...stacks);
  const ends = padEnds(bins.edges[0] ?? 0, bins.edges.at(-1) ?? 1, x);
  const describe = (group: number) => (point: PointNumber) => describeBar(chart, bins, counts, stacks, group, point);
  return {
    traces: makeBars(chart, bins, counts).map((data, i): Trace => ({ data, tip: describe(i) })),
    layout: { barmode: "overlay" },
    x: { scale: x, title: x.title, ends: x.categories ? [-0.5, x.categories.length - 0.5] : ends },
    y: {
      scale: { log: axes.logY, unit: "count", integers: true, categories: null },
      title: axes.logY ? `${noun}s (log)` : `${noun}s`,
      ends: axes.logY ? [0.7, tallest * 1.3] : [0, tallest * 1.04],
    },
    drawn: values.length,
    caption: `in ${formatCounted(stacks.filter((height) => height > 0).length, "bar")}`,
    pick: pickRows(chart, x, null),
    table: () => {
      const heads = [axes.x?.label ?? "", ...(axes.color ? groups.map(({ label }) => label) : [`${noun}s`])];
      const lines = stacks.map((_, bin) => [
        describeBin(x, bins.edges, bin),
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
  const where = [`${axes.x?.label} ${describeBin(x, bins.edges, bin)}`];
  if (axes.color && axes.color !== axes.x) where.push(`${axes.color.label} ${groups[group]?.label}`);
  if (own !== stacks[bin]) where.push(`of ${formatCount(stacks[bin] ?? 0)}`);
  return { figure: formatCounted(own, noun), where };
}

/** Stacks bars explicitly, each with its own base: on a log axis a stack cannot start at zero. */
function makeBars({ x, groups, axes }: Prepared, bins: Bins, counts: readonly (readonly number[])[]): Data[] {
  const count = bins.edges.length - 1;
  const tops = new Array<number>(count).fill(0);
  const edge = (i: number) => bins.edges[i] ?? 0;
  // On a log axis, too, Plotly takes position and width in data values.
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
