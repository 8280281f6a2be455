/** The types of plot and the data each needs. Separate from the registry, so that the server need not load drawing code. */
import type { DefaultX, Points } from "../../lib/model/plot-request.ts";

interface PlotData {
  readonly defaultX: DefaultX;
  readonly points: Points;
}

/** In the order of the menu. */
export const PLOT_DATA = {
  scatter: { defaultX: "number", points: "grid" },
  line: { defaultX: "start", points: "sample" },
  histogram: { defaultX: "duration", points: "sample" },
  box: { defaultX: "text", points: "sample" },
  violin: { defaultX: "text", points: "sample" },
  ecdf: { defaultX: "duration", points: "sample" },
  heatmap: { defaultX: "start", points: "grid" },
  splom: { defaultX: "number", points: "columns" },
  parallel: { defaultX: "number", points: "columns" },
} as const satisfies Record<string, PlotData>;

export type PlotType = keyof typeof PLOT_DATA;

export const PLOT_TYPES = Object.keys(PLOT_DATA) as readonly PlotType[];
