/** The shortest and the longest duration of a scope, found by SQLite without reading the spans. */

import { numberOrNull } from "../../columns/scan-rows.ts";
import type { Connection } from "../../store/driver.ts";
import type { ScopedSpans } from "./scoped-spans.ts";
import { LARGEST } from "./sorted-rows.ts";

/** To search more takes longer than to read a sample: 0.1 s for a million. */
const MAX_SEARCHED = 2_000_000;

/**
 * For the axes of a sample's pictures, which then stay as they are when the exact answer comes.
 * @returns the shortest above 0 and the longest, seconds; null if there is none, if there are very many spans, or if only
 *   a pass over the tags tells
 */
export function readDurations(db: Connection, scoped: ScopedSpans): readonly [number, number] | null {
  if (scoped.window.count > MAX_SEARCHED || scoped.filter.tags.length > 0) return null;
  const found = db
    .prepare<(number | string)[], [unknown, unknown]>(
      `SELECT min(CASE WHEN s.duration > 0 THEN s.duration END), max(CASE WHEN s.duration <= ${LARGEST} THEN s.duration END)
       FROM spans AS s WHERE ${scoped.where}`,
    )
    .raw()
    .get(...scoped.parameters);
  const [low, high] = [numberOrNull(found?.[0]), numberOrNull(found?.[1])];
  return low === null || high === null ? null : [low, high];
}
