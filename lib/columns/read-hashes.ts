/**
 * The values of a few tags, own or inherited, as hashes: all that is needed to find the same call in another run. Texts
 * get no codes, so that a run may have any number of distinct ones, and hashes mean the same in every run and file.
 */

import { countAllocated } from "../stats/garbage.ts";
import { hashOf } from "../stats/hashes.ts";
import type { Connection } from "../store/driver.ts";
import { createFinder } from "./finder.ts";
import { assignSlots, FOUND, flagNeeded, passDown, UNKNOWN } from "./read-key.ts";
import { INDEX_SHARE, scanTags } from "./scan-tags.ts";
import type { SpanRange } from "./span-range.ts";

/**
 * By key, one hash per row of the range: of the span's own value, else that of its nearest ancestor with the key; 0
 * without any.
 * @param range its rows are overwritten for spans that are not in scope
 */
export function readHashes(
  db: Connection,
  range: SpanRange,
  keys: readonly string[],
  tell: (done: number, total: number) => void,
): Float64Array[] {
  if (keys.length === 0 || range.count === 0) return keys.map(() => new Float64Array(range.count));
  const { ids } = range;
  const { parents } = range.parents();
  const slots = assignSlots(range, parents);
  const columns = keys.map(() => ({
    states: new Uint8Array(slots.count),
    values: new Float64Array(slots.count),
  }));
  countAllocated(keys.length * slots.count * 9);
  const columnOf = new Map(keys.map((key, index) => [key, columns[index]]));
  const begin = () => {
    for (const { states } of columns) states.fill(UNKNOWN);
    const find = createFinder(ids);
    return (spanId: number, key: string, value: string) => {
      const place = find(spanId);
      const slot = place < 0 || !slots.of ? place : (slots.of[place] as number);
      const column = columnOf.get(key);
      if (slot < 0 || !column) return;
      column.states[slot] = FOUND;
      column.values[slot] = hashOf(value);
    };
  };
  const needed = slots.of && slots.count < INDEX_SHARE * ids.length ? flagNeeded(slots.of) : undefined;
  scanTags(db, { spans: range, needed, keys: new Set(keys) }, begin, tell);
  return columns.map(({ states, values }) => {
    // Parameters of a run are the same on all of its calls: they tell none apart.
    passDown(range, { slots, states, values }, { parents, ofRun: null });
    return slots.of ? values.subarray(0, range.count) : values;
  });
}
