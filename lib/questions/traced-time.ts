/** How much time the spans cover. */
import type { Connection } from "../driver.ts";
import { NUMERIC_DURATION } from "./names.ts";
import type { SpanWindow } from "./window.ts";

export interface TracedTime {
  /** Seconds during which at least one span ran: nested and parallel spans count once, pauses not at all. */
  readonly covered: number;
  /** The earliest start, seconds since the epoch, or null without spans. */
  readonly start: number | null;
}

export function readTracedTime(db: Connection, window: SpanWindow): TracedTime {
  const row = db
    .prepare<[number, number], { covered: number | null; start: number | null }>(
      `WITH ordered AS (
         SELECT start, start + duration AS stop,
                max(start + duration) OVER (ORDER BY start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach
         FROM spans
         WHERE id BETWEEN ? AND ? AND ${NUMERIC_DURATION} AND start BETWEEN -1e300 AND 1e300
       )
       SELECT sum(max(0, stop - max(start, coalesce(reach, start)))) AS covered, min(start) AS start FROM ordered`,
    )
    .get(window.firstId, window.lastId);
  return { covered: row?.covered ?? 0, start: row?.start ?? null };
}
