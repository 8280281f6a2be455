/**
 * Prepares a tracer's file before SQLite opens it for writing: checks permissions, refuses planted files, and creates
 * it readable by its owner only.
 */
import {
  accessSync,
  closeSync,
  constants,
  linkSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseError, explain, findShortage } from "./database-error.ts";
import { DATABASE_FILES, removeOrphans } from "./sidecars.ts";

/**
 * SQLite opens an unwritable file anyway and fails at the first write: too late to report it in one line.
 * @throws DatabaseError
 */
export function checkRights(path: string): void {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new DatabaseError(
      "unusable",
      `${path}: not writable (${code}); check its permissions or choose another path`,
      {
        cause,
      },
    );
  }
}

/**
 * In a shared folder such as /tmp anyone can plant a link or a file under a name that we would write to, or a journal
 * or log, which SQLite would play back into the database.
 */
export function refusePlanted(path: string): void {
  const uid = process.getuid?.();
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  const sticky = ((folder?.mode ?? 0) & 0o1000) !== 0;
  if (uid === undefined || !sticky) return;
  for (const end of DATABASE_FILES) {
    const entry = lstatSync(path + end, { throwIfNoEntry: false });
    if (!entry || entry.uid === uid) continue;
    const what = entry.isSymbolicLink() ? "is a link created by another user" : "belongs to another user";
    throw new DatabaseError(
      "unusable",
      `${path}${end}: ${what} in a shared folder; set SPANTOM_DB to a path of your own`,
    );
  }
}

/**
 * Creates the file readable by its owner only, and leaves an existing one untouched. Resolves a dangling link itself,
 * because SQLite would follow it and create a world-readable file.
 */
export function createPrivate(path: string): void {
  try {
    createUnderDraftName(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const isLink = code === "EEXIST" && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
    if (isLink && !statSync(path, { throwIfNoEntry: false })) createPrivate(targetOf(path));
    else if (findShortage(cause)) throw explain(path, cause);
    else if (code !== "EEXIST")
      throw new DatabaseError("unusable", `${path}: cannot be created (${code}); choose another path`, { cause });
  }
}

/**
 * Creates the file under another name and closes it before it gets its own: from then on another thread may have it
 * open in SQLite, and closing any handle of a file drops the locks that the process holds on it.
 */
function createUnderDraftName(path: string): void {
  removeOrphans(path);
  const draft = `${path}-${Math.random().toString(36).slice(2, 9)}`;
  closeSync(openSync(draft, "wx", 0o600));
  try {
    linkSync(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") throw cause;
    closeSync(openSync(path, "wx", 0o600)); // A file system without hard links.
  } finally {
    unlinkSync(draft);
  }
}

/** Resolved from the folder's real path, to which a target such as `../spans.db` is relative. */
function targetOf(link: string): string {
  return resolve(realpathSync(dirname(link)), readlinkSync(link));
}
