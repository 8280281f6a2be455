/** Opens database files for reading, and reports in one line why one cannot be used. */

import type { Stats } from "node:fs";
import { DatabaseError, explain } from "./database-error.ts";
import type { Connection, Driver } from "./driver.ts";
import { inspectPath } from "./file-check.ts";
import { checkIds, checkTables } from "./table-check.ts";

/**
 * Opens a file for reading and checks that it is one of ours. The connection is read-only; SQLite may still create
 * `-wal` and `-shm` files beside a database in WAL mode.
 * @param patience milliseconds to wait while another process has the file locked
 * @throws DatabaseError
 */
export function openReader(Driver: Driver, path: string, patience?: number): Connection {
  const db = openAny(Driver, path, patience);
  try {
    checkTables(db, path);
    checkIds(db, path);
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
export function openAny(Driver: Driver, path: string, patience = 1000): Connection {
  checkThere(path);
  let db: Connection | undefined;
  try {
    db = new Driver(path, { readonly: true, fileMustExist: true, timeout: patience });
    // The file may come from anyone: its schema must not call functions with side effects.
    db.pragma("trusted_schema = OFF");
    db.pragma("cell_size_check = ON");
    return db;
  } catch (cause) {
    db?.close();
    throw explain(path, cause);
  }
}

/**
 * Checks, without opening anything, that there is a non-empty file.
 * @throws DatabaseError
 */
export function checkThere(path: string): Stats {
  const stats = inspectPath(path);
  if (!stats)
    throw new DatabaseError(
      "missing",
      `${path}: no such file; trace a program into it, or choose another with --db-path`,
    );
  if (stats.size === 0) throw new DatabaseError("empty", `${path}: empty file, no spans yet`);
  return stats;
}
