/** The time that shares refer to. */
import { readCoveredTime } from "../columns/covered-time.ts";
import { type Reading, readSpanRange, type SpanRange } from "../columns/span-range.ts";
import type { Connection } from "../store/driver.ts";
import type { ScopedSpans } from "./sql/scoped-spans.ts";

/** Shares refer to everything that ran in that time, so that they do not change with name, tag and error filters. */
export function findTraced(db: Connection, scoped: ScopedSpans, range: SpanRange, reading: Reading): number {
  const { names, tags, only, error } = scoped.filter;
  const narrowed = [names, tags, only].some(({ length }) => length > 0) || error !== null;
  const filter = { ...scoped.filter, names: [], tags: [], only: [], error: null };
  const whole = narrowed ? readSpanRange(db, { window: scoped.window, filter }, reading, () => undefined) : range;
  return readCoveredTime(whole).seconds;
}
