/** The bare SELECTs: the time SQLite and better-sqlite3 take to deliver the rows that an answer is based on. */
import { createRequire } from "node:module";
import { join } from "node:path";

const [lib, file, what] = process.argv.slice(2);
const Database = createRequire(join(lib, "index.js"))("better-sqlite3");
const db = new Database(file, { readonly: true });

const STATEMENTS = {
  percentiles: [
    "SELECT count(*), min(start), max(start), sum(duration) FROM spans",
    "SELECT count(*) FROM span_tags",
    "SELECT DISTINCT name FROM spans",
    "SELECT DISTINCT key FROM span_tags",
    `SELECT name, count(*), sum(duration), avg(duration), percentile(duration, 50), percentile(duration, 95),
            percentile(duration, 99), max(duration) FROM spans GROUP BY name`,
  ],
  // Own tags and inherited ones: every span in the file, with all of its tags.
  why: ["SELECT id, name, start, duration FROM spans", "SELECT span_id, key, value FROM span_tags"],
};

for (const sql of STATEMENTS[what]) {
  let rows = 0;
  for (const _ of db.prepare(sql).raw().iterate()) rows++;
  if (rows === 0) throw new Error(`no rows: ${sql}`);
}
