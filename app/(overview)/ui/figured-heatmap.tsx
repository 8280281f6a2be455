/** The heatmap: that of the sample, then that of all spans, with the slowest as points. */
"use client";

import type { ReactNode } from "react";
import type { SelfTimes } from "../../../lib/queries/self-times.ts";
import { useExactFigures } from "./exact.tsx";
import { type HeatmapFigures, pickHeatmap } from "./heatmap-figures.ts";
import { HeatmapView } from "./heatmap-view.tsx";

interface FiguredHeatmapProps {
  readonly title: string;
  readonly figures: HeatmapFigures;
  /** Null if they could not be read. */
  readonly self: SelfTimes | null;
  readonly tools: ReactNode;
}

const NOTHING: Pick<SelfTimes, "slowest" | "parents"> = { slowest: [], parents: [] };

export function FiguredHeatmap({ title, figures, self, tools }: FiguredHeatmapProps) {
  const exact = useExactFigures();
  const { slowest, parents } = exact.self ?? self ?? NOTHING;
  const without = slowest.some(({ name }) => parents.includes(name)) ? [] : parents;
  return (
    <HeatmapView
      title={title}
      figures={exact.figures ? pickHeatmap(exact.figures) : figures}
      slowest={slowest}
      without={without}
      tools={tools}
    />
  );
}
