/** Copies a database, with its log or journal, to where SQLite may write. */
import { chmodSync, constants, copyFileSync, existsSync } from "node:fs";
import { DatabaseError } from "./database-error.ts";
import { type Driver, loadDriver } from "./driver.ts";
import { fingerprint, SIDECARS } from "./file-check.ts";

const MAX_TRIES = 5;

export interface CopyParams {
  /** A path in a private folder. */
  readonly to: string;
}

/**
 * Only for a process without a connection to the file: closing the source would drop that connection's locks.
 * @returns the `fingerprint` of the file that was copied
 * @throws DatabaseError
 */
export function copyFile(path: string, { to }: CopyParams): string {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const before = fingerprint(path);
    copyAll(path, to);
    if (fingerprint(path) === before) {
      settle(loadDriver(), to);
      return before;
    }
  }
  throw new DatabaseError("unusable", `${path}: changed while being copied; try again`);
}

function copyAll(path: string, to: string): void {
  try {
    for (const end of ["", ...SIDECARS]) {
      if (end && !existsSync(path + end)) continue;
      copyFileSync(path + end, to + end, constants.COPYFILE_FICLONE);
      // The copy inherits the original's permissions, which may not allow writing.
      chmodSync(to + end, 0o600);
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new DatabaseError("unusable", `${path}: can neither be read in place nor copied to ${to} (${code})`, {
      cause,
    });
  }
}

/** Checkpoints the log into the copy, or rolls back the journal. Errors in the file are reported when it is read. */
function settle(Driver: Driver, copy: string): void {
  try {
    const db = new Driver(copy, { fileMustExist: true });
    try {
      db.pragma("trusted_schema = OFF");
      // Nobody else has it open, and its file system may lack the shared memory that the log's index needs.
      db.pragma("locking_mode = EXCLUSIVE");
      db.pragma("journal_mode = DELETE");
    } finally {
      db.close();
    }
  } catch {
    // Damaged.
  }
}
