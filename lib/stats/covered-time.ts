/** During how much time at least one span ran. */
import { clockStep } from "./clock-step.ts";
import { NO_PARENT, type SpanTimes } from "./containment.ts";

type Times = Pick<SpanTimes, "starts" | "durations">;

/** Below it, how spans of less than a step of the clock are laid makes no difference that anyone sees. */
const SEEN = 1e-3;

/**
 * Seconds that the intervals cover: nested and parallel ones count once, pauses not at all. What is no number is left
 * out. Spans in order of their ids end in order, so that one pass from the last to the first does; others are sorted.
 *
 * A start is known to a step of the clock, 0.24 µs: of a thousand calls of 50 ns, five at a time seem to start together.
 * Two that overlap by less than a step ran one after the other, unless one called the other; who did is only asked where
 * it makes a difference.
 * @param readParents by the places of the spans
 */
export function findCoveredTime(times: Times, readParents: () => Int32Array): number {
  const picked = pickIntervals(times);
  const nested = sumCovered(times, picked, () => 0);
  const inRow = sumCovered(times, picked, () => picked.step);
  if (inRow - nested <= SEEN * nested) return nested;
  const parents = readParents();
  const isCalled = (index: number) => {
    const parent = parents[index] ?? NO_PARENT;
    return parent !== NO_PARENT && (times.durations[parent] as number) > 0;
  };
  return sumCovered(times, picked, (index) => (isCalled(index) ? 0 : picked.step));
}

/** @param slackOf how much of an overlap of a span with those after it is none */
function sumCovered(
  { starts, durations }: Times,
  { order, ends, base }: Intervals,
  slackOf: (index: number) => number,
): number {
  let covered = 0;
  let reach = Number.POSITIVE_INFINITY;
  for (let at = order.length - 1; at >= 0; at--) {
    const index = order[at] as number;
    const start = (starts[index] as number) - base;
    const overlap = (ends[index] as number) - reach;
    if (overlap <= 0) {
      covered += durations[index] as number;
      reach = start;
    } else if (overlap <= slackOf(index)) {
      covered += durations[index] as number;
      reach -= durations[index] as number;
    } else if (start < reach) {
      covered += reach - start;
      reach = start;
    }
  }
  return covered;
}

interface Intervals {
  /** Places in the order of their ends. */
  readonly order: Uint32Array;
  /** From `base` on: sums that begin in 1970 are rounded to a step of the clock. */
  readonly ends: Float64Array;
  readonly base: number;
  readonly step: number;
}

/** In one loop: a callback for each of a million spans takes ten times as long. */
function pickIntervals({ starts, durations }: Times): Intervals {
  const step = clockStep(starts);
  const base = starts.find((start) => Number.isFinite(start)) ?? 0;
  const ends = new Float64Array(starts.length);
  const order = new Uint32Array(starts.length);
  let count = 0;
  let rises = true;
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < starts.length; index++) {
    const duration = durations[index] as number;
    const end = (starts[index] as number) - base + duration;
    if (!(duration > 0) || !Number.isFinite(end)) continue;
    if (end < last - step) rises = false;
    last = end;
    ends[index] = end;
    order[count++] = index;
  }
  const picked = order.subarray(0, count);
  if (!rises) picked.sort((a, b) => (ends[a] as number) - (ends[b] as number));
  return { order: picked, ends, base, step };
}
