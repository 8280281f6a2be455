/** Spans as time intervals: their nesting, self times, and the time they cover together. */

import type { Ids } from "./growing.ts";

/** Spans by id, which is the order in which they ended: a child comes before its parent. */
export interface SpanTimes {
  readonly ids: Ids;
  /** Seconds; NaN where the file holds no number. */
  readonly starts: Float64Array;
  readonly durations: Float64Array;
}

export const NO_PARENT = -1;

/** How many overlapping, non-nested spans the search may skip. Only a file out of order has more. */
const MAX_PASSED = 256;

/**
 * Derives parents from intervals alone, for files that record none: the index of the first span to end that encloses
 * each, or `NO_PARENT`. Of two equal intervals, the higher id is the parent. A span of zero duration encloses
 * nothing: two spans within one tick of the clock were probably siblings.
 */
export function findEnclosing({ starts, durations }: SpanTimes): Int32Array {
  const parents = new Int32Array(starts.length).fill(NO_PARENT);
  /** Spans without a parent so far, by start. */
  const open: number[] = [];
  const passed: number[] = [];
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] ?? Number.NaN;
    const stop = start + (durations[index] ?? Number.NaN);
    if (!Number.isFinite(stop)) continue;
    passed.length = 0;
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const begun = starts[last] ?? 0;
      if (begun < start || passed.length === MAX_PASSED) break;
      open.pop();
      if (stop > start && begun + (durations[last] ?? 0) <= stop) parents[last] = index;
      else passed.push(last);
    }
    open.push(index);
    for (let at = passed.length - 1; at >= 0; at--) open.push(passed[at] ?? 0);
  }
  return parents;
}

/**
 * The resolution of the starts in seconds: they are stored as doubles of seconds since 1970, whose step is 2^-22 s
 * (0.24 µs) today.
 */
export function clockStep(starts: Float64Array): number {
  let largest = 0;
  for (const start of starts) {
    const size = Math.abs(start);
    if (size > largest && size < Number.POSITIVE_INFINITY) largest = size;
  }
  return largest > 0 ? 2 ** (Math.floor(Math.log2(largest)) - 52) : 0;
}

/**
 * Visits the self time of each span: duration minus the time covered by children, in seconds. Overlapping children count
 * once, and only for the part inside their parent. Children that overlap by less than a clock step ran one after the
 * other. A missing duration counts as 0.
 * @param parents index of the parent of each span, or `NO_PARENT`
 */
export function eachSelfTime(times: Times, parents: Int32Array, visit: (index: number, seconds: number) => void): void {
  const { durations } = times;
  const { slotOf, covered } = coverByChildren(times, parents);
  for (let index = 0; index < durations.length; index++) {
    const slot = slotOf[index] as number;
    const inside = slot < 0 ? 0 : (covered[slot] as number);
    visit(index, Math.max(0, (durations[index] as number) - inside) || 0);
  }
}

/** The same as an array. */
export function findSelfTimes(times: Times, parents: Int32Array): Float64Array {
  const found = new Float64Array(times.durations.length);
  eachSelfTime(times, parents, (index, seconds) => {
    found[index] = seconds;
  });
  return found;
}

/** Only spans with children have a slot: of ten million spans, an array of numbers takes 80 MB. */
function coverByChildren({ starts, durations }: Times, parents: Int32Array) {
  const step = clockStep(starts);
  const slotOf = new Int32Array(parents.length).fill(-1);
  let slots = 0;
  for (const parent of parents) if (parent !== NO_PARENT && slotOf[parent] === -1) slotOf[parent] = slots++;
  const covered = new Float64Array(slots);
  const scratch = new Float64Array(slots);
  const order = orderSiblings(starts, parents, { slotOf, last: scratch });
  /** Per slot, how far the children cover their parent so far, relative to its start. */
  const reach = scratch.fill(0);
  const count = order?.length ?? parents.length;
  for (let at = 0; at < count; at++) {
    const child = order ? (order[at] as number) : at;
    const parent = parents[child] as number;
    if (parent === NO_PARENT) continue;
    const slot = slotOf[parent] as number;
    const duration = durations[child] as number;
    const own = durations[parent] as number;
    const start = (starts[child] as number) - (starts[parent] as number);
    const reached = reach[slot] as number;
    const from = Math.max(start, reached);
    // Sticking out by less than a step is rounding: shift the child, don't cut it.
    const stop = from - start <= step ? from + duration : start + duration;
    const inside = stop - own <= step ? stop : own;
    if (!(inside > from)) continue;
    covered[slot] = (covered[slot] as number) + inside - from;
    reach[slot] = inside;
  }
  return { slotOf, covered };
}

