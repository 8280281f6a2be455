/**
 * What ran beside the calls in the same process: the spans of names that are neither theirs, nor those of any of their
 * ancestors or descendants, as timelines on one axis.
 */

import type { SpanTree } from "../../columns/span-tree.ts";
import { clockStep, NO_PARENT } from "../../stats/intervals.ts";
import { firstAbove } from "../../stats/order.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";

/** When spans of a name ran: the union of their intervals, by time. */
export interface Timeline {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Seconds covered before each interval. */
  readonly before: Float64Array;
}

export interface OtherTask {
  readonly name: string;
  /** Its spans. */
  readonly places: Int32Array;
  /** Their durations summed. */
  readonly total: number;
  readonly timeline: Timeline;
}

/** Names with less time in all are left out. */
const MAX_TASKS = 100;

/**
 * Times of spans on an axis on which recorded runs follow one another, as processes do not hold each other up. NaN for
 * spans of no recorded run, whose parents are guesses: what lies within a span may be its child or not.
 */
export interface Axis {
  /** By place. */
  readonly starts: Float64Array;
  /** Twice the resolution of the starts: a shorter overlap may be rounding. */
  readonly slack: number;
}

/** @param gap seconds to keep between runs */
export function layOutRuns({ range, runs }: SpanTree, gap: number): Axis {
  const bounds = new Map<number, { low: number; high: number }>();
  const eachSpan = (visit: (run: number, place: number, start: number, end: number) => void) => {
    for (const { from, to, run } of runs) {
      for (let place = from; place < to; place++) {
        const start = range.starts[place] as number;
        const end = start + (range.durations[place] as number);
        if (Number.isFinite(end)) visit(run, place, start, end);
      }
    }
  };
  eachSpan((run, _, start, end) => {
    const bound = bounds.get(run);
    if (!bound) bounds.set(run, { low: start, high: end });
    else {
      bound.low = Math.min(bound.low, start);
      bound.high = Math.max(bound.high, end);
    }
  });
  const shifts: number[] = [];
  let reached = 0;
  for (const [run, { low, high }] of bounds) {
    shifts[run] = reached - low;
    reached += high - low + gap;
  }
  const starts = new Float64Array(range.starts.length).fill(Number.NaN);
  eachSpan((run, place, start) => {
    starts[place] = start + (shifts[run] as number);
  });
  return { starts, slack: 2 * clockStep(range.starts) };
}

/**
 * @param axis from `layOutRuns`
 * @param calls places
 */
export function findOtherTasks(tree: SpanTree, axis: Axis, calls: Int32Array): OtherTask[] {
  const { names, nameTexts, durations } = tree.range;
  const related = findRelated(tree, calls);
  const counts = new Int32Array(nameTexts.length);
  const totals = new Float64Array(nameTexts.length);
  const isTask = (place: number) =>
    related[names[place] as number] === 0 && (durations[place] as number) > 0 && !Number.isNaN(axis.starts[place]);
  for (let place = 0; place < names.length; place++) {
    if (!isTask(place)) continue;
    const name = names[place] as number;
    counts[name] = (counts[name] as number) + 1;
    totals[name] = (totals[name] as number) + (durations[place] as number);
  }
  const chosen = [...totals.keys()].filter((name) => (counts[name] as number) > 0);
  chosen.sort((a, b) => (totals[b] as number) - (totals[a] as number)).splice(MAX_TASKS);
  const places = new Map(chosen.map((name) => [name, new Int32Array(counts[name] as number)]));
  counts.fill(0);
  for (let place = 0; place < names.length; place++) {
    const name = names[place] as number;
    const own = isTask(place) ? places.get(name) : undefined;
    if (!own) continue;
    own[counts[name] as number] = place;
    counts[name] = (counts[name] as number) + 1;
  }
  return [...places].map(([name, own]) => ({
    ...{ name: nameTexts[name] ?? "", places: own, total: totals[name] as number },
    timeline: makeTimeline(axis.starts, durations, own),
  }));
}

/** By name: 1 if any span of it is a call, above one or within one. */
function findRelated({ range, parents }: SpanTree, calls: Int32Array): Uint8Array {
  const related = new Uint8Array(range.nameTexts.length);
  const above = new Uint8Array(parents.length);
  const inside = new Uint8Array(parents.length);
  for (const call of calls) {
    inside[call] = IN;
    related[range.names[call] as number] = 1;
    for (let at = parents[call] as number; at !== NO_PARENT && above[at] === 0; at = parents[at] as number) {
      above[at] = 1;
      related[range.names[at] as number] = 1;
    }
  }
  const path: number[] = [];
  for (let place = 0; place < parents.length; place++) {
    let at = place;
    while (at !== NO_PARENT && inside[at] === UNKNOWN) {
      path.push(at);
      at = parents[at] as number;
    }
    const state = at === NO_PARENT ? OUT : (inside[at] as number);
    for (let up = path.pop(); up !== undefined; up = path.pop()) {
      inside[up] = state;
      if (state === IN) related[range.names[up] as number] = 1;
    }
  }
  return related;
}

const UNKNOWN = 0;
const OUT = 1;
const IN = 2;

/** A union of intervals needs only their starts and their ends, each sorted: how many are open changes there. */
export function makeTimeline(starts: Float64Array, durations: Float64Array, places: Int32Array): Timeline {
  const begins = mapFloats(places, (place) => starts[place] as number).sort();
  const ends = mapFloats(places, (place) => (starts[place] as number) + (durations[place] as number)).sort();
  const from = new Float64Array(begins.length);
  const to = new Float64Array(begins.length);
  const before = new Float64Array(begins.length);
  let count = 0;
  let covered = 0;
  for (let begun = 0, ended = 0; begun < begins.length; ) {
    from[count] = begins[begun] as number;
    // Nothing is open here: read on until as many have ended as begun.
    do {
      while (begun < begins.length && (begins[begun] as number) <= (ends[ended] as number)) begun++;
      ended++;
    } while (ended < begun);
    to[count] = ends[ended - 1] as number;
    before[count] = covered;
    covered += (to[count] as number) - (from[count] as number);
    count++;
  }
  return { from: from.slice(0, count), to: to.slice(0, count), before: before.slice(0, count) };
}

/** Seconds covered up to a time. */
export function coveredUntil({ from, to, before }: Timeline, time: number): number {
  const last = firstAbove(from, time) - 1;
  if (last < 0) return 0;
  return (before[last] as number) + Math.min(time, to[last] as number) - (from[last] as number);
}
