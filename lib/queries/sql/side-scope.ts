/**
 * The spans of one side of a comparison. Of a time window, only what lies inside counts: a span that began in one half
 * and went on into the other would be a difference between the two, though it is none.
 *
 * Trees count as far as they lie inside: all of a tree within the window; of one that sticks out, such as the span that
 * encloses a whole program, the descendants that are inside. As that is decided span by span, no parents need be known.
 */
import { type Reading, readSpanRange } from "../../columns/span-range.ts";
import { estimateCount } from "../../model/basis.ts";
import type { Scope } from "../../model/scope.ts";
import type { Connection } from "../../store/driver.ts";
import { resolveScope, type ScopedSpans } from "./scoped-spans.ts";

export function resolveSide(db: Connection, scope: Scope): ScopedSpans {
  return resolveScope(db, scope, "inside");
}

/** How many spans are left out because they cross a border of the side's window; estimated in a sample. */
export function countCrossing(db: Connection, scope: Scope, reading: Reading = "exact"): number {
  if (scope.from === null && scope.to === null) return 0;
  const range = readSpanRange(db, resolveScope(db, scope, "crossing"), reading, () => undefined);
  let count = 0;
  for (let place = 0; place < range.rows.length; place++)
    if ((range.rows[place] as number) >= 0 && !Number.isNaN(range.durations[place])) count++;
  return estimateCount(count, range.basis);
}
