/** Violin: the density of values in each category, shown as width. */
import { formatCounted } from "../../../lib/model/format.ts";
import { escapeText } from "../draw/axis-layout.ts";
import { arrangeBoxGroups, describeBoxGroup, makeBoxGroups, placeBoxGroups } from "../draw/box-groups.ts";
import { fade } from "../draw/colors.ts";
import type { BoxGroup, Extent, Layer, PlotKind, Prepared, Trace } from "../model.ts";

const STEPS = 64;

interface Density {
  readonly at: readonly number[];
  /** Relative to the peak, from 0 to 1. */
  readonly width: readonly number[];
}

/**
 * A Gaussian kernel density with Silverman's bandwidth, from the lowest to the highest value; on a log axis, of the
 * logarithms. Values are finely binned first, so that the kernel's cost does not depend on their number.
 */
export function findDensity(sorted: Float64Array, log: boolean): Density {
  const there = log ? Math.log : (value: number) => value;
  const back = log ? Math.exp : (value: number) => value;
  const [low, high] = [there(sorted[0] ?? 0), there(sorted.at(-1) ?? 0)];
  if (!(low < high)) return { at: [back(low), back(low)], width: [1, 1] };
  const bins = new Float64Array(STEPS * 4);
  let [sum, squares] = [0, 0];
  for (const value of sorted) {
    const place = there(value);
    const bin = Math.min(bins.length - 1, Math.floor(((place - low) / (high - low)) * bins.length));
    bins[bin] = (bins[bin] ?? 0) + 1;
    sum += place - low;
    squares += (place - low) ** 2;
  }
  const count = sorted.length;
  const deviation = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  const binWidth = (high - low) / bins.length;
  const reach = Math.max(0.9 * deviation * count ** -0.2, binWidth);
  const places = Array.from({ length: STEPS + 1 }, (_, i) => low + ((high - low) * i) / STEPS);
  const heights = places.map((place) => {
    let height = 0;
    for (const [i, values] of bins.entries())
      if (values > 0) height += values * Math.exp(-(((low + (i + 0.5) * binWidth - place) / reach) ** 2) / 2);
    return height;
  });
  const most = Math.max(...heights);
  return { at: places.map(back), width: heights.map((height) => height / most) };
}

/** So many steps of the outline have one rectangle around them. */
const COARSE = 4;

/** The violin in slices, and the line of its median. */
function extentsOf({ middle, p50 }: BoxGroup, { at, width: widths }: Density, width: number): Extent[] {
  const across = (share: number) => [middle - (share * width) / 2, middle + (share * width) / 2] as const;
  const slices: Extent[] = [{ x: across(MEDIAN), y: [p50, p50] }];
  for (let low = 0; low < at.length - 1; low += COARSE) {
    const high = Math.min(low + COARSE, at.length - 1);
    slices.push({ x: across(Math.max(...widths.slice(low, high + 1))), y: [at[low] ?? p50, at[high] ?? p50] });
  }
  return slices;
}

/** How much of a violin's width the line of its median takes. */
const MEDIAN = 0.5;

function drawViolin(chart: Prepared, boxGroup: BoxGroup, { at, width: widths }: Density, width: number): Trace[] {
  const { color = chart.colors.ink3, label = "" } = chart.groups[boxGroup.group] ?? {};
  const half = (share: number) => (share * width) / 2;
  const side = (sign: 1 | -1) => widths.map((share) => boxGroup.middle + sign * half(share));
  const line = { type: "scatter", mode: "lines" } as const;
  const tip = () => describeBoxGroup(chart, boxGroup);
  return [
    {
      tip,
      data: {
        ...line,
        name: escapeText(label),
        x: [...side(1), ...side(-1).reverse(), boxGroup.middle + half(widths[0] ?? 0)],
        y: [...at, ...[...at].reverse(), at[0] ?? 0],
        fill: "toself",
        fillcolor: fade(color, 0.2),
        line: { color, width: 1.2 },
        hoveron: "points",
        hoverinfo: "none",
      },
    },
    {
      tip,
      data: {
        ...line,
        x: [boxGroup.middle, boxGroup.middle],
        y: [boxGroup.p25, boxGroup.p75],
        line: { color, width: 5 },
        hoverinfo: "none",
      },
    },
    {
      tip,
      data: {
        ...line,
        x: [boxGroup.middle - half(MEDIAN), boxGroup.middle + half(MEDIAN)],
        y: [boxGroup.p50, boxGroup.p50],
        line: { color, width: 2.4 },
        hoverinfo: "none",
      },
    },
  ];
}

function makeViolins(chart: Prepared): Layer {
  const y = chart.y ?? chart.x;
  const boxGroups = makeBoxGroups(chart, y);
  // Wider than boxes: a violin's width carries its information.
  const width = arrangeBoxGroups(boxGroups, 2 * (chart.x.categories?.length ?? 1)) * 1.3;
  const densities = new Map(boxGroups.map((boxGroup) => [boxGroup, findDensity(boxGroup.sorted, y.log)]));
  const densityOf = (boxGroup: BoxGroup) => densities.get(boxGroup) ?? { at: [], width: [] };
  const traces = boxGroups.flatMap((boxGroup) => drawViolin(chart, boxGroup, densityOf(boxGroup), width));
  const caption = `in ${formatCounted(boxGroups.length, "violin")}; thick line p25 to p75, across it p50`;
  return placeBoxGroups(chart, traces, {
    boxGroups,
    y,
    caption,
    extentsOf: (boxGroup) => extentsOf(boxGroup, densityOf(boxGroup), width),
  });
}

export const violin: PlotKind = { name: "Violin", make: makeViolins, x: "places", y: "column" };
