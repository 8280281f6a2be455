/**
 * Inherited values of keys that few spans inherit, as lists. Without them each key would take a pass over all spans and
 * a byte a span: identifiers used as keys make hundreds of columns.
 */

import { GrowingInts } from "../stats/growing.ts";
import { NO_PARENT } from "../stats/intervals.ts";
import { type Ancestors, findCarriers } from "./ancestors.ts";
import type { SpanRange } from "./span-range.ts";
import type { FinishedValues } from "./tag-values.ts";

/** The spans that inherit a key from ancestors of one name: rows, ascending, and the codes of their values. */
export interface InheritedValues {
  readonly rows: Int32Array;
  readonly codes: Int32Array;
}

type Key = readonly FinishedValues[];

/** A list takes eight bytes a span that inherits the key, and a visit of it no pass. */
const MAX_SHARE = 1 / 8;

/** @returns by key, a list for each of its values; nothing for keys that many spans inherit */
export function findInherited(
  range: SpanRange,
  ancestors: Ancestors,
  keys: readonly Key[],
): ReadonlyMap<Key, readonly InheritedValues[]> {
  const below = countBelow(range, ancestors);
  const isFew = (key: Key) => mostInheriting(key, ancestors, below) <= MAX_SHARE * range.count;
  const few = keys.filter(isFew);
  if (few.length === 0) return new Map();
  const lists = few.map((key) => key.map(() => ({ rows: new GrowingInts(), codes: new GrowingInts() })));
  visitInheriting(range, ancestors, few, (row, key, value, code) => {
    const list = lists[key]?.[value];
    list?.rows.push(row);
    list?.codes.push(code);
  });
  return new Map(
    few.map((key, index) => [
      key,
      (lists[index] ?? []).map(({ rows, codes }) => ({ rows: rows.view.slice(), codes: codes.view.slice() })),
    ]),
  );
}

/** How many spans in scope lie below each ancestor. */
function countBelow({ rows }: SpanRange, { parents, places, order }: Ancestors): Int32Array {
  const below = new Int32Array(places.length);
  for (let place = 0; place < rows.length; place++) {
    const parent = parents[place] as number;
    const at = (rows[place] as number) >= 0 && parent !== NO_PARENT ? (order[parent] as number) : -1;
    if (at >= 0) below[at] = (below[at] as number) + 1;
  }
  // Inner ones first: an ancestor that is in scope itself has been counted above.
  for (let at = places.length - 1; at >= 0; at--) {
    const parent = parents[places[at] as number] as number;
    const up = parent === NO_PARENT ? -1 : (order[parent] as number);
    if (up >= 0) below[up] = (below[up] as number) + (below[at] as number);
  }
  return below;
}

function mostInheriting(key: Key, { order }: Ancestors, below: Int32Array): number {
  let most = 0;
  for (const { places } of key)
    for (const place of places) {
      const at = order[place] as number;
      if (at >= 0) most += below[at] as number;
    }
  return most;
}

/** The tags of every span: those of a place are from `offsets[place]` to before `offsets[place + 1]`. */
interface TagLists {
  readonly offsets: Int32Array;
  readonly keys: Int32Array;
  /** Which of the key's values, by name. */
  readonly values: Int32Array;
  readonly codes: Int32Array;
}

function listTags(spans: number, keys: readonly Key[]): TagLists {
  const offsets = new Int32Array(spans + 1);
  for (const key of keys)
    for (const { places } of key) for (const place of places) offsets[place + 1] = (offsets[place + 1] as number) + 1;
  for (let place = 0; place < spans; place++)
    offsets[place + 1] = (offsets[place + 1] as number) + (offsets[place] as number);
  const count = offsets[spans] as number;
  const lists = { keys: new Int32Array(count), values: new Int32Array(count), codes: new Int32Array(count) };
  const next = offsets.slice();
  for (const [index, key] of keys.entries())
    for (const [value, { places, codes }] of key.entries())
      for (let entry = 0; entry < places.length; entry++) {
        const place = places[entry] as number;
        const at = next[place] as number;
        next[place] = at + 1;
        lists.keys[at] = index;
        lists.values[at] = value;
        lists.codes[at] = codes[entry] as number;
      }
  return { offsets, ...lists };
}

type Visit = (row: number, key: number, value: number, code: number) => void;

/** Goes up from each span, from one ancestor with any of the keys to the next. */
function visitInheriting(range: SpanRange, ancestors: Ancestors, keys: readonly Key[], visit: Visit): void {
  const { rows } = range;
  const { parents, order, places } = ancestors;
  const tags = listTags(rows.length, keys);
  const carries = new Uint8Array(places.length);
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number;
    carries[at] = (tags.offsets[place] as number) < (tags.offsets[place + 1] as number) ? 1 : 0;
  }
  const carriers = findCarriers(ancestors, carries);
  /** By key, the last span that has it: its own, or from a nearer ancestor. */
  const seenAt = new Int32Array(keys.length).fill(-1);
  const carrierAbove = (place: number) => {
    const parent = parents[place] as number;
    return parent === NO_PARENT ? -1 : (carriers[order[parent] as number] as number);
  };
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    let carrier = row < 0 ? -1 : carrierAbove(place);
    if (carrier < 0) continue;
    for (let at = tags.offsets[place] as number; at < (tags.offsets[place + 1] as number); at++)
      seenAt[tags.keys[at] as number] = place;
    for (; carrier >= 0; carrier = carrierAbove(carrier)) {
      for (let at = tags.offsets[carrier] as number; at < (tags.offsets[carrier + 1] as number); at++) {
        const key = tags.keys[at] as number;
        if (seenAt[key] === place) continue;
        seenAt[key] = place;
        visit(row, key, tags.values[at] as number, tags.codes[at] as number);
      }
    }
  }
}
