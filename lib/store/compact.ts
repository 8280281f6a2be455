/** Gives the free pages of a database file back to the file system. */
import type { Connection, Driver } from "./driver.ts";

/**
 * Why a file keeps its size.
 * - `held`: another process has it open
 * - `full`: the disk has no room for the copy that SQLite makes
 */
export type Hindrance = "held" | "full";

/**
 * Rewrites the file without its free pages. Returns what prevented it, if anything; the file is then unchanged, and
 * programs reuse its free pages first.
 *
 * Uses VACUUM, because `PRAGMA incremental_vacuum` does nothing in files created without `auto_vacuum`, as all of ours
 * are. Runs only if no other process has the file open: it takes 1 to 2 s per 100 MB, during which nobody could write,
 * and frees no disk space until the last reader is gone.
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
  // Keeps the lock, once acquired, between statements.
  db.pragma("locking_mode = EXCLUSIVE");
  // Fails while any other connection is open. In WAL mode the whole new file would be written to the log first.
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
