/** Empties a database file. New ids continue after the old ones. */
import type { Connection } from "./driver.ts";
import { refuseTriggers, tableNames } from "./table-check.ts";

/** Children first, so that deletion works with foreign keys on or off. */
const TABLES = [
  "span_tags",
  "span_links",
  "span_errors",
  "running_spans",
  "run_spans",
  "run_tags",
  "runs",
  "spans",
] as const;

export interface Cleared {
  readonly spans: number;
  readonly tags: number;
}

/**
 * Deletes every row of our tables in one transaction; skips missing tables.
 * @throws DatabaseError if a trigger would fire.
 */
export function clearDatabase(db: Connection): Cleared {
  refuseTriggers(db, db.name);
  const present = tableNames(db);
  const removed = new Map<string, number>();
  db.exec("BEGIN IMMEDIATE");
  try {
    for (const table of TABLES)
      if (present.has(table)) removed.set(table, db.prepare(`DELETE FROM ${table}`).run().changes);
    db.exec("COMMIT");
  } catch (cause) {
    if (db.inTransaction) db.exec("ROLLBACK");
    throw cause;
  }
  return { spans: removed.get("spans") ?? 0, tags: removed.get("span_tags") ?? 0 };
}
