/**
 * The log (`-wal`) and its index (`-shm`) lie beside a database by name: they outlive one that is deleted or renamed,
 * and SQLite takes them for those of whatever is at the path next. In one process that is fatal. Two databases would
 * have the same index mapped, where the locks that keep another process from truncating it do not count: the program
 * dies of a bus error at the next access. So what belongs to a database that is gone goes before another is opened.
 */
import { linkSync, lstatSync, realpathSync, renameSync, statSync, unlinkSync } from "node:fs";
import { identify } from "./file-check.ts";
import type { KnownOpen, OpenFile } from "./open-files.ts";

const LOG_FILES = ["-wal", "-shm"] as const;
/** All that SQLite takes for a database, by what is added to its path. */
export const DATABASE_FILES = ["", "-journal", ...LOG_FILES] as const;

/** A database as it was opened: what the path led to, and what was there and beside it. */
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

/** Removes what lies beside a path at which there is no database. */
export function removeOrphans(path: string): void {
  for (const end of LOG_FILES) remove(path + end, identify(path + end), () => identify(path) === "");
}

/** Removes what a database that is open has left beside its path, when that is no longer its own. */
export function removeLeftBehind({ path, file, sidecars }: OpenedFile): void {
  for (const [i, end] of LOG_FILES.entries()) remove(path + end, sidecars[i] as string, () => identify(path) !== file);
}

/** Removes what lies beside a path of databases that any thread of the program has open, and that are not there. */
export function removeLeftBy(open: readonly KnownOpen[], given: string): void {
  const path = realpathOf(given);
  for (const { file, sidecars, isOpen } of open)
    for (const [i, end] of LOG_FILES.entries())
      remove(path + end, sidecars[i] as string, () => isOpen() && identify(path) !== file);
}

/**
 * Removes a file if it is that one. The database is looked at after it: one that came back, with all that is beside it,
 * would be seen.
 */
function remove(path: string, inode: string, isOrphan: () => boolean): void {
  if (inode === "" || identify(path) !== inode || !isOrphan()) return;
  const aside = `${path}-${Math.random().toString(36).slice(2, 9)}`;
  try {
    // Another process may have done so before, and made its own: a name is taken away and then looked at, not the
    // other way round.
    renameSync(path, aside);
    try {
      if (identify(aside) !== inode) linkSync(aside, path);
    } finally {
      unlinkSync(aside);
    }
  } catch {
    // A folder that is gone, or may not be written to; or there is yet another by now.
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

/** Removes a file that has been emptied under those who had it open; not another that is about to be filled. */
export function removeEmptied(path: string, identity: string, isOpen = () => true): void {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.size === 0 && identify(path) === identity && isOpen()) unlinkSync(realpathSync(path));
  } catch {
    // A folder that is gone, or may not be written to.
  }
}
