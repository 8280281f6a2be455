/** All other kinds of chart: with many rows, one, none, and data that is hard to draw. */
"use client";

import type { PlotType } from "../../../charts/plot-types.ts";
import { Section } from "../case.tsx";
import { ROWS, ROWS_OF_MANY_NAMES, ROWS_WITH_GAPS } from "../fixtures/explore.ts";
import { Drawn } from "./plots.tsx";

const KINDS: readonly (readonly [title: string, plot: PlotType])[] = [
  ["Line", "line"],
  ["Histogram", "histogram"],
  ["Box", "box"],
  ["Violin", "violin"],
  ["ECDF", "ecdf"],
  ["Heatmap chart", "heatmap"],
  ["Scatter matrix", "splom"],
  ["Parallel coordinates", "parallel"],
];

const ODD = ROWS_OF_MANY_NAMES.map(
  (row, place) => ROWS_WITH_GAPS[place]?.map((cell, at) => (at === 1 ? (row[1] ?? null) : cell)) ?? row,
);

export function Kinds() {
  return <Each kinds={KINDS.slice(0, 4)} />;
}

export function MoreKinds() {
  return <Each kinds={KINDS.slice(4)} />;
}

function Each({ kinds }: { readonly kinds: typeof KINDS }) {
  return kinds.map(([title, plot]) => (
    <Section key={plot} title={title}>
      <Drawn name="many" choice={{ plot }} height={plot === "splom" ? 480 : 340} />
      <Drawn name="odd" choice={{ plot }} rows={ODD} />
      <Drawn name="one" choice={{ plot }} rows={ROWS.slice(0, 1)} height={260} />
      <Drawn name="none" choice={{ plot }} rows={[]} height={260} />
    </Section>
  ));
}
