/** Estimates self times by name from a sample. */

import { findSelfTimes, NO_PARENT } from "../stats/intervals.ts";
import { OUTSIDE } from "./kept-spans.ts";
import { OUT_OF_SAMPLE, type SpanRange } from "./span-range.ts";

/**
 * A long span has few of its children in the sample, or is itself not in it, so self times cannot be found span by span.
 * Instead, each sampled span adds its duration to its name and takes it away from that of its parent, whose name is
 * known wherever it lies. Children that overlap each other would be taken away twice: by how much the time they cover
 * is shorter than their sum is known from the parents that are in the sample with all their children.
 * @param scale spans of the run over spans read
 * @returns seconds by name code
 */
export function estimateSelfTimes(range: SpanRange, scale: number): Float64Array {
  const { starts, durations, names, rows, nameTexts } = range;
  const { parents } = range.parents();
  const codes = nameTexts.length;
  const own = new Float64Array(codes);
  const taken = new Float64Array(codes);
  const takenWhole = new Float64Array(codes);
  const coveredWhole = new Float64Array(codes);
  const isWhole = findWhole(range);
  const self = findSelfTimes(range, parents);
  for (let place = 0; place < names.length; place++) {
    const row = rows[place] as number;
    const code = names[place] as number;
    const duration = durations[place] as number;
    if (row >= 0 && !Number.isNaN(duration)) own[code] = (own[code] as number) + duration;
    if (row >= 0 && isWhole[place])
      coveredWhole[code] = (coveredWhole[code] as number) + duration - (self[place] as number);
    const parent = parents[place] as number;
    // A child that is an ancestor from outside stands for no sampled span.
    if (parent === NO_PARENT || range.blockOf?.[place] === OUTSIDE) continue;
    const parentRow = rows[parent] as number;
    if (parentRow < 0 && parentRow !== OUT_OF_SAMPLE) continue;
    const inside = findInside(starts, durations, place, parent);
    const parentCode = names[parent] as number;
    taken[parentCode] = (taken[parentCode] as number) + inside;
    if (isWhole[parent]) takenWhole[parentCode] = (takenWhole[parentCode] as number) + inside;
  }
  return own.map((sum, code) => {
    const whole = takenWhole[code] as number;
    const overlap = whole > 0 ? (coveredWhole[code] as number) / whole : 1;
    return scale * Math.max(0, sum - overlap * (taken[code] as number));
  });
}

/** How much of a span lies within its parent, seconds. */
function findInside(starts: Float64Array, durations: Float64Array, place: number, parent: number): number {
  const start = (starts[place] as number) - (starts[parent] as number);
  const inside = Math.min(start + (durations[place] as number), durations[parent] as number) - Math.max(0, start);
  return inside > 0 ? inside : 0;
}

/** 1 for spans that began after the first span of their block had ended: all their children are in it. */
function findWhole({ starts, durations, blockOf }: SpanRange): Uint8Array {
  const whole = new Uint8Array(starts.length);
  let block = OUTSIDE;
  let firstEnd = Number.NaN;
  for (let place = 0; place < starts.length; place++) {
    const own = blockOf?.[place] ?? OUTSIDE;
    if (own === OUTSIDE) continue;
    if (own !== block) {
      block = own;
      firstEnd = (starts[place] as number) + (durations[place] as number);
    }
    if ((starts[place] as number) >= firstEnd) whole[place] = 1;
  }
  return whole;
}
