/** Opens database files for a tracer. Apart from what reads them: the dashboard has no use for it. */
import { explain } from "./database-error.ts";
import type { Connection, Driver } from "./driver.ts";
import { lookAt } from "./file-check.ts";
import { checkRights, createPrivate, refusePlanted } from "./private-file.ts";
import { creationSql } from "./schema.ts";
import { checkWritable } from "./table-check.ts";

export const MEMORY = ":memory:";

/**
 * Opens a file for a tracer, makes it when it is not there, and adds the tables it lacks.
 * @param timeout Milliseconds that SQLite sleeps for a lock, on the traced program's thread: none for a writer, which
 * keeps its batch and tries again.
 * @throws DatabaseError
 */
export function openWriter(Driver: Driver, path: string, timeout = 0): Connection {
  if (path !== MEMORY) {
    const there = lookAt(path);
    refusePlanted(path);
    if (there) checkRights(path);
    else createPrivate(path);
  }
  let db: Connection | undefined;
  try {
    db = new Driver(path, { timeout });
    // Off on this connection: every row that refers to a span is written with it or checked; enforcing costs 20 %.
    db.pragma("foreign_keys = OFF");
    prepareFile(db, path);
    return db;
  } catch (cause) {
    db?.close();
    throw explain(path, cause);
  }
}

function prepareFile(db: Connection, path: string): void {
  const tables = checkWritable(db, path);
  // What a file without tables loses when the power goes is nothing: waiting for the disk twice would take 3 to 60 ms.
  if (tables.size === 0) db.pragma("synchronous = OFF");
  try {
    // WAL lets readers and one writer work at once. Refused at once while another process is in a transaction.
    db.pragma("journal_mode = WAL");
  } catch (cause) {
    if (!(cause as { code?: string }).code?.startsWith("SQLITE_BUSY")) throw cause;
  }
  const creation = creationSql(tables);
  // Not for nothing: it takes the lock, which another process may have.
  if (creation) db.exec(`BEGIN IMMEDIATE;\n${creation};\nCOMMIT`);
  db.pragma("synchronous = NORMAL");
  db.pragma("journal_size_limit = 8388608");
}
