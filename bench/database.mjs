/** Shared by peers that write to SQLite: the tables of Spantom's file, and multi-row inserts. */
import { createRequire } from "node:module";
import { join } from "node:path";

export const ROWS = 64;

const TABLES = `
CREATE TABLE IF NOT EXISTS spans (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, start TIMESTAMP NOT NULL, duration FLOAT NOT NULL
);
CREATE TABLE IF NOT EXISTS span_tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT, span_id INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
  FOREIGN KEY (span_id) REFERENCES spans (id)
);`;
const INDEX = "CREATE INDEX IF NOT EXISTS span_tags_span_id ON span_tags (span_id)";

/** The same better-sqlite3 as the measured build of Spantom. */
function loadDriver(lib) {
  return createRequire(join(lib, "index.js"))("better-sqlite3");
}

export function openDatabase({ file, lib }, { index = true } = {}) {
  const Database = loadDriver(lib);
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = NORMAL");
  db.pragma("foreign_keys = OFF"); // Checking foreign keys costs a fifth, and Spantom's writer does not check them.
  db.exec(TABLES + (index ? INDEX : ""));
  return db;
}

/** A multi-row INSERT; SQLite assigns the ids. */
export function insertRows(db, table, columns, rows) {
  const row = `(${columns.map(() => "?").join(", ")})`;
  return db.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES ${Array(rows).fill(row).join(", ")}`);
}

/** The file's contents as another process sees them. */
export function countRows({ file, lib }) {
  const Database = loadDriver(lib);
  const db = new Database(file, { readonly: true });
  const count = (table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  const counts = { spans: count("spans"), tags: count("span_tags") };
  db.close();
  return counts;
}
