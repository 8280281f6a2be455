/**
 * The spans within calls, level by level along a path of names. A span at depth n below a call has no other call at
 * that distance, so even calls nested in each other are measured in one pass a level.
 */

import type { SpanTree } from "../../columns/span-tree.ts";
import { GrowingFloats, GrowingInts } from "../../stats/growing.ts";
import { clockStep, NO_PARENT } from "../../stats/intervals.ts";
import { mapFloats, mapInts } from "../../stats/typed-arrays.ts";

/** The children of every span, by place: `list` from `offsets[place]` to `offsets[place + 1]`. */
interface ChildLists {
  readonly offsets: Int32Array;
  readonly list: Int32Array;
}

/** Spans of one level below the calls, grouped by call and sorted by start within one. */
export interface Level {
  /** Per call, the index of its first span; one entry more than calls. */
  readonly offsets: Int32Array;
  readonly places: Int32Array;
  /** Seconds from the call's start, clipped to all spans in between. */
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** Visits the calls that contain spans of a name, with the seconds that these cover together. */
type VisitTime = (call: number, name: number, seconds: number) => void;

export class WithinCalls {
  readonly names: readonly string[];
  readonly #tree: SpanTree;
  readonly #children: ChildLists;
  readonly #places: Int32Array;
  readonly #step: number;

  /** @param places of the calls; -1 for calls to leave out */
  constructor(tree: SpanTree, places: Int32Array) {
    this.names = tree.range.nameTexts;
    this.#tree = tree;
    this.#children = listChildren(tree);
    this.#places = places;
    this.#step = clockStep(tree.range.starts);
  }

