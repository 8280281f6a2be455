/** Violin: how the values at a place are spread, as wide as they are dense. Pure. */
import { formatCounted } from "../../../lib/model/format.ts";
import { fade } from "../draw/colors.ts";
import { arrangeHeaps, describeHeap, makeHeaps, placeHeaps } from "../draw/places.ts";
import type { Scale } from "../draw/scale.ts";
import { escapeText } from "../draw/text.ts";
import type { Heap, Layer, PlotKind, Prepared, Trace } from "../model.ts";

const STEPS = 64;

interface Density {
  readonly at: readonly number[];
  /** From 0 to 1, the densest place. */
  readonly width: readonly number[];
}

/**
 * A density by Gaussians around the values, as wide as Silverman's rule says, from the lowest to the highest value. On a
 * log axis it is that of the logarithms. Values are put into fine bins first, so that its time does not grow with them.
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

function drawViolin(chart: Prepared, heap: Heap, width: number, y: Scale): Trace[] {
  const { color = chart.colors.ink3, label = "" } = chart.groups[heap.group] ?? {};
  const { at, width: widths } = findDensity(heap.sorted, y.log);
  const half = (share: number) => (share * width) / 2;
  const side = (sign: 1 | -1) => widths.map((share) => heap.middle + sign * half(share));
  const line = { type: "scatter", mode: "lines" } as const;
  const tip = () => describeHeap(chart, heap);
  return [
    {
      tip,
      data: {
        ...line,
        name: escapeText(label),
        x: [...side(1), ...side(-1).reverse(), heap.middle + half(widths[0] ?? 0)],
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
        x: [heap.middle, heap.middle],
        y: [heap.p25, heap.p75],
        line: { color, width: 5 },
        hoverinfo: "none",
      },
    },
    {
      tip,
      data: {
        ...line,
        x: [heap.middle - width / 4, heap.middle + width / 4],
        y: [heap.p50, heap.p50],
        line: { color, width: 2.4 },
        hoverinfo: "none",
      },
    },
  ];
}

function makeViolins(chart: Prepared): Layer {
  const y = chart.y ?? chart.x;
  const heaps = makeHeaps(chart, y);
  // Twice as wide as boxes: their width is what they say.
  const width = arrangeHeaps(heaps, 2 * (chart.x.categories?.length ?? 1)) * 1.3;
  const traces = heaps.flatMap((heap) => drawViolin(chart, heap, width, y));
  const manner = `in ${formatCounted(heaps.length, "violin")}; thick line p25 to p75, across it p50`;
  return placeHeaps(chart, traces, { heaps, width, y, manner });
}

export const violin: PlotKind = { name: "Violin", make: makeViolins, x: "places", y: "column" };
