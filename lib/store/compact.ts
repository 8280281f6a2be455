/** Gives the free space in a database file back to the disk. */
import type { Connection, Driver } from "./driver.ts";

/**
 * Why a file keeps its size.
 * - `held`: another process has it open
 * - `full`: the disk has no room for the copy that SQLite makes
 */
export type Hindrance = "held" | "full";

/**
 * Rewrites the file without its free pages, and says what hindered it if anything did. The file is as it was then, and
 * programs write into its free pages first.
 *
 * VACUUM, because `PRAGMA incremental_vacuum` does nothing in files made without `auto_vacuum`, as all of ours are.
 * And only when no other process has the file open: it takes 1 to 2 s per 100 MB, in which nobody could write, and
 * the disk has nothing of it before the last reader has gone.
 */
export function compactDatabase(Driver: Driver, path: string): Hindrance | undefined {
  const db = new Driver(path, { fileMustExist: true, timeout: 100 });
  try {
    if (db.pragma("freelist_count", { simple: true }) !== 0) rewrite(db);
    return undefined;
  } catch (cause) {
    const hindrance = nameHindrance(cause);
    if (hindrance) return hindrance;
    throw cause;
  } finally {
    db.close();
  }
}

function rewrite(db: Connection): void {
  const mode = db.pragma("journal_mode", { simple: true });
  // So that the lock, once had, is kept from one statement to the next.
  db.pragma("locking_mode = EXCLUSIVE");
  // Refused while any other connection is open. In WAL mode the whole new file would be written into the log first.
  if (mode === "wal") db.pragma("journal_mode = DELETE");
  try {
    db.exec("VACUUM");
  } finally {
    if (mode === "wal") db.pragma("journal_mode = WAL");
  }
}

function nameHindrance(cause: unknown): Hindrance | undefined {
  const { code = "" } = cause as { code?: string };
  if (code.startsWith("SQLITE_BUSY") || code === "SQLITE_LOCKED") return "held";
  return code === "SQLITE_FULL" || code.startsWith("SQLITE_IOERR") ? "full" : undefined;
}
