/** The table of span names with its figures: those of the sample, then the exact ones. */
"use client";

import type { OverviewFigures } from "../../../lib/analysis/overview/answer.ts";
import { formatCount, formatCounted, formatDurationText } from "../../../lib/model/format.ts";
import type { SelfTimes } from "../../../lib/queries/self-times.ts";
import { useExactFigures } from "./exact.tsx";
import type { NameRow } from "./name-row.ts";
import { NamesTable } from "./names-table.tsx";

interface FiguredNamesProps {
  readonly figures: OverviewFigures;
  /** Null until it has arrived. */
  readonly self: SelfTimes | null;
}

export function FiguredNames(sampled: FiguredNamesProps) {
  const exact = useExactFigures();
  const { names, low, high } = exact.figures ?? sampled.figures;
  const self = exact.self ?? sampled.self;
  const rows = toRows(names, self);
  const shown = exact.figures ? rows.map((row) => ({ ...row, wasEstimated: true })) : rows;
  return <NamesTable rows={shown} low={low} high={high} />;
}

/** One line about the table. */
export function NamesFacts({ figures }: { readonly figures: OverviewFigures }) {
  const exact = useExactFigures();
  return describeNames(exact.figures ?? figures);
}

function describeNames({ names, nameCount, traced, leftOut, basis }: OverviewFigures): string {
  const unplaced = names.reduce((sum, name) => sum + name.unplaced, 0);
  const about = basis.exact ? "" : "≈ ";
  const parts = [
    `${formatCounted(nameCount, "name")}${basis.exact ? "" : " seen"}`,
    `shares are of ${about}${formatDurationText(traced)} traced`,
  ];
  if (names.length < nameCount) parts.splice(1, 0, `${formatCount(names.length)} with the largest total`);
  if (unplaced > 0) parts.push(`${formatCount(unplaced)} at 0 not drawn`);
  if (leftOut > 0) parts.push(`${formatCount(leftOut)} without a number as duration left out`);
  return parts.join(", ");
}

function toRows(names: OverviewFigures["names"], self: SelfTimes | null): NameRow[] {
  const selfOf = self && new Map(self.self);
  return names.map((figures) => {
    const { name, colorIndex, count } = figures;
    return { name, colorIndex, count, figures, self: selfOf ? (selfOf.get(name) ?? 0) : null };
  });
}
