/** The table of span names with its figures: those of the sample, then the exact ones. */
"use client";

import { useMemo } from "react";
import type { OverviewFigures } from "../../../lib/analysis/overview/answer.ts";
import { formatCount, formatCounted, formatDurationText } from "../../../lib/model/format.ts";
import type { SelfTimes } from "../../../lib/queries/self-times.ts";
import { useExactFigures } from "./exact.tsx";
import type { NameRow } from "./name-row.ts";
import { NamesTable } from "./names-table.tsx";

interface FiguredNamesProps {
  readonly figures: OverviewFigures;
  /** Null if it could not be read. */
  readonly self: SelfTimes | null;
}

export function FiguredNames(sampled: FiguredNamesProps) {
  const exact = useExactFigures();
  const { low, high } = exact.figures ?? sampled.figures;
  const rows = useMemo(() => {
    const estimates = toRows(sampled.figures.names, sampled.self);
    if (!exact.figures) return estimates;
    const estimateOf = new Map(estimates.map((row) => [row.name, row]));
    const rows = toRows(exact.figures.names, exact.self ?? sampled.self);
    return rows.map((row) => ({ ...row, estimate: estimateOf.get(row.name) ?? row }));
  }, [sampled.figures, sampled.self, exact.figures, exact.self]);
  return <NamesTable rows={rows} low={low} high={high} />;
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
  // Equal ones by name: the rows that were there before the figures had no other order, either.
  const inOrder = [...names].sort((a, b) => (a.name < b.name ? -1 : 1));
  return inOrder.map((figures) => {
    const { name, count } = figures;
    return { name, count, figures, self: selfOf ? (selfOf.get(name) ?? 0) : null };
  });
}
