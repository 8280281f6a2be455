/** How much of a span's time is its own. */
import { clockStep } from "./clock-step.ts";
import { NO_PARENT, type SpanTimes } from "./containment.ts";

/**
 * Duration minus what the children cover of it, in seconds: children that overlap count once, and only for the part
 * that lies inside. Starts are known to a step of the clock: children that overlap by less than it ran one after the
 * other. A duration that is no number counts as 0.
 * @param parents index of the parent of each span, or `NO_PARENT`
 */
export function findSelfTimes({ starts, durations }: SpanTimes, parents: Int32Array): Float64Array {
  const step = clockStep(starts);
  const covered = new Float64Array(starts.length);
  /** Up to where children seen so far cover their parent, by parent, from its start on. */
  const reach = new Float64Array(starts.length);
  for (const child of inOrderOfStarts(starts, parents)) {
    const parent = parents[child] as number;
    const duration = durations[child] as number;
    const own = durations[parent] as number;
    const start = (starts[child] as number) - (starts[parent] as number);
    const reached = reach[parent] as number;
    const from = Math.max(start, reached);
    // What seems to lie outside by less than a step is moved, not cut.
    const stop = from - start <= step ? from + duration : start + duration;
    const inside = stop - own <= step ? stop : own;
    if (!(inside > from)) continue;
    covered[parent] = (covered[parent] as number) + inside - from;
    reach[parent] = inside;
  }
  for (let index = 0; index < covered.length; index++)
    covered[index] = Math.max(0, (durations[index] as number) - (covered[index] as number)) || 0;
  return covered;
}

/** Those that have a parent, each parent's by their starts: as they come, where programs wrote them, else sorted. */
function inOrderOfStarts(starts: Float64Array, parents: Int32Array): Uint32Array {
  const order = new Uint32Array(parents.length);
  const last = new Float64Array(parents.length).fill(Number.NEGATIVE_INFINITY);
  let count = 0;
  let rises = true;
  for (let index = 0; index < parents.length; index++) {
    const parent = parents[index] as number;
    if (parent === NO_PARENT) continue;
    const start = starts[index] as number;
    if (!(start >= (last[parent] as number))) rises = false;
    last[parent] = start;
    order[count++] = index;
  }
  const children = order.subarray(0, count);
  return rises ? children : children.sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
}
