/** No tracer: better-sqlite3 with one row per statement, 4,096 spans per transaction. */
import { countRows, insertRows, openDatabase } from "../database.mjs";

const BATCH = 4096;

export function open(task) {
  const db = openDatabase(task);
  const insertSpan = insertRows(db, "spans", ["name", "start", "duration"], 1);
  const insertTag = insertRows(db, "span_tags", ["span_id", "key", "value"], 1);
  let calls = 0;
  return {
    ops: {
      oneTag(i) {
        if (!db.inTransaction) db.exec("BEGIN IMMEDIATE");
        const { lastInsertRowid } = insertSpan.run("foo", 1_795_380_419.875 + i / 1024, 1.5e-6);
        insertTag.run(lastInsertRowid, "index", String(i));
        if (++calls % BATCH === 0) db.exec("COMMIT");
        return i;
      },
    },
    finish() {
      if (db.inTransaction) db.exec("COMMIT");
    },
    count: () => countRows(task),
  };
}
