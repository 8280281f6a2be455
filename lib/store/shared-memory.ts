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

/** What there is no shared memory for, in SQLite's words. A full disk has none of these. */
const LACKS = /^SQLITE_(?:IOERR_SHM(?:MAP|OPEN|LOCK)|PROTOCOL)$/;

/** By folder. Asked once: 0.5 ms. */
const known = new Map<string, boolean>();

/** Where that cannot be found out, as on a full disk, the answer is yes: what is wrong is then said by the file itself. */
export function hasSharedMemory(Driver: Driver, path: string): boolean {
  const folder = identify(dirname(path));
  const before = known.get(folder);
  if (before !== undefined) return before;
  const found = tryBeside(Driver, path);
  if (found !== undefined) known.set(folder, found);
  return found ?? true;
}

function tryBeside(Driver: Driver, path: string): boolean | undefined {
  const trial = `${path}-${Math.random().toString(36).slice(2, 9)}`;
  let db: Connection | undefined;
  try {
    db = new Driver(trial, { timeout: 0 });
    db.pragma("synchronous = OFF"); // Nothing is in it: the disk is not waited for.
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
 * Before the first access to a file where there is no shared memory: SQLite then keeps the log's index for itself, and
 * the file from others.
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

/** After it: from then on a rollback journal does, which needs none, and others get their turn. */
export function shareAgain(db: Connection): void {
  db.pragma("journal_mode = DELETE");
  db.pragma("locking_mode = NORMAL");
  db.pragma("user_version"); // The lock is let go of at the next access.
}
