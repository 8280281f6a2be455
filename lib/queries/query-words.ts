/** Names and tag keys of the newest spans, for completion while writing SQL. */

import type { ValueKind } from "../model/kinds.ts";
import type { SpanWindow } from "../model/run.ts";
import type { Connection } from "../store/driver.ts";
import { nothing } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readNameOrder } from "./sql/name-order.ts";
import { readWindow } from "./sql/scoped-spans.ts";
import { readTagKeys } from "./sql/tag-keys.ts";

/** A longer list could only be searched, not read. */
const MAX_NAMES = 500;

export interface QueryWords {
  /** Span names, most frequent first. */
  readonly names: readonly string[];
  /** Span names by first id in the file, which determines their colours. */
  readonly order: readonly string[];
  readonly keys: readonly { readonly key: string; readonly kind: ValueKind }[];
}

export function readQueryWords(db: Connection): QueryWords {
  const window = readWindow(db);
  const names = readNameCounts(db, window);
  return {
    names: names.slice(0, MAX_NAMES).map(({ name }) => name),
    order: readNameOrder(db, names).slice(0, MAX_NAMES),
    keys: readTagKeys(db, window)
      .keys.slice(0, MAX_NAMES)
      .map(({ key, kind }) => ({ key, kind })),
  };
}

interface NameCount {
  readonly name: string;
  readonly count: number;
  /** The first id of the name in the window. */
  readonly firstId: number;
}

/** Span names, most frequent first. */
function readNameCounts(db: Connection, window: SpanWindow): NameCount[] {
  return db
    .prepare<[number, number], NameCount>(
      `SELECT CAST(name AS TEXT) AS name, count(*) AS count, min(id) AS firstId
       FROM spans WHERE id BETWEEN ? AND ?
       GROUP BY CAST(name AS TEXT) ORDER BY count DESC, firstId`,
    )
    .all(window.firstId, window.lastId);
}

export const queryWords = defineQuery({
  params: nothing,
  urgency: "first",
  run: readQueryWords,
});
