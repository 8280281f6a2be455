/** The colours of the tag values that colour the plot, the same in plot, legend and table. */
"use client";

import { useMemo, useState } from "react";
import { type ExplorePlot, SENT_CHARACTERS } from "../../../lib/analysis/explore/answer.ts";
import { assignColors, type Colors, reassignColors } from "../../../lib/model/colors.ts";
import { textsOf } from "./plot-table.ts";

/** By column, the last ones: they stay through filters, and when the exact answer follows that of the sample. */
type Known = Map<string, { readonly ranked: string; readonly colors: Colors }>;

/** Undefined without a colour column, and for numbers: the chart then chooses from what it draws. */
export function useValueColors(plot: ExplorePlot | null): Colors | undefined {
  const [known] = useState<Known>(() => new Map());
  return useMemo(() => (plot ? colorValues(plot, known) : undefined), [plot, known]);
}

/** The most frequent values get colours. */
function colorValues(plot: ExplorePlot, known: Known): Colors | undefined {
  const { color } = plot;
  const texts = textsOf(plot, color);
  if (color === null || color === "name" || texts.length === 0) return undefined;
  const sent = new Set(texts);
  const top = plot.columns.find(({ id }) => id === color)?.top ?? [];
  // Long values are sent shortened.
  const first = top.map(({ value }) => (sent.has(value) ? value : value.slice(0, SENT_CHARACTERS)));
  const ranked = [...new Set([...first.filter((text) => sent.has(text)), ...texts])];
  const before = known.get(color);
  const key = ranked.join("\0");
  if (before?.ranked === key) return before.colors;
  const colors = before ? reassignColors(ranked, before.colors) : assignColors(ranked);
  known.set(color, { ranked: key, colors });
  return colors;
}
