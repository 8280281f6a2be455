/** The most used chart in every state. */
"use client";

import { Section } from "../case.tsx";
import {
  ERRORS,
  GRID,
  PLOT_COLUMNS,
  ROWS,
  ROWS_ALIKE,
  ROWS_FAR_APART,
  ROWS_OF_MANY_NAMES,
  ROWS_WITH_GAPS,
  ROWS_WITH_ZEROS,
} from "../fixtures/explore.ts";
import { Drawn } from "./plots.tsx";

const SLOWEST = [...ROWS].sort((a, b) => Number(b[3]) - Number(a[3])).slice(0, 40);
const SELECTED = { kind: "box", x: [3, 7], y: [0.001, 0.1] } as const;
const TEXTS = PLOT_COLUMNS.filter(({ numeric }) => !numeric);

export function Scatter() {
  return (
    <Section title="Scatter">
      <Drawn name="many" choice={{}} />
      <Drawn
        name="wide, with trend and margins"
        wide
        height={460}
        choice={{ logy: true, trend: true, margins: true }}
      />
      <Drawn name="a selection" wide height={460} choice={{ logy: true, margins: true }} region={SELECTED} />
      <Drawn name="too many for points" wide height={400} rows={SLOWEST} grid={GRID} choice={{ logy: true }} />
      <Drawn name="failed and unfinished" wide height={400} choice={{ logy: true }} errors={ERRORS} />
      <Drawn name="one" choice={{}} rows={ROWS.slice(0, 1)} />
      <Drawn name="none" choice={{}} rows={[]} />
      <Drawn name="zeros on a log axis" choice={{ logy: true }} rows={ROWS_WITH_ZEROS} />
      <Drawn name="missing values" choice={{ x: "bytes", color: "algorithm" }} rows={ROWS_WITH_GAPS} />
      <Drawn name="far apart" choice={{ logy: true }} rows={ROWS_FAR_APART} />
      <Drawn name="all alike" choice={{}} rows={ROWS_ALIKE} />
      <Drawn name="more names than colors" choice={{}} rows={ROWS_OF_MANY_NAMES} />
      <Drawn name="colored by a number" choice={{ color: "bytes" }} />
      <Drawn name="texts on an axis" choice={{ x: "name", y: "algorithm" }} rows={ROWS_OF_MANY_NAMES} />
      <Drawn name="texts alone" choice={{}} columns={TEXTS} />
      <Drawn name="of an earlier query" choice={{}} old />
    </Section>
  );
}
