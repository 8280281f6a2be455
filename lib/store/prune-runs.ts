/** Makes the runs of a file fit the spans that are left: ranges shrink, and go when they hold none, runs likewise. */
import { tableNames } from "./database.ts";
import type { Connection } from "./driver.ts";

/** Ranges looked at in a transaction. */
const BATCH = 2000;

const HOLDS_NONE = "NOT EXISTS (SELECT 1 FROM spans WHERE id BETWEEN first_span_id AND last_span_id)";
const TOO_WIDE = "(first_span_id NOT IN (SELECT id FROM spans) OR last_span_id NOT IN (SELECT id FROM spans))";

/** Yields between transactions. A program whose range is gone writes a new one, and its run again. */
export function* trimRuns(db: Connection): Generator<void> {
  const tables = tableNames(db);
  if (!tables.has("runs") || !tables.has("run_spans")) return;
  const findEnd = db
    .prepare<unknown[], number | null>(
      "SELECT max(rowid) FROM (SELECT rowid FROM run_spans WHERE rowid > ? ORDER BY rowid LIMIT ?)",
    )
    .pluck();
  const batch = "rowid > @from AND rowid <= @to";
  const isUntrimmed = db.prepare(`SELECT 1 FROM run_spans WHERE ${batch} AND ${TOO_WIDE}`);
  const remove = db.prepare(`DELETE FROM run_spans WHERE ${batch} AND ${HOLDS_NONE}`);
  const shrink = db.prepare(
    `UPDATE run_spans SET
       first_span_id = (SELECT min(id) FROM spans WHERE id BETWEEN first_span_id AND last_span_id),
       last_span_id = (SELECT max(id) FROM spans WHERE id BETWEEN first_span_id AND last_span_id)
     WHERE ${batch} AND ${TOO_WIDE}`,
  );
  for (let from = 0; ; ) {
    const to = findEnd.get(from, BATCH);
    if (to === null || to === undefined) break;
    const range = { from, to };
    if (isUntrimmed.get(range)) db.transaction(() => [remove.run(range), shrink.run(range)]).immediate();
    yield;
    from = to;
  }
  const unused = "FROM runs WHERE id NOT IN (SELECT run_id FROM run_spans)";
  if (db.prepare(`SELECT 1 ${unused}`).get()) db.prepare(`DELETE ${unused}`).run();
}
