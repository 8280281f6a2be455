/** The spans of a scope that have a duration, by name. */
import type { SpanRange } from "../../columns/span-range.ts";
import { mapInts } from "../../stats/typed-arrays.ts";

/** The spans in scope; arrays hold NaN for others, or only those in scope. */
export interface ScopedTimes
  extends Pick<SpanRange, "starts" | "durations" | "names" | "blockOf" | "sample" | "basis"> {
  /** Spans with a duration. */
  readonly count: number;
}

/** The spans in scope with a duration; without copies if those are all. */
export function pickTimes({ rows, count, starts, durations, names, blockOf, sample, basis }: SpanRange): ScopedTimes {
  const isTimed = (place: number) => (rows[place] as number) >= 0 && !Number.isNaN(durations[place]);
  let picked = 0;
  for (let place = 0; place < rows.length; place++) if (isTimed(place)) picked++;
  if (picked === rows.length) return { starts, durations, names, blockOf, sample, basis, count };
  const inScope = new Uint32Array(picked);
  for (let place = 0, at = 0; place < rows.length; place++) if (isTimed(place)) inScope[at++] = place;
  const pickCodes = (codes: ArrayLike<number>) => mapInts(inScope, (place) => codes[place] as number);
  return {
    starts: pick(starts, inScope),
    durations: pick(durations, inScope),
    names: pickCodes(names),
    blockOf: blockOf && pickCodes(blockOf),
    sample,
    basis,
    count: picked,
  };
}

/** @param room to fill, at least as long as the indices; a new array by default */
export function pick(values: Float64Array, indices: Uint32Array, room?: Float64Array): Float64Array {
  const picked = room ? room.subarray(0, indices.length) : new Float64Array(indices.length);
  for (let index = 0; index < indices.length; index++) picked[index] = values[indices[index] as number] as number;
  return picked;
}

/** Places by name code, parts of one array. */
export function groupByName({ names, count }: ScopedTimes, nameCount: number): Uint32Array[] {
  const ends = new Uint32Array(nameCount);
  for (const code of names) ends[code] = (ends[code] as number) + 1;
  for (let code = 1; code < nameCount; code++) ends[code] = (ends[code] as number) + (ends[code - 1] as number);
  const next = new Uint32Array(nameCount);
  next.set(ends.subarray(0, Math.max(0, nameCount - 1)), Math.min(1, nameCount));
  const firsts = next.slice();
  const places = new Uint32Array(count);
  for (let place = 0; place < names.length; place++) {
    const code = names[place] as number;
    const at = next[code] as number;
    places[at] = place;
    next[code] = at + 1;
  }
  return Array.from(ends, (end, code) => places.subarray(firsts[code], end));
}

/** Room for the values of one name at a time: of ten million spans, new arrays for each would add up to 500 MB. */
export interface Room {
  readonly starts: Float64Array;
  readonly durations: Float64Array;
}

export function makeRoom(groups: readonly Uint32Array[]): Room {
  const most = groups.reduce((longest, { length }) => Math.max(longest, length), 0);
  return { starts: new Float64Array(most), durations: new Float64Array(most) };
}

/** The smallest value above 0 and the largest. */
export function findEnds(values: Float64Array): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value > 0 && value < low) low = value;
    if (value > 0 && value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}