  firstLevel(): Level {
    const { durations } = this.#tree.range;
    return this.#collect((call, add) => {
      const place = this.#places[call] as number;
      if (place >= 0) this.#addChildren(place, place, 0, durations[place] as number, add);
    });
  }

  /** The level below the spans of a name. */
  nextLevel({ offsets, places, from, to }: Level, name: number): Level {
    const { names } = this.#tree.range;
    return this.#collect((call, add) => {
      for (let at = offsets[call] as number; at < (offsets[call + 1] as number); at++) {
        const place = places[at] as number;
        if (names[place] !== name) continue;
        this.#addChildren(this.#places[call] as number, place, from[at] as number, to[at] as number, add);
      }
    });
  }

  /** Seconds by name and call: spans that overlap count once. Skips calls without any spans on this level. */
  eachTime(level: Level, visit: VisitTime): void {
    const { names, nameTexts } = this.#tree.range;
    const covered = new Float64Array(nameTexts.length);
    const reach = new Float64Array(nameTexts.length);
    const seenIn = new Int32Array(nameTexts.length).fill(-1);
    const seen: number[] = [];
    for (let call = 0; call < this.#places.length; call++) {
      seen.length = 0;
      for (let at = level.offsets[call] as number; at < (level.offsets[call + 1] as number); at++) {
        const name = names[level.places[at] as number] as number;
        if (seenIn[name] !== call) {
          seenIn[name] = call;
          covered[name] = 0;
          reach[name] = 0;
          seen.push(name);
        }
        const reached = reach[name] as number;
        const [from, to] = this.#clip(
          level.from[at] as number,
          level.to[at] as number,
          reached,
          Number.POSITIVE_INFINITY,
        );
        if (!(to > from)) continue;
        covered[name] = (covered[name] as number) + to - from;
        reach[name] = to;
      }
      for (const name of seen) visit(call, name, covered[name] as number);
    }
  }

  /** Per call the seconds within spans of a name, or of any; 0 for calls without one. */
  timesIn(level: Level, name: number | null): Float64Array {
    const times = new Float64Array(this.#places.length);
    if (name === null) {
      for (let call = 0; call < times.length; call++) times[call] = this.#unionOf(level, call);
      return times;
    }
    this.eachTime(level, (call, other, seconds) => {
      if (other === name) times[call] = seconds;
    });
    return times;
  }

  /** Per call the place of its longest span of a name, or -1. */
  longestIn({ offsets, places, from, to }: Level, name: number): Int32Array {
    const { names } = this.#tree.range;
    return this.#places.map((_, call) => {
      let longest = -1;
      let most = Number.NEGATIVE_INFINITY;
      for (let at = offsets[call] as number; at < (offsets[call + 1] as number); at++) {
        const place = places[at] as number;
        const seconds = (to[at] as number) - (from[at] as number);
        if (names[place] !== name || seconds <= most) continue;
        longest = place;
        most = seconds;
      }
      return longest;
    });
  }

  #unionOf({ offsets, from, to }: Level, call: number): number {
    let covered = 0;
    let reach = 0;
    for (let at = offsets[call] as number; at < (offsets[call + 1] as number); at++) {
      const [low, high] = this.#clip(from[at] as number, to[at] as number, reach, Number.POSITIVE_INFINITY);
      if (!(high > low)) continue;
      covered += high - low;
      reach = high;
    }
    return covered;
  }

  /** Overlaps by less than a clock step are rounding: the interval is shifted, not cut, as for self times. */
  #clip(from: number, to: number, low: number, high: number): [number, number] {
    const start = Math.max(from, low);
    const stop = start - from <= this.#step ? start + (to - from) : to;
    return [start, stop - high <= this.#step ? stop : high];
  }

  #addChildren(call: number, parent: number, low: number, high: number, add: AddSpan): void {
    const { starts, durations } = this.#tree.range;
    const { offsets, list } = this.#children;
    for (let at = offsets[parent] as number; at < (offsets[parent + 1] as number); at++) {
      const place = list[at] as number;
      const start = (starts[place] as number) - (starts[call] as number);
      const [from, to] = this.#clip(start, start + (durations[place] as number), low, high);
      if (to >= from) add(place, from, to);
    }
  }

  #collect(addSpans: (call: number, add: AddSpan) => void): Level {
    const offsets = new Int32Array(this.#places.length + 1);
    const places = new GrowingInts();
    const from = new GrowingFloats();
    const to = new GrowingFloats();
    let latest = Number.NEGATIVE_INFINITY;
    let rises = true;
    const add: AddSpan = (place, start, stop) => {
      if (start < latest) rises = false;
      latest = start;
      places.push(place);
      from.push(start);
      to.push(stop);
    };
    for (let call = 0; call < this.#places.length; call++) {
      latest = Number.NEGATIVE_INFINITY;
      rises = true;
      addSpans(call, add);
      offsets[call + 1] = places.length;
      if (!rises) sortByStart(offsets[call] as number, places.view, from.view, to.view);
    }
    return { offsets, places: places.view, from: from.view, to: to.view };
  }
}

type AddSpan = (place: number, from: number, to: number) => void;

/** Sorts the spans from the given index to the end. */
function sortByStart(first: number, places: Int32Array, from: Float64Array, to: Float64Array): void {
  const order = mapInts({ length: from.length - first }, (_, index) => first + index);
  order.sort((a, b) => (from[a] as number) - (from[b] as number));
  for (const array of [places, from, to])
    array.set(
      mapFloats(order, (index) => array[index] as number),
      first,
    );
}

/** By id among siblings: the order of ending. */
function listChildren({ parents }: SpanTree): ChildLists {
  const offsets = new Int32Array(parents.length + 1);
  for (const parent of parents) if (parent !== NO_PARENT) offsets[parent + 1] = (offsets[parent + 1] as number) + 1;
  for (let place = 0; place < parents.length; place++)
    offsets[place + 1] = (offsets[place + 1] as number) + (offsets[place] as number);
  const next = offsets.slice();
  const list = new Int32Array(offsets.at(-1) ?? 0);
  for (let place = 0; place < parents.length; place++) {
    const parent = parents[place] as number;
    if (parent === NO_PARENT) continue;
    const at = next[parent] as number;
    list[at] = place;
    next[parent] = at + 1;
  }
  return { offsets, list };
}
