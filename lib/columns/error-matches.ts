/** Which spans pass an error filter. */

import { ANY_ERROR, NO_ERROR, typeOfFilter } from "../model/error-filter.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { createFinder } from "./finder.ts";
import type { Spans } from "./kept-spans.ts";
import { scanRows } from "./scan-rows.ts";

/** Errors with a span in `(first, last)`, in the order of the spans. */
export const ERRORS_BETWEEN =
  "(SELECT span_id, type FROM span_errors WHERE span_id BETWEEN ? AND ? ORDER BY span_id LIMIT -1) AS e";

/** By place: 1 if the span passes the filter. */
export function findErrorMatches(db: Connection, { ids }: Spans, filter: string): Uint8Array {
  const not = filter === NO_ERROR;
  const type = typeOfFilter(filter);
  const matches = new Uint8Array(ids.length).fill(not ? 1 : 0);
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined || !sideTables(db).has("span_errors")) return matches;
  const find = createFinder(ids);
  scanRows(db, "e.span_id, CAST(e.type AS TEXT)", ERRORS_BETWEEN, [first, last], (spanId, found) => {
    const place = find(spanId);
    if (place >= 0 && (not || filter === ANY_ERROR || found === type)) matches[place] = not ? 0 : 1;
  });
  return matches;
}
