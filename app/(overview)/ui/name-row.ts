/** A row of the table of span names; null while still being computed. */

import type { NameFigures } from "../../../lib/analysis/overview/answer.ts";
import type { ColorIndex } from "../../../lib/model/colors.ts";

export interface NameRow {
  readonly name: string;
  readonly colorIndex: ColorIndex;
  readonly count: number;
  readonly figures: NameFigures | null;
  /** Self time, seconds. */
  readonly self: number | null;
  /** Whether an estimate was shown before: the place of its sign stays, so that nothing moves. */
  readonly wasEstimated?: boolean;
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
