/** Whose child a span is, found from intervals alone, for files that hold no parents. */

/** Spans in order of their ids, which is the order in which they ended: a child before its parent. */
export interface SpanTimes {
  readonly ids: Float64Array;
  /** Seconds. What is no number is NaN. */
  readonly starts: Float64Array;
  readonly durations: Float64Array;
}

export const NO_PARENT = -1;

/** How many spans that began within another but ended after it are looked behind; more come from a file out of order. */
const MOST_PASSED = 256;

/**
 * The index of each span's parent: the first to end of those that enclose it, or `NO_PARENT`. Of equal intervals the one
 * with the higher id encloses the other. A span of no duration encloses nothing: of two within one tick of the clock
 * neither called the other more likely than not.
 */
export function findEnclosing({ starts, durations }: SpanTimes): Int32Array {
  const parents = new Int32Array(starts.length).fill(NO_PARENT);
  /** Spans without a parent so far, by start, the latest last. */
  const open: number[] = [];
  const passed: number[] = [];
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] ?? Number.NaN;
    const stop = start + (durations[index] ?? Number.NaN);
    if (!Number.isFinite(stop)) continue;
    passed.length = 0;
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const begun = starts[last] ?? 0;
      if (begun < start || passed.length === MOST_PASSED) break;
      open.pop();
      if (stop > start && begun + (durations[last] ?? 0) <= stop) parents[last] = index;
      else passed.push(last);
    }
    open.push(index);
    for (let at = passed.length - 1; at >= 0; at--) open.push(passed[at] ?? 0);
  }
  return parents;
}
