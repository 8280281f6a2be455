/** Names and tag keys, of very many spans those of a sample, for completion while writing SQL. */

import { readSpanRange } from "../columns/span-range.ts";
import type { ValueKind } from "../model/kinds.ts";
import type { Connection } from "../store/driver.ts";
import { nothing } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readWindow, sourceOf } from "./sql/scoped-spans.ts";
import { sumByName } from "./sql/sums-by-name.ts";
import { readTagKeys } from "./sql/tag-keys.ts";

/** A longer list could only be searched, not read. */
const MAX_NAMES = 500;

export interface QueryWords {
  /** Span names, most frequent first. */
  readonly names: readonly string[];
  readonly keys: readonly { readonly key: string; readonly kind: ValueKind }[];
}

export function readQueryWords(db: Connection): QueryWords {
  const source = sourceOf(readWindow(db));
  const names = sumByName(readSpanRange(db, source, "sample", () => undefined));
  names.sort((a, b) => b.count - a.count || a.firstId - b.firstId);
  return {
    names: names.slice(0, MAX_NAMES).map(({ name }) => name),
    keys: readTagKeys(db, source)
      .keys.slice(0, MAX_NAMES)
      .map(({ key, kind }) => ({ key, kind })),
  };
}

export const queryWords = defineQuery({
  params: nothing,
  urgency: "first",
  run: readQueryWords,
});
