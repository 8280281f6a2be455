/** A row of the table of span names; null while still being computed. */

import type { NameFigures } from "../../../lib/analysis/overview/answer.ts";

export interface NameRow {
  readonly name: string;
  readonly count: number;
  readonly figures: NameFigures | null;
  /** Self time, seconds. */
  readonly self: number | null;
  /** Its estimate, if that was shown before: the row stays where that put it, and the place of its sign stays, too. */
  readonly estimate?: NameRow | undefined;
  /** Whether the reader has sorted the rows since, so that their own figures order them. */
  readonly isSettled?: boolean;
}

/** Columns of the table that can be hidden: id and label. */
export const HIDEABLE: readonly (readonly [id: string, label: string])[] = [
  ["count", "Count"],
  ["errors", "Errors, if any"],
  ["share", "Share of run"],
  ["total", "Total"],
  ["self", "Self"],
  ["mean", "Mean"],
  ["p50", "p50"],
  ["p95", "p95"],
  ["p99", "p99"],
  ["max", "Max"],
  ["durations", "Durations"],
  ["trend", "p50 over the run"],
];
