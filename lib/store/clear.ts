/** Empties a database file. Ids go on where they were. */
import type { Connection } from "./driver.ts";
import { refuseTriggers, tableNames } from "./table-check.ts";

/** Children first, so that it holds with foreign keys on or off. */
const TABLES = ["span_tags", "span_links", "span_errors", "run_spans", "runs", "spans"] as const;

export interface Cleared {
  readonly spans: number;
  readonly tags: number;
}

/**
 * Deletes every row of our tables in one transaction; a table that is not there is passed over.
 * @throws DatabaseError when a trigger would run with it.
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
