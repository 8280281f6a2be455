/** The part of the overview's figures that the heatmap draws. */

import type { OverviewFigures } from "../../../lib/analysis/overview/answer.ts";

export interface HeatmapFigures
  extends Pick<OverviewFigures, "heatmap" | "layers" | "nameCount" | "zero" | "earlier" | "later" | "basis"> {}

export function pickHeatmap(figures: OverviewFigures): HeatmapFigures {
  const { heatmap, layers, nameCount, zero, earlier, later, basis } = figures;
  return { heatmap, layers, nameCount, zero, earlier, later, basis };
}
