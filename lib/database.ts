/** Opens database files, for writing and for reading, and says in one line why one cannot be used. */
import { DatabaseError, explain } from "./database-error.ts";
import type { Connection, Driver } from "./driver.ts";
import { checkRights, createPrivate, lookAt, refusePlanted } from "./file-check.ts";
import { creationSql } from "./schema.ts";
import { checkTables, checkWritable, tableNames } from "./table-check.ts";

export { DatabaseError, explain, type FileProblem } from "./database-error.ts";
export { tableNames };

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

/**
 * Opens a file for reading and checks that it is one of ours. The connection is read-only; SQLite may still make
 * `-wal` and `-shm` files beside a database in WAL mode.
 * @throws DatabaseError
 */
export function openReader(Driver: Driver, path: string): Connection {
  const db = openAny(Driver, path);
  try {
    checkTables(db, path);
    return db;
  } catch (cause) {
    db.close();
    throw explain(path, cause);
  }
}

/**
 * Opens any SQLite file for reading, whatever its tables.
 * @throws DatabaseError
 */
export function openAny(Driver: Driver, path: string): Connection {
  const stats = lookAt(path);
  if (!stats)
    throw new DatabaseError(
      "missing",
      `${path}: no such file; trace a program into it, or choose another with --db-path`,
    );
  if (stats.size === 0) throw new DatabaseError("empty", `${path}: an empty file, without spans yet`);
  let db: Connection | undefined;
  try {
    db = new Driver(path, { readonly: true, fileMustExist: true, timeout: 1000 });
    // The file may come from anyone: its schema must not call functions with side effects.
    db.pragma("trusted_schema = OFF");
    db.pragma("cell_size_check = ON");
    return db;
  } catch (cause) {
    db?.close();
    throw explain(path, cause);
  }
}
