/**
 * The rows of spans that are still running. A report has all of them, so nothing needs to be known about earlier ones:
 * whatever has happened to the file in between, the next report puts it right.
 */
import type { Run } from "../runtime/run.ts";
import type { Connection } from "../store/driver.ts";
import { RUNNING_SPANS } from "../store/schema.ts";
import { insertRun } from "./run-row.ts";
import type { RunningChange, RunningReport } from "./writer.ts";

const PUT = `INSERT OR REPLACE INTO running_spans
  (reporter, number, run_id, pid, host, parent, name, start, duration, tags, error, seen, among)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Call within a transaction. */
export function applyRunning(db: Connection, run: Run, change: RunningChange): void {
  // Also where it should be there: the file may have been replaced, and an error would hold back the spans.
  db.exec(RUNNING_SPANS);
  if ("ended" in change)
    db.prepare("DELETE FROM running_spans WHERE reporter = ? AND number = ?").run(change.reporter, change.ended);
  else putReport(db, run, change);
}

function putReport(db: Connection, run: Run, { reporter, seen, among, rows }: RunningReport): void {
  if (rows.length > 0) insertRun(db, run);
  const put = db.prepare(PUT);
  for (const { number, parent, name, start, duration, tags, error } of rows)
    put.run(reporter, number, run.id, run.pid, run.host, parent, name, start, duration, tags, error, seen, among);
  const numbers = JSON.stringify(rows.map(({ number }) => number));
  db.prepare("DELETE FROM running_spans WHERE reporter = ? AND number NOT IN (SELECT value FROM json_each(?))").run(
    reporter,
    numbers,
  );
}
