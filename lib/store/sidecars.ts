/**
 * Removes the log (`-wal`) and its index (`-shm`) of databases that are gone, before another one is opened.
 *
 * SQLite finds these sidecars by name: they outlive a database that is deleted or renamed, and SQLite attributes them
 * to whatever is at the path next. Within one process that is fatal. Two databases would map the same index, and the
 * locks that keep another process from truncating it do not apply: the next access is a bus error.
 */
import { linkSync, lstatSync, realpathSync, renameSync, statSync, unlinkSync } from "node:fs";
import { identify } from "./file-check.ts";
import type { OpenFile, SharedOpenFile } from "./open-files.ts";

const LOG_FILES = ["-wal", "-shm"] as const;
/** Suffixes of all files that make up a database for SQLite. */
export const DATABASE_FILES = ["", "-journal", ...LOG_FILES] as const;

/** A database as it was opened: its real path, and the identities of it and its sidecars. */
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

/** Removes log files beside a path without a database. */
export function removeOrphans(path: string): void {
  for (const end of LOG_FILES) remove(path + end, identify(path + end), () => identify(path) === "");
}

/** Removes the log files of an open database that is no longer at its path. */
export function removeStaleSidecars({ path, file, sidecars }: OpenedFile): void {
  for (const [i, end] of LOG_FILES.entries()) remove(path + end, sidecars[i] as string, () => identify(path) !== file);
}

/** Removes log files beside a path whose database is no longer there, although some thread still has it open. */
export function removeStaleSidecarsAt(open: readonly SharedOpenFile[], given: string): void {
  const path = realpathOf(given);
  for (const { file, sidecars, isOpen } of open)
    for (const [i, end] of LOG_FILES.entries())
      remove(path + end, sidecars[i] as string, () => isOpen() && identify(path) !== file);
}

/**
 * Removes a file if it has that inode. The database is checked after it, so that one that has come back with its log
 * files is noticed.
 */
function remove(path: string, inode: string, isOrphan: () => boolean): void {
  if (inode === "" || identify(path) !== inode || !isOrphan()) return;
  const aside = `${path}-${Math.random().toString(36).slice(2, 9)}`;
  try {
    // Another process may have removed it already and created its own. So rename first, then check.
    renameSync(path, aside);
    try {
      if (identify(aside) !== inode) linkSync(aside, path);
    } finally {
      unlinkSync(aside);
    }
  } catch {
    // The folder is gone or not writable, or yet another file has taken the name.
  }
}

/** Removes a scratch database, whose name nobody else knows, and its sidecars. */
export function removeScratch(path: string): void {
  try {
    for (const end of DATABASE_FILES) if (lstatSync(path + end, { throwIfNoEntry: false })) unlinkSync(path + end);
  } catch {
    // The folder is gone or no longer writable.
  }
}

/** Removes a file that was emptied while open, but not another one that is about to be filled. */
export function removeEmptied(path: string, identity: string, isOpen = () => true): void {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.size === 0 && identify(path) === identity && isOpen()) unlinkSync(realpathSync(path));
  } catch {
    // The folder is gone or not writable.
  }
}
