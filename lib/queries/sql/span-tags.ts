/** The tags of a page of spans. */

import { findTagAccess, risesBySpan, tagBound } from "../../columns/tag-range.ts";
import type { Connection } from "../../store/driver.ts";
import { shortSql } from "./cut-sql.ts";

export interface SpanTag {
  readonly spanId: number;
  readonly key: string;
  /** At most `SHOWN_CHARACTERS` of it. */
  readonly value: string;
}

/** Longer values are cut for tables; the query page shows them whole. */
const SHOWN_CHARACTERS = 200;
const MOST_TAGS = 20_000;

/** @param ids span ids, at most a page of them */
export function readSpanTags(db: Connection, ids: readonly number[]): SpanTag[] {
  if (ids.length === 0) return [];
  const access = findTagAccess(db, Math.min(...ids));
  const found = select(db, ids, tagBound(access, "t"));
  // The probes saw order where there was none: some tags may lie before the place that was found.
  return access.kind === "ordered" && !risesBySpan(found) ? select(db, ids, "") : found;
}

function select(db: Connection, ids: readonly number[], bound: string): SpanTag[] {
  return db
    .prepare<[string], SpanTag>(
      `SELECT t.span_id AS spanId, CAST(t.key AS TEXT) AS key,
              ${shortSql("t.value", SHOWN_CHARACTERS)} AS value
       FROM span_tags AS t
       WHERE t.span_id IN (SELECT value FROM json_each(?))${bound}
       ORDER BY +t.id
       LIMIT ${MOST_TAGS}`,
    )
    .all(JSON.stringify(ids))
    .filter((tag) => tag.key !== null && tag.value !== null);
}
