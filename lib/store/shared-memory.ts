/**
 * Whether processes can share memory through files in a folder. SQLite's log (WAL) needs that for its index; 9p,
 * virtiofs, some FUSE and SMB mounts and WSL 1 lack it. SQLite reports this only after it has switched the file to WAL,
 * after which no process there can read it, so this probes a scratch file next to it first.
 */
import { dirname } from "node:path";
import { DatabaseError } from "./database-error.ts";
import type { Connection, Driver } from "./driver.ts";
import { fileSize, identify } from "./file-check.ts";
import { removeScratch } from "./sidecars.ts";

/** SQLite's codes for a lack of shared memory. A full disk yields none of these. */
const NO_SHARED_MEMORY = /^SQLITE_(?:IOERR_SHM(?:MAP|OPEN|LOCK)|PROTOCOL)$/;

/** By folder, each probed once: 0.5 ms. */
const cache = new Map<string, boolean>();

/** True if the probe is inconclusive, as on a full disk: opening the file itself then reports what is wrong. */
export function hasSharedMemory(Driver: Driver, path: string): boolean {
  const folder = identify(dirname(path));
  const cached = cache.get(folder);
  if (cached !== undefined) return cached;
  const result = probeFolder(Driver, path);
  if (result !== undefined) cache.set(folder, result);
  return result ?? true;
}

function probeFolder(Driver: Driver, path: string): boolean | undefined {
  const scratch = `${path}-${Math.random().toString(36).slice(2, 9)}`;
  let db: Connection | undefined;
  try {
    db = new Driver(scratch, { timeout: 0 });
    db.pragma("synchronous = OFF"); // It is empty: no need to wait for the disk.
    db.pragma("journal_mode = WAL");
    db.pragma("user_version");
    return true;
  } catch (cause) {
    return NO_SHARED_MEMORY.test((cause as { code?: string }).code ?? "") ? false : undefined;
  } finally {
    db?.close();
    removeScratch(scratch);
  }
}

/**
 * Call before the first access to a file without shared memory: SQLite then keeps the log's index in its own memory,
 * and others out of the file.
 * @throws DatabaseError if there is a log with its index. They were created where there is shared memory, and may be in
 * use there: locks held on another machine are not visible here, and its next write would corrupt the file.
 */
export function lockExclusively(db: Connection, path: string): void {
  if (fileSize(`${path}-wal`) && fileSize(`${path}-shm`))
    throw new DatabaseError(
      "unusable",
      `${path}: another machine has its log (-wal) in use, or a program killed there left it, and this file system has no shared memory to access it; let a program there exit normally, or choose another path`,
      { cause: { code: "SQLITE_IOERR_SHMMAP" } },
    );
  db.pragma("locking_mode = EXCLUSIVE");
}

/** Call after that access: switches to a rollback journal, which needs no shared memory, and lets others in. */
export function unlock(db: Connection): void {
  db.pragma("journal_mode = DELETE");
  db.pragma("locking_mode = NORMAL");
  db.pragma("user_version"); // The lock is released at the next access.
}
