/** Every type of plot. A new one is a file that makes a `PlotKind`, and a line here. */
import { box } from "./chart-box.ts";
import { ecdf } from "./chart-ecdf.ts";
import { heatmap } from "./chart-heatmap.ts";
import { histogram } from "./chart-histogram.ts";
import { line } from "./chart-line.ts";
import { parallel } from "./chart-parallel.ts";
import { scatter } from "./chart-scatter.ts";
import { splom } from "./chart-splom.ts";
import type { PlotKind } from "./chart-types.ts";
import { violin } from "./chart-violin.ts";

export const PLOTS = {
  scatter,
  line,
  histogram,
  box,
  violin,
  ecdf,
  heatmap,
  splom,
  parallel,
} as const satisfies Record<string, PlotKind>;

export type PlotType = keyof typeof PLOTS;

export const PLOT_TYPES = Object.keys(PLOTS) as readonly PlotType[];

export function kindOf(plot: PlotType): PlotKind {
  return PLOTS[plot];
}
