/**
 * Tells a task that holds calls up from one that is held up with them: when the disk stalls, everything that is running
 * takes long, and overlaps.
 */

import type { SpanTree } from "../../columns/span-tree.ts";
import { firstAbove, median } from "../../stats/order.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import type { ComparedCalls } from "./compared-calls.ts";
import type { OtherTask } from "./other-tasks.ts";

/** A task that took this many times its median beside a slow call may itself have been held up. */
const UNUSUAL = 4;
/**
 * How many of them must have: some are to be expected, as the longer a task is, the more calls it meets. Of exponential
 * lengths a quarter, of log-normal ones (0.8) a fifth.
 */
const UNUSUAL_SHARE = 1 / 3;
/** Unless it ran within them from start to end, as what blocks the thread does. */
const BLOCKING_SHARE = 0.9;
/** Calls looked at. */
const MAX_CALLS = 2000;
/** Spans of the task looked at per call: the first to end that ran beside it. */
const MAX_PASSED = 64;

/** @param ran by call: 1 if the task ran beside it */
export function areVictims(tree: SpanTree, calls: ComparedCalls, task: OtherTask, ran: Float64Array): boolean {
  const { split, axis, places, within } = calls;
  const spans = sortByEnd(tree, calls, task);
  const held = calls.order.filter((index) => ran[index] === 1 && split.selected[index] === 1);
  const step = Math.ceil(held.length / MAX_CALLS);
  const lengths: number[] = [];
  let blocking = 0;
  for (let at = 0; at < held.length; at += step) {
    const index = held[at] as number;
    const start = axis.starts[places[index] as number] as number;
    const end = start + (split.durations[index] as number);
    const beside = findBeside(spans, start + axis.slack, start + within - axis.slack);
    if (beside < 0) continue;
    const [from, to] = [spans.starts[beside] as number, spans.ends[beside] as number];
    lengths.push(to - from);
    if (from >= start - axis.slack && to <= end + axis.slack) blocking++;
  }
  if (lengths.length === 0) return false;
  const usual = median(spans.ends.map((end, at) => end - (spans.starts[at] as number)));
  const unusual = lengths.filter((length) => length > UNUSUAL * usual).length;
  return unusual >= UNUSUAL_SHARE * lengths.length && blocking < BLOCKING_SHARE * lengths.length;
}

interface SortedSpans {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

function sortByEnd({ range }: SpanTree, { axis }: ComparedCalls, { places }: OtherTask): SortedSpans {
  const endOf = (place: number) => (axis.starts[place] as number) + (range.durations[place] as number);
  let rises = true;
  for (let at = 1; at < places.length && rises; at++)
    rises = endOf(places[at - 1] as number) <= endOf(places[at] as number);
  const order = rises ? places : places.slice().sort((a, b) => endOf(a) - endOf(b));
  return {
    starts: mapFloats(order, (place) => axis.starts[place] as number),
    ends: mapFloats(order, endOf),
  };
}

/** The first span to end after a time that started before another one; -1 if there is none among the next. */
function findBeside({ starts, ends }: SortedSpans, after: number, before: number): number {
  const first = firstAbove(ends, after);
  const last = Math.min(ends.length, first + MAX_PASSED);
  for (let at = first; at < last; at++) if ((starts[at] as number) < before) return at;
  return -1;
}
