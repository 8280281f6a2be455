/** All tags of a range of spans, wherever in the file they lie. */

import { findTagAccess, risesBySpan, tagBound, tagEnd } from "../../columns/tag-range.ts";
import type { Connection } from "../../store/driver.ts";
import { cutSql } from "./cut-sql.ts";

export interface RangeTag {
  readonly spanId: number;
  readonly key: string;
  readonly value: string;
}

interface Caps {
  /** Characters of a value; longer ones are cut. */
  readonly characters: number;
  readonly tags: number;
}

/** In the order in which they were set. In files without an index the table is read from the first of them to the last. */
export function readTagsBetween(db: Connection, firstId: number, lastId: number, caps: Caps): RangeTag[] {
  const access = findTagAccess(db, firstId);
  if (access.kind !== "ordered") return select(db, firstId, lastId, "", caps);
  const bounds = `${tagBound(access, "t")}${tagEnd(db, access, lastId, "t")}`;
  const found = select(db, firstId, lastId, bounds, caps);
  // The probes saw order where there was none: some tags may lie outside of the range that was found.
  return risesBySpan(found) ? found : select(db, firstId, lastId, "", caps);
}

function select(db: Connection, firstId: number, lastId: number, bound: string, caps: Caps): RangeTag[] {
  return db
    .prepare<[number, number], RangeTag>(
      `SELECT t.span_id AS spanId, CAST(t.key AS TEXT) AS key, ${cutSql("t.value", caps.characters)} AS value
       FROM span_tags AS t
       WHERE t.span_id BETWEEN ? AND ?${bound} AND t.key IS NOT NULL AND t.value IS NOT NULL
       LIMIT ${caps.tags}`,
    )
    .all(firstId, lastId);
}
