/** Everything recorded for a single span. */

import { numberOrNull } from "../columns/scan-rows.ts";
import { findKind, type ValueKind } from "../model/kinds.ts";
import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { readTagsBetween } from "./sql/tags.ts";

/** Our writer cuts values at this length; files from other tools may hold longer ones. */
const WHOLE_TAGS = { characters: 16_384, tags: 1_000 };

export interface DetailTag {
  readonly key: string;
  readonly value: string;
  readonly kind: ValueKind;
  /** This is only the beginning of the value; `tagValue` reads all of it. */
  readonly cut?: boolean;
}

export interface SpanError {
  readonly type: string;
  readonly message: string;
  readonly stack: string | null;
}

export interface SpanDetail {
  readonly id: number;
  readonly name: string;
  /** Seconds since the epoch; null if the file holds no number. */
  readonly start: number | null;
  /** Seconds; null if the file holds no number. */
  readonly duration: number | null;
  /** In the order they were set; the last value of a key set twice. */
  readonly tags: readonly DetailTag[];
  readonly error: SpanError | null;
}

/** The range of existing ids, shown when a requested id is outside. */
export interface IdBounds {
  readonly firstId: number;
  readonly lastId: number;
}

export function readIdBounds(db: Connection): IdBounds | null {
  const [firstId, lastId] = db
    .prepare<[], [number | null, number | null]>("SELECT (SELECT min(id) FROM spans), (SELECT max(id) FROM spans)")
    .raw()
    .get() ?? [null, null];
  return firstId === null || lastId === null ? null : { firstId, lastId };
}

interface StoredSpan {
  readonly name: string | null;
  readonly start: unknown;
  readonly duration: unknown;
}

export function readSpanDetail(db: Connection, id: number): SpanDetail | null {
  const stored = db
    .prepare<[number], StoredSpan>("SELECT CAST(name AS TEXT) AS name, start, duration FROM spans WHERE id = ?")
    .get(id);
  if (!stored) return null;
  return {
    id,
    name: stored.name ?? "",
    start: numberOrNull(stored.start),
    duration: numberOrNull(stored.duration),
    tags: readOwnTags(db, id),
    error: readError(db, id),
  };
}

export function readOwnTags(db: Connection, id: number): DetailTag[] {
  // One character more tells whether there are more.
  const caps = { ...WHOLE_TAGS, characters: WHOLE_TAGS.characters + 1 };
  const tags = new Map(readTagsBetween(db, id, id, caps).map(({ key, value }) => [key, value]));
  return [...tags].map(([key, value]) => {
    const kind = findKind([value]);
    if (value.length <= WHOLE_TAGS.characters) return { key, value, kind };
    const characters = [...value];
    const cut = characters.length > WHOLE_TAGS.characters;
    return cut ? { key, value: characters.slice(0, -1).join(""), kind, cut } : { key, value, kind };
  });
}

function readError(db: Connection, id: number): SpanError | null {
  if (!sideTables(db).has("span_errors")) return null;
  const error = db
    .prepare<[number], SpanError>(
      `SELECT CAST(type AS TEXT) AS type, CAST(message AS TEXT) AS message, CAST(stack AS TEXT) AS stack
       FROM span_errors WHERE span_id = ?`,
    )
    .get(id);
  return error ?? null;
}
