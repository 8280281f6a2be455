/** The part of the overview's figures that the heatmap draws. */

import type { NameFigures, OverviewFigures } from "../../../lib/analysis/overview/answer.ts";

export interface HeatmapFigures
  extends Pick<OverviewFigures, "heatmap" | "layers" | "zero" | "earlier" | "later" | "basis"> {
  readonly names: readonly Pick<NameFigures, "name" | "colorIndex">[];
}

export function pickHeatmap({ heatmap, layers, zero, names, earlier, later, basis }: OverviewFigures): HeatmapFigures {
  const shown = names.map(({ name, colorIndex }) => ({ name, colorIndex }));
  return { heatmap, layers, zero, names: shown, earlier, later, basis };
}
