/** The window: how many of the newest spans the built-in questions look at, so that they stay quick on any file. */

import { type IdRange, readRunRanges } from "../../columns/recorded-ranges.ts";
import { USUAL_WINDOW } from "../../model/scope.ts";
import type { SpanWindow } from "../../model/span-window.ts";
import type { Connection } from "../../store/driver.ts";

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
  const ranges = run?.mixed ? readRunRanges(db, run.id, low, high) : [{ firstId: low, lastId: high }];
  const estimated = high - low + 1 > COUNTED_SPANS;
  const total = estimated ? (run?.mixed ? run.count : high - low + 1) : countSpans(db, ranges);
  if (total <= size && !estimated) return { firstId: low, lastId: high, count: total, total, estimated };
  const cut = findCut(db, ranges, size);
  if (cut !== undefined) return { firstId: cut, lastId: high, count: size, total, estimated };
  const count = countSpans(db, ranges);
  return { firstId: low, lastId: high, count, total: count, estimated: false };
}

function countSpans(db: Connection, ranges: readonly IdRange[]): number {
  const count = db.prepare<[number, number], number>("SELECT count(*) FROM spans WHERE id BETWEEN ? AND ?").pluck();
  return ranges.reduce((sum, { firstId, lastId }) => sum + (count.get(firstId, lastId) ?? 0), 0);
}

/** The id of the oldest of the newest `size` spans; undefined when there are fewer. */
function findCut(db: Connection, ranges: readonly IdRange[], size: number): number | undefined {
  const find = db
    .prepare<[number, number, number], number>(
      "SELECT id FROM spans WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1 OFFSET ?",
    )
    .pluck();
  let left = size;
  for (const range of ranges.toReversed()) {
    const { firstId, lastId } = range;
    const found = lastId - firstId + 1 < left ? undefined : find.get(firstId, lastId, left - 1);
    if (found !== undefined) return found;
    left -= countSpans(db, [range]);
  }
  return undefined;
}
