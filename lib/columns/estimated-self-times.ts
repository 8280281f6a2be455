/** Estimates self times by name, or by any other group of spans, from a sample. */

import { findSelfTimes, NO_PARENT } from "../stats/intervals.ts";
import { OUTSIDE } from "./kept-spans.ts";
import { OUT, type SpanRange } from "./span-range.ts";
import { findCuts, findWhole } from "./span-tree.ts";

/** What self times are summed by. */
export interface SpanGroups {
  /** By place; below 0 for a span of no group. */
  readonly of: ArrayLike<number>;
  readonly count: number;
}

/**
 * The self time of a span is known if all its children are in the sample. Where most of a name's time is in longer spans,
 * which have only few of their children there or are not in it themselves, those are accounted for together: each adds
 * its duration to its name, and each sampled child of such a span takes away from that name what it covers, wherever its
 * parent lies. Children that overlap each other would take away too much: by how much is known from the spans with all
 * their children.
 * @param scale spans of the run over spans read
 * @param groups names by default
 * @returns seconds by name code, or by group
 */
export function estimateSelfTimes(
  range: SpanRange,
  scale: number,
  groups: SpanGroups = { of: range.names, count: range.nameTexts.length },
): Float64Array {
  const { starts, durations, rows, blockOf } = range;
  const { parents } = range.parents();
  const isWhole = findWhole({ range, cuts: blockOf ? findCuts(blockOf) : [] });
  const self = findSelfTimes(range, parents);
  const zeros = () => new Float64Array(groups.count);
  const sums = { known: zeros(), whole: zeros(), long: zeros(), taken: zeros() };
  const children = { sum: zeros(), covered: zeros() };
  const add = (to: Float64Array, place: number, seconds: number) => {
    const group = groups.of[place] as number;
    if (group >= 0) to[group] = (to[group] as number) + seconds;
  };
  for (let place = 0; place < rows.length; place++) {
    const duration = durations[place] as number;
    if ((rows[place] as number) >= 0 && !Number.isNaN(duration)) {
      if (!isWhole[place]) add(sums.long, place, duration);
      else {
        add(sums.known, place, self[place] as number);
        add(sums.whole, place, duration);
        add(children.covered, place, duration - (self[place] as number));
      }
    }
    const parent = parents[place] as number;
    // An ancestor from outside stands for no sampled span.
    if (parent === NO_PARENT || blockOf?.[place] === OUTSIDE || rows[parent] === OUT) continue;
    add(isWhole[parent] ? children.sum : sums.taken, parent, findInside(starts, durations, place, parent));
  }
  return sums.known.map((known, group) => {
    const [whole, long, sum] = [sums.whole[group], sums.long[group], children.sum[group]] as [number, number, number];
    // The difference of two large sums is imprecise: a few long spans are taken to be like the others.
    if (long <= whole) return (scale * known * (whole + long)) / Math.max(whole, Number.MIN_VALUE);
    const overlap = sum > 0 ? (children.covered[group] as number) / sum : 1;
    return scale * Math.max(0, known + long - overlap * (sums.taken[group] as number));
  });
}

/** How much of a span lies within its parent, seconds. */
function findInside(starts: Float64Array, durations: Float64Array, place: number, parent: number): number {
  const start = (starts[place] as number) - (starts[parent] as number);
  const inside = Math.min(start + (durations[place] as number), durations[parent] as number) - Math.max(0, start);
  return inside > 0 ? inside : 0;
}
