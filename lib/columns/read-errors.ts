/** Reads the errors of many spans: one pass over `span_errors`, which is ordered by span. */

import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { ERRORS_BETWEEN } from "./error-matches.ts";
import { createFinder } from "./finder.ts";
import { ANY_NAME } from "./read-tags.ts";
import { scanRows } from "./scan-rows.ts";
import type { SpanRange } from "./span-range.ts";
import { createBudget, type FinishedValues, TagValues } from "./tag-values.ts";

/** The error types of the spans in scope; null if none has an error, or the file records none. */
export function readErrors(db: Connection, { ids, rows }: SpanRange): FinishedValues | null {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined || !sideTables(db).has("span_errors")) return null;
  const types = new TagValues("error", ANY_NAME, createBudget());
  const find = createFinder(ids);
  scanRows(db, "e.span_id, CAST(e.type AS TEXT)", ERRORS_BETWEEN, [first, last], (spanId, type) => {
    const place = find(spanId);
    if (place >= 0 && (rows.length === 0 || (rows[place] as number) >= 0)) types.add(place, type ?? "");
  });
  // A type is a name, even one that reads as a number, such as a status of a server.
  return types.length > 0 ? { ...types.finish(), kind: "text", numericShare: 0 } : null;
}
