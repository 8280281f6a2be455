/** Reads the tags of chosen spans as columns of other spans: those of a child as columns of the call it ran in. */

import type { Connection } from "../store/driver.ts";
import type { TagColumn } from "./columns.ts";
import { readTagValues } from "./read-tags.ts";
import type { SpanTree } from "./span-tree.ts";
import { makeOwnColumn } from "./tag-columns.ts";

export interface TagsAtOptions {
  /** Keys to include however rare they are. */
  readonly also?: readonly string[];
  readonly tell?: (done: number, total: number) => void;
}

/**
 * One column per tag key and name of the spans that carry it.
 * @param places for each row of the columns the place of the span to read the tags of, or -1; no place twice
 */
export function readTagsAt(
  db: Connection,
  { range }: SpanTree,
  places: Int32Array,
  { also = [], tell = () => undefined }: TagsAtOptions = {},
): TagColumn[] {
  const rows = new Int32Array(range.rows.length).fill(-1);
  const needed = new Uint8Array(rows.length);
  for (let row = 0; row < places.length; row++) {
    const place = places[row] as number;
    if (place < 0) continue;
    rows[place] = row;
    needed[place] = 1;
  }
  if (!needed.includes(1)) return [];
  const { values } = readTagValues(db, { range, needed }, also, tell);
  return values.map((one) => makeOwnColumn({ ...range, rows }, one.finish())).filter((column) => column.count > 0);
}
