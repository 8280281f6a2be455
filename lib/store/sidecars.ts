/**
 * The log (`-wal`) and its index (`-shm`) lie beside a database by name: they outlive one that is deleted or renamed,
 * and SQLite takes them for those of whatever is at the path next. In one process that is fatal. Two databases would
 * have the same index mapped, where the locks that keep another process from truncating it do not count: the program
 * dies of a bus error at the next access. So what belongs to a database that is gone goes before another is opened.
 */
import { linkSync, lstatSync, realpathSync, renameSync, statSync, unlinkSync } from "node:fs";
import { identify } from "./file-check.ts";
import type { OpenFile, SharedOpenFile } from "./open-files.ts";

const LOG_FILES = ["-wal", "-shm"] as const;
/** All that SQLite takes for a database, by what is added to its path. */
export const DATABASE_FILES = ["", "-journal", ...LOG_FILES] as const;

/** A database as it was opened: its real path, and the identities of it and of the files beside it. */
export interface OpenedFile extends OpenFile {
  readonly path: string;
}

export function describeOpened(path: string): OpenedFile {
  const real = realpathOf(path);
  const sidecars = LOG_FILES.map((end) => identify(real + end));
  return { path: real, file: identify(path), sidecars };
}

function realpathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Removes logs beside a path at which there is no database. */
export function removeOrphans(path: string): void {
  for (const end of LOG_FILES) remove(path + end, identify(path + end), () => identify(path) === "");
}

/** Removes the logs of an open database that is no longer at its path. */
export function removeLeftBehind({ path, file, sidecars }: OpenedFile): void {
  for (const [i, end] of LOG_FILES.entries()) remove(path + end, sidecars[i] as string, () => identify(path) !== file);
}

/** Removes logs beside a path that belong to a database that some thread has open, but that is not there any more. */
export function removeLeftBy(open: readonly SharedOpenFile[], given: string): void {
  const path = realpathOf(given);
  for (const { file, sidecars, isOpen } of open)
    for (const [i, end] of LOG_FILES.entries())
      remove(path + end, sidecars[i] as string, () => isOpen() && identify(path) !== file);
}

/**
 * Removes a file if it is that one. The database is checked after it: one that has come back, with its logs, is
 * noticed.
 */
function remove(path: string, inode: string, isOrphan: () => boolean): void {
  if (inode === "" || identify(path) !== inode || !isOrphan()) return;
  const aside = `${path}-${Math.random().toString(36).slice(2, 9)}`;
  try {
    // Another process may have removed it already and made its own. So the file is renamed first and checked then, not
    // the other way round.
    renameSync(path, aside);
    try {
      if (identify(aside) !== inode) linkSync(aside, path);
    } finally {
      unlinkSync(aside);
    }
  } catch {
    // The folder is gone or not writable, or yet another file is there by now.
  }
}

/** Removes a database under a name that nobody else knows, and what SQLite may have left beside it. */
export function removeTrial(path: string): void {
  try {
    for (const end of DATABASE_FILES) if (lstatSync(path + end, { throwIfNoEntry: false })) unlinkSync(path + end);
  } catch {
    // A folder that is gone, or may not be written to any more.
  }
}

/** Removes a file that was emptied while open; not another one that is about to be filled. */
export function removeEmptied(path: string, identity: string, isOpen = () => true): void {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.size === 0 && identify(path) === identity && isOpen()) unlinkSync(realpathSync(path));
  } catch {
    // A folder that is gone, or may not be written to.
  }
}
