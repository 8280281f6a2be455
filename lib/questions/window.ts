/** The window: how many of the newest spans the built-in questions look at, so that they stay quick on any file. */
import type { Connection } from "../driver.ts";
import { USUAL_WINDOW } from "../scope.ts";

/** What is needed of a run to look at it alone. */
export interface WindowedRun {
  readonly id: string;
  readonly firstId: number;
  readonly lastId: number;
  readonly count: number;
  /** Whether spans of other runs lie between its own. */
  readonly mixed: boolean;
}

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

/**
 * The newest spans of a file, or of one run of it.
 * @param size spans at most
 * @param until the newest id that counts
 */
export function readWindow(
  db: Connection,
  size = USUAL_WINDOW,
  run?: WindowedRun,
  until = Number.MAX_SAFE_INTEGER,
): SpanWindow {
  const bounds = [run?.firstId ?? Number.MIN_SAFE_INTEGER, Math.min(run?.lastId ?? until, until)] as const;
  const [low, high] = db
    .prepare<[number, number, number, number], [number | null, number | null]>(
      "SELECT (SELECT min(id) FROM spans WHERE id BETWEEN ? AND ?), (SELECT max(id) FROM spans WHERE id BETWEEN ? AND ?)",
    )
    .raw()
    .get(...bounds, ...bounds) ?? [null, null];
  if (low === null || high === null) return { firstId: 0, lastId: 0, count: 0, total: 0, estimated: false };
  const mixed = run?.mixed ? run.id : undefined;
  const estimated = high - low + 1 > COUNTED_SPANS;
  const total = estimated ? (mixed && run ? run.count : high - low + 1) : countSpans(db, low, high, mixed);
  if (total <= size && !estimated) return { firstId: low, lastId: high, count: total, total, estimated };
  const cut = findCut(db, low, high, size, mixed);
  if (cut !== undefined) return { firstId: cut, lastId: high, count: size, total, estimated };
  const count = countSpans(db, low, high, mixed);
  return { firstId: low, lastId: high, count, total: count, estimated: false };
}

/** That a span `s` belongs to a run between whose spans others lie; its parameter is the run's id. */
export const IN_RUN =
  "EXISTS (SELECT 1 FROM run_spans AS r WHERE r.run_id = ? AND s.id BETWEEN r.first_span_id AND r.last_span_id)";

function countSpans(db: Connection, low: number, high: number, mixed: string | undefined): number {
  const sql = `SELECT count(*) FROM spans AS s WHERE s.id BETWEEN ? AND ?${mixed ? ` AND ${IN_RUN}` : ""}`;
  return (
    db
      .prepare<(number | string)[], number>(sql)
      .pluck()
      .get(low, high, ...(mixed ? [mixed] : [])) ?? 0
  );
}

/** The id of the oldest of the newest `size` spans; undefined when there are fewer. */
function findCut(db: Connection, low: number, high: number, size: number, mixed: string | undefined) {
  const sql = `SELECT s.id FROM spans AS s WHERE s.id BETWEEN ? AND ?${mixed ? ` AND ${IN_RUN}` : ""} ORDER BY s.id DESC LIMIT 1 OFFSET ?`;
  return db
    .prepare<(number | string)[], number>(sql)
    .pluck()
    .get(low, high, ...(mixed ? [mixed] : []), size - 1);
}

/** Whether spans older than the window exist. */
export function isCut(window: SpanWindow): boolean {
  return window.total > window.count;
}
