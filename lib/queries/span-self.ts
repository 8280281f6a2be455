/** The self time of one span, from the spans below it alone. */

import * as v from "valibot";
import { findSelfTimes } from "../stats/intervals.ts";
import { firstNotBelow } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { spanId } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readAncestors } from "./sql/ancestors.ts";
import { readTreeSpans } from "./tree.ts";

/** Seconds; null if there is no such span. */
export function readSpanSelf(db: Connection, { id }: { readonly id: number }): number | null {
  const { source } = readAncestors(db, id);
  const { spans, parents } = readTreeSpans(db, id, source);
  const place = firstNotBelow(spans.ids, id);
  return spans.ids[place] === id ? (findSelfTimes(spans, parents)[place] ?? null) : null;
}

export const spanSelf = defineQuery({
  params: v.object({ id: spanId }),
  urgency: "first",
  run: readSpanSelf,
});
