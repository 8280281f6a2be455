/** The spans of a scope as columns: one array a property, one entry a span, in order of their ids. */

import type { ValueKind } from "../model/kinds.ts";
import type { ParentSource } from "../model/run.ts";
import { firstNotBelow } from "../stats/order.ts";

export interface SpanColumns {
  /** Spans; the length of every column. */
  readonly count: number;
  /** Whether older spans of the window were left out, because there are too many. */
  readonly cut: boolean;
  readonly id: Float64Array;
  /** Seconds since the epoch; NaN where the file holds no number. */
  readonly start: Float64Array;
  /** Seconds; NaN where the file holds no number. */
  readonly duration: Float64Array;
  /** Codes of `names`. */
  readonly name: Int32Array;
  readonly names: readonly string[];
  /** Own ones first, in the order in which they are met in the file. */
  readonly tags: readonly TagColumn[];
  /** Different keys that the spans and those around them carry; at `MOST_COUNTED_KEYS`, that many or more. */
  readonly keyCount: number;
  /** Keys of these that are too rare for a column, where there are very many. */
  readonly rareKeys: number;
  /** Where the inherited tags' ancestors come from; null when they were not asked for. */
  readonly parents: ParentSource | null;
}

/** One key, as spans of one name carry it: on themselves, or for the spans within them. */
export interface TagColumn {
  readonly key: string;
  /** Name of the spans that carry the tag; empty where very many names do, which are not told apart then. */
  readonly from: string;
  /** Whether the spans have it from their nearest ancestor with that key, and not of their own. */
  readonly inherited: boolean;
  readonly kind: ValueKind;
  /** How many of the values are numbers, 0 to 1: `98 % numeric`. */
  readonly numericShare: number;
  /** Different values, as they are stored: True and true are two, as are 1.5 and 1.50. */
  readonly values: readonly string[];
  /** Whether there are more different values than `values` holds. */
  readonly capped: boolean;
  /** Spans that have a value. */
  readonly count: number;
  /** Calls back with every span that has a value: its row, its code as in `codes`, its number as in `numbers`. */
  each(visit: (row: number, code: number, number: number) => void): void;
  /**
   * The place of each span's value in `values`; `MISSING_CODE` without one, `UNLISTED_CODE` for what `values` does not
   * hold. Made anew at every call: keep it while it is needed, and no longer.
   */
  codes(): Int32Array;
  /** Numbers, times in seconds since the epoch, booleans as 0 and 1; NaN for what is none. Made anew at every call. */
  numbers(): Float64Array;
}

/**
 * A function that gives the index of an id, or -1. It is fastest when asked in rising order, as rows come from a file:
 * then the place is where the last one was, or just behind it.
 * @param ids rising
 */
export function createFinder(ids: Float64Array): (id: number) => number {
  let last = 0;
  return (id) => {
    const here = ids[last];
    if (here === id) return last;
    if (here !== undefined && id > here) {
      const next = ids[last + 1];
      if (next === id) return ++last;
      if (next === undefined || id < next) return -1;
    }
    const place = firstNotBelow(ids, id);
    if (place < ids.length) last = place;
    return ids[place] === id ? place : -1;
  };
}
