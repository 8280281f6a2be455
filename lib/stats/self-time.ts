/** How much of a span's time is its own. Pure. */
import { NO_PARENT, type SpanTimes } from "./containment.ts";

/**
 * Duration minus what the children cover of it, in seconds: children that overlap count once, and only for the part
 * that lies inside. A duration that is no number counts as 0.
 * @param parents index of the parent of each span, or `NO_PARENT`
 */
export function findSelfTimes({ starts, durations }: SpanTimes, parents: Int32Array): Float64Array {
  const covered = new Float64Array(starts.length);
  /** Up to where children seen so far cover their parent, by parent. */
  const reach = new Float64Array(starts);
  const children = parents.reduce((count, parent) => (parent === NO_PARENT ? count : count + 1), 0);
  const order = new Uint32Array(children);
  let next = 0;
  for (let index = 0; index < parents.length; index++) if (parents[index] !== NO_PARENT) order[next++] = index;
  order.sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
  for (const child of order) {
    const parent = parents[child] ?? 0;
    const start = starts[child] ?? 0;
    const stop = Math.min(start + (durations[child] ?? 0), (starts[parent] ?? 0) + (durations[parent] ?? 0));
    const from = Math.max(start, reach[parent] ?? 0);
    if (!(stop > from)) continue;
    covered[parent] = (covered[parent] ?? 0) + stop - from;
    reach[parent] = stop;
  }
  return durations.map((duration, index) => Math.max(0, duration - (covered[index] ?? 0)) || 0);
}
