/**
 * Finds the newest spans that pass tag filters. Which spans do is known once the tags of all spans after them are read,
 * as ancestors are written last: so a few of the newest are looked at, then more.
 */

import type { Connection } from "../../store/driver.ts";
import { newestOf, type ScopedSpans } from "./scoped-spans.ts";

const FIRST_PIECE = 20_000;
/** All pieces before the last cost a seventh of it. */
const GROWTH = 8;

/**
 * @param limit how many spans are enough
 * @param read the newest spans of a scope, at most `limit`
 */
export function readNewestFirst<Row>(
  db: Connection,
  scoped: ScopedSpans,
  limit: number,
  read: (scoped: ScopedSpans) => Row[],
): Row[] {
  if (scoped.filter.tags.length === 0) return read(scoped);
  for (let size = FIRST_PIECE; size < scoped.window.count; size *= GROWTH) {
    const rows = read(newestOf(db, scoped, size));
    if (rows.length >= limit) return rows;
  }
  return read(scoped);
}
