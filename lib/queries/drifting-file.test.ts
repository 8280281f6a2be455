/** The file with two drifting runs holds the changes it is made for, counted in SQL. */
import { expect, test } from "vitest";
import { makeDriftingFile } from "../fixtures/drifting-file.ts";
import { NEWEST, NEWEST_SPANS, WHOLE } from "../fixtures/drifting-runs.mjs";
import type { Connection } from "../store/driver.ts";

const SPANS = 300_000;
/** Percentage points that chance may change them by. */
const TOLERANCE = 0.03;

type Figures = Record<keyof typeof WHOLE, number>;

function readFigures(db: Connection, first: number, last: number): Figures {
  const ask = (sql: string, ...more: number[]) =>
    db
      .prepare<number[], number>(
        `${sql} FROM spans WHERE name = 'handle' AND id BETWEEN ? AND ? ${more.length > 0 ? "ORDER BY duration LIMIT 1 OFFSET ?" : ""}`,
      )
      .pluck()
      .get(first, last, ...more) ?? Number.NaN;
  const count = ask("SELECT count(*)");
  const percentile = (share: number) => ask("SELECT duration", Math.floor(share * count));
  return { p50: percentile(0.5), p95: percentile(0.95), total: ask("SELECT sum(duration)") };
}

test("the whole runs change by less than their newest spans", () => {
  const db = makeDriftingFile({ spans: SPANS, seed: 1 });
  const ranges = db.prepare<[], [number, number]>("SELECT first_span_id, last_span_id FROM run_spans ORDER BY 1").raw();
  const [before, after] = ranges.all() as [[number, number], [number, number]];
  expect([before, after]).toEqual([
    [1, SPANS],
    [SPANS + 1, 2 * SPANS],
  ]);
  for (const [spans, changes] of [
    [SPANS, WHOLE],
    [NEWEST_SPANS, NEWEST],
  ] as const) {
    const [a, b] = [before, after].map(([, last]) => readFigures(db, last - spans + 1, last)) as [Figures, Figures];
    for (const key of ["p50", "p95", "total"] as const)
      expect(Math.abs(b[key] / a[key] - 1 - changes[key]), `${key} of ${spans}`).toBeLessThan(TOLERANCE);
  }
  db.close();
});
