/** The newest spans with their tags. */
import type { Connection } from "../driver.ts";
import { readRunStarts } from "./runs.ts";
import { readSpanTags } from "./span-tags.ts";

const PAGE_SPANS = 100;

export interface SpanRow {
  readonly id: number;
  readonly name: string;
  /** Seconds since the epoch; null where the file holds no number. */
  readonly start: number | null;
  /** Seconds; null where the file holds no number. */
  readonly duration: number | null;
  /** When the run began that the span belongs to, seconds since the epoch; null where none is recorded. */
  readonly runStart: number | null;
  /** Pairs in the order in which they were set; of a key set twice, the last. */
  readonly tags: readonly (readonly [key: string, value: string])[];
}

interface StoredSpan {
  readonly id: number;
  readonly name: string | null;
  readonly start: unknown;
  readonly duration: unknown;
}

export function readNewestSpans(db: Connection, limit = PAGE_SPANS): SpanRow[] {
  const stored = db
    .prepare<[number], StoredSpan>(
      "SELECT id, CAST(name AS TEXT) AS name, start, duration FROM spans ORDER BY id DESC LIMIT ?",
    )
    .all(limit);
  const ids = stored.map((span) => span.id);
  const tags = new Map<number, Map<string, string>>();
  for (const { spanId, key, value } of readSpanTags(db, ids)) {
    const own = tags.get(spanId) ?? new Map<string, string>();
    tags.set(spanId, own.set(key, value));
  }
  const runStarts = readRunStarts(db, ids);
  return stored.map(({ id, name, start, duration }) => ({
    id,
    name: name ?? "",
    start: numberOrNull(start),
    duration: numberOrNull(duration),
    runStart: runStarts.get(id) ?? null,
    tags: [...(tags.get(id) ?? [])],
  }));
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
