/** How each type of plot is drawn. To add one, export a `PlotKind` from a new file and list it here. */
import { box } from "./kinds/box.ts";
import { ecdf } from "./kinds/ecdf.ts";
import { heatmap } from "./kinds/heatmap.ts";
import { histogram } from "./kinds/histogram.ts";
import { line } from "./kinds/line.ts";
import { parallel } from "./kinds/parallel.ts";
import { scatter } from "./kinds/scatter.ts";
import { splom } from "./kinds/splom.ts";
import { violin } from "./kinds/violin.ts";
import type { PlotKind } from "./model.ts";
import type { PlotType } from "./plot-types.ts";

const PLOTS: Readonly<Record<PlotType, PlotKind>> = {
  scatter,
  line,
  histogram,
  box,
  violin,
  ecdf,
  heatmap,
  splom,
  parallel,
};

export function kindOf(plot: PlotType): PlotKind {
  return PLOTS[plot];
}
