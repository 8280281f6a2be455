/** During how much time at least one span ran. Pure. */
import type { SpanTimes } from "./containment.ts";

/**
 * Seconds that the intervals cover: nested and parallel ones count once, pauses not at all. What is no number is left
 * out. Spans in order of their ids end in order, so that one pass from the last to the first does; others are sorted.
 */
export function findCoveredTime({ starts, durations }: Omit<SpanTimes, "ids">): number {
  const ends = starts.map((start, index) => start + (durations[index] ?? Number.NaN));
  const order = Uint32Array.from(ends.keys()).filter(
    (index) => Number.isFinite(ends[index]) && (durations[index] ?? 0) > 0,
  );
  if (!order.every((index, at) => at === 0 || (ends[order[at - 1] ?? 0] ?? 0) <= (ends[index] ?? 0)))
    order.sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0));
  let covered = 0;
  let reach = Number.POSITIVE_INFINITY;
  for (let at = order.length - 1; at >= 0; at--) {
    const index = order[at] ?? 0;
    const start = starts[index] ?? 0;
    if (start >= reach) continue;
    covered += Math.min(reach, ends[index] ?? 0) - start;
    reach = start;
  }
  return covered;
}
