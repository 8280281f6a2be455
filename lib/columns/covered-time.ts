/** The time in which at least one span of a scope was running. */

import type { Interval } from "../model/basis.ts";
import { findCoveredTime, NO_PARENT } from "../stats/intervals.ts";
import { sumOf } from "../stats/order.ts";
import { type BlockSample, intervalOfSum } from "../stats/sampling.ts";
import { mapFloats, mapInts } from "../stats/typed-arrays.ts";
import { OUTSIDE } from "./kept-spans.ts";
import type { SpanRange } from "./span-range.ts";

export interface CoveredTime {
  /** Estimated for a sample. */
  readonly seconds: number;
  /** Of an estimate. */
  readonly interval: Interval | null;
}

export function readCoveredTime(range: SpanRange): CoveredTime {
  const { starts, durations, count, sample } = range;
  if (sample) return estimateCoveredTime(range, sample);
  if (count === durations.length)
    return { seconds: findCoveredTime({ starts, durations }, () => range.parents().parents), interval: null };
  const picked = { starts: pickRows(range, starts), durations: pickRows(range, durations) };
  return { seconds: findCoveredTime(picked, () => pickParents(range)), interval: null };
}

/** The values of spans in scope, by row. */
function pickRows({ rows, count }: SpanRange, values: Float64Array): Float64Array {
  const picked = new Float64Array(count);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    if (row >= 0) picked[row] = values[place] as number;
  }
  return picked;
}

/** The rows of their parents. */
function pickParents(range: SpanRange): Int32Array {
  const { rows, count } = range;
  const { parents } = range.parents();
  const picked = new Int32Array(count).fill(NO_PARENT);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    const parent = parents[place] as number;
    if (row >= 0 && parent !== NO_PARENT) picked[row] = Math.max(NO_PARENT, rows[parent] as number);
  }
  return picked;
}

/**
 * Spans are in the order they ended, so each block stands for the time from its first end to its last. How much of that
 * is covered is known up to spans that ended later and enclose none of the block's.
 */
function estimateCoveredTime(range: SpanRange, sample: BlockSample): CoveredTime {
  const { blockOf, rows } = range;
  if (!blockOf) return { seconds: Number.NaN, interval: null };
  const outside: number[] = [];
  const byBlock = new Map<number, number[]>();
  for (let place = 0; place < blockOf.length; place++) {
    const block = blockOf[place] as number;
    if (block === OUTSIDE) outside.push(place);
    else if ((rows[place] as number) >= 0) {
      const own = byBlock.get(block);
      if (own) own.push(place);
      else byBlock.set(block, [place]);
    }
  }
  const perBlock = new Float64Array(sample.spans.length);
  let spans = 0;
  for (const [block, places] of byBlock) {
    perBlock[block] = findCoveredIn(range, places, outside);
    spans += places.length;
  }
  // Between the ends of n spans there are n − 1 times.
  const missing = spans / Math.max(1, spans - byBlock.size);
  for (let block = 0; block < perBlock.length; block++) perBlock[block] = (perBlock[block] as number) * missing;
  return { seconds: sumOf(perBlock) * sample.scale, interval: intervalOfSum(perBlock, sample) };
}

function findCoveredIn(range: SpanRange, places: readonly number[], outside: readonly number[]): number {
  const { starts, durations } = range;
  const endOf = (place: number) => (starts[place] as number) + (durations[place] as number);
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    from = Math.min(from, endOf(place));
    to = Math.max(to, endOf(place));
  }
  if (!(to > from)) return 0;
  const all = [...places, ...outside.filter((place) => (starts[place] as number) < to && endOf(place) > from)];
  const begins = mapFloats(all, (place) => Math.max(from, starts[place] as number));
  const lengths = mapFloats(all, (place, index) => Math.min(to, endOf(place)) - (begins[index] as number));
  return findCoveredTime({ starts: begins, durations: lengths }, () => {
    const { parents } = range.parents();
    const index = new Map(all.map((place, at) => [place, at]));
    return mapInts(all, (place) => index.get(parents[place] as number) ?? NO_PARENT);
  });
}
