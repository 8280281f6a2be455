/** One tag of one span, in full: answers about a span hold the beginning of very long values. */

import * as v from "valibot";
import type { Connection } from "../store/driver.ts";
import { spanId } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readTagsBetween } from "./sql/tags.ts";

/** Characters; more would hold up the browser. */
const MOST = 8_000_000;

interface TagParams {
  readonly id: number;
  readonly key: string;
}

/** The value set last, as it counts everywhere; null if the span has no such tag. */
export function readTagValue(db: Connection, { id, key }: TagParams): string | null {
  const own = readTagsBetween(db, id, id, { characters: MOST, tags: 1_000 });
  return own.findLast((tag) => tag.key === key)?.value ?? null;
}

export const tagValue = defineQuery({
  params: v.object({ id: spanId, key: v.string() }),
  urgency: "first",
  run: readTagValue,
});
