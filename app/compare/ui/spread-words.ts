/** What a chart of two spreads shows, in one sentence. Pure. */

import { formatCount, formatDurationText } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";

export function saySpread({ name, a, b }: CompareNameAnswer): string {
  const calls = `${formatCount(a.count)} calls on side A, ${formatCount(b.count)} on side B`;
  if (!a.marks || !b.marks) return `Durations of ${formatText(name)}: ${calls}.`;
  const figures = (["p50", "p95", "p99", "max"] as const).map(
    (figure) =>
      `${figure} ${formatDurationText(a.marks?.[figure] ?? 0)} to ${formatDurationText(b.marks?.[figure] ?? 0)}`,
  );
  return `Durations of ${formatText(name)}: ${calls}; ${figures.join(", ")}.`;
}
