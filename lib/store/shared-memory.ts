/**
 * Whether processes can share memory through a file at a place. SQLite's log (WAL) needs that for its index, and 9p,
 * virtiofs, some FUSE and SMB mounts and WSL 1 have none. SQLite tells only after it has made the file one with a log,
 * which nobody can then read there; so that is tried on another one first, beside it.
 */
import { dirname } from "node:path";
import { DatabaseError } from "./database-error.ts";
import type { Connection, Driver } from "./driver.ts";
import { fileSize, identify } from "./file-check.ts";
import { removeTrial } from "./sidecars.ts";

/** SQLite's codes for a lack of shared memory. A full disk gives none of these. */
const LACKS = /^SQLITE_(?:IOERR_SHM(?:MAP|OPEN|LOCK)|PROTOCOL)$/;

/** By folder. Asked once: 0.5 ms. */
const cache = new Map<string, boolean>();

/** True where that cannot be found out, as on a full disk: opening the file itself then says what is wrong. */
export function hasSharedMemory(Driver: Driver, path: string): boolean {
  const folder = identify(dirname(path));
  const cached = cache.get(folder);
  if (cached !== undefined) return cached;
  const result = tryBeside(Driver, path);
  if (result !== undefined) cache.set(folder, result);
  return result ?? true;
}

function tryBeside(Driver: Driver, path: string): boolean | undefined {
  const trial = `${path}-${Math.random().toString(36).slice(2, 9)}`;
  let db: Connection | undefined;
  try {
    db = new Driver(trial, { timeout: 0 });
    db.pragma("synchronous = OFF"); // It is empty: no need to wait for the disk.
    db.pragma("journal_mode = WAL");
    db.pragma("user_version");
    return true;
  } catch (cause) {
    return LACKS.test((cause as { code?: string }).code ?? "") ? false : undefined;
  } finally {
    db?.close();
    removeTrial(trial);
  }
}

/**
 * Before the first access to a file where there is no shared memory: SQLite then keeps the log's index in its own
 * memory, and others out of the file.
 * @throws DatabaseError where there is a log with its index. They were made where there is shared memory, and may be in
 * use there: what runs on another machine keeps no lock that is seen here, and its next write would spoil the file.
 */
export function useAlone(db: Connection, path: string): void {
  if (fileSize(`${path}-wal`) && fileSize(`${path}-shm`))
    throw new DatabaseError(
      "unusable",
      `${path}: another machine has its log (-wal) in use, or left it when a program was killed, and this file system has no shared memory to join in; let a program there run to its end, or choose another path`,
      { cause: { code: "SQLITE_IOERR_SHMMAP" } },
    );
  db.pragma("locking_mode = EXCLUSIVE");
}

/** After that access: switches to a rollback journal, which needs no shared memory, and lets others in. */
export function shareAgain(db: Connection): void {
  db.pragma("journal_mode = DELETE");
  db.pragma("locking_mode = NORMAL");
  db.pragma("user_version"); // The lock is released at the next access.
}
