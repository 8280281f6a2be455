/** The window: how many of the newest spans the built-in questions look at, so that they stay quick on any file. */
import type { Connection } from "../driver.ts";

/** 0.6 s of work on two slow cores; twice as many take twice as long. */
const WINDOW_SPANS = 100_000;

/** Up to here spans are counted; beyond, the count is what the ids say (counting 1e7 rows takes half a second). */
const COUNTED_SPANS = 2_000_000;

export interface SpanWindow {
  /** First id looked at; 0 when the file has no spans. */
  readonly firstId: number;
  readonly lastId: number;
  /** Spans in the window. */
  readonly count: number;
  /** Spans in the file. */
  readonly total: number;
  /** Whether `total` is only what the ids say: deleted spans are in it. */
  readonly estimated: boolean;
}

export function readWindow(db: Connection, size = WINDOW_SPANS): SpanWindow {
  const [low, high] = db
    .prepare<[], [number | null, number | null]>("SELECT (SELECT min(id) FROM spans), (SELECT max(id) FROM spans)")
    .raw()
    .get() ?? [null, null];
  if (low === null || high === null) return { firstId: 0, lastId: 0, count: 0, total: 0, estimated: false };
  const span = high - low + 1;
  const estimated = span > COUNTED_SPANS;
  const total = estimated ? span : countSpans(db);
  if (total <= size && !estimated) return { firstId: low, lastId: high, count: total, total, estimated };
  const cut = db
    .prepare<[number], number>("SELECT id FROM spans ORDER BY id DESC LIMIT 1 OFFSET ?")
    .pluck()
    .get(size - 1);
  if (cut !== undefined) return { firstId: cut, lastId: high, count: size, total, estimated };
  const count = countSpans(db);
  return { firstId: low, lastId: high, count, total: count, estimated: false };
}

function countSpans(db: Connection): number {
  return db.prepare<[], number>("SELECT count(*) FROM spans").pluck().get() ?? 0;
}

/** Whether spans older than the window exist. */
export function isCut(window: SpanWindow): boolean {
  return window.total > window.count;
}
