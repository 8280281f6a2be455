/** Opens database files for reading, and says in one line why one cannot be used. */
import { DatabaseError, explain } from "./database-error.ts";
import type { Connection, Driver } from "./driver.ts";
import { lookAt } from "./file-check.ts";
import { checkTables, tableNames } from "./table-check.ts";

export { DatabaseError, explain, type FileProblem } from "./database-error.ts";
export { tableNames };

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