interface Slots {
  readonly slotOf: Int32Array;
  /** Room for a number per slot. */
  readonly last: Float64Array;
}

/** The spans with a parent, siblings by start; null if they already are in that order, as programs write them. */
function orderSiblings(starts: Float64Array, parents: Int32Array, { slotOf, last }: Slots): Uint32Array | null {
  last.fill(Number.NEGATIVE_INFINITY);
  let rises = true;
  let count = 0;
  for (let index = 0; index < parents.length; index++) {
    const parent = parents[index] as number;
    if (parent === NO_PARENT) continue;
    count++;
    const slot = slotOf[parent] as number;
    const start = starts[index] as number;
    if (!(start >= (last[slot] as number))) rises = false;
    last[slot] = start;
  }
  if (rises) return null;
  const order = new Uint32Array(count);
  for (let index = 0, at = 0; index < parents.length; index++) if (parents[index] !== NO_PARENT) order[at++] = index;
  return order.sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
}

type Times = Pick<SpanTimes, "starts" | "durations">;

/** Relative difference below which the order of spans within one clock step does not matter. */
const SEEN = 1e-3;

/**
 * Length of the union of the intervals, in seconds; spans without finite times are ignored. Spans ordered by id end in
 * order, so one backward pass suffices; others are sorted first.
 *
 * Starts are only known to a clock step, 0.24 µs: out of a thousand calls of 50 ns, five at a time seem to start
 * together. Two spans that overlap by less than a step ran one after the other unless one called the other, so parents
 * are read, but only where that changes the result.
 * @param readParents indexed like the spans
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

/** @param slackOf how much of a span's overlap with later ones to ignore */
function sumCovered(times: Times, { order, base }: Intervals, slackOf: (index: number) => number): number {
  const { starts, durations } = times;
  let covered = 0;
  let reach = Number.POSITIVE_INFINITY;
  for (let at = (order?.length ?? starts.length) - 1; at >= 0; at--) {
    const index = order ? (order[at] as number) : at;
    const start = (starts[index] as number) - base;
    const duration = durations[index] as number;
    const overlap = start + duration - reach;
    if (overlap <= 0) {
      covered += duration;
      reach = start;
    } else if (overlap <= slackOf(index)) {
      covered += duration;
      reach -= duration;
    } else if (start < reach) {
      covered += reach - start;
      reach = start;
    }
  }
  return covered;
}

interface Intervals {
  /** Indices by end; null if that is all spans as they are. */
  readonly order: Uint32Array | null;
  /** Starts are taken relative to it: adding to seconds since 1970 would round to a clock step. */
  readonly base: number;
  readonly step: number;
}

/** Plain loops, and no array unless needed: there may be ten million spans. */
function pickIntervals({ starts, durations }: Times): Intervals {
  const step = clockStep(starts);
  const base = starts.find((start) => Number.isFinite(start)) ?? 0;
  const endOf = (index: number) => (starts[index] as number) - base + (durations[index] as number);
  const counts = (index: number) => (durations[index] as number) > 0 && Number.isFinite(endOf(index));
  let count = 0;
  let rises = true;
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < starts.length; index++) {
    if (!counts(index)) continue;
    const end = endOf(index);
    if (end < last - step) rises = false;
    last = end;
    count++;
  }
  if (rises && count === starts.length) return { order: null, base, step };
  const order = new Uint32Array(count);
  for (let index = 0, at = 0; index < starts.length; index++) if (counts(index)) order[at++] = index;
  if (!rises) order.sort((a, b) => endOf(a) - endOf(b));
  return { order, base, step };
}
