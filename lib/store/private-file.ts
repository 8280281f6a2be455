/** What a tracer's file needs before SQLite opens it for writing: rights, a place nobody has planted, the file itself. */
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
import { DatabaseError, explain } from "./database-error.ts";
import { findShortage } from "./driver-error.ts";
import { identify } from "./file-check.ts";
import { removeOrphans } from "./sidecars.ts";

/**
 * SQLite opens a file that may not be written all the same, and says so at the first write: too late for one line.
 * @throws DatabaseError
 */
export function checkRights(path: string): void {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new DatabaseError("unusable", `${path}: not writable (${code}); check its rights or choose another path`, {
      cause,
    });
  }
}

/** What SQLite takes for its own, if it is there: a journal is played back into the database. */
const SIDECARS = ["", "-journal", "-wal", "-shm"] as const;

/** A shared folder such as /tmp lets anyone plant a link or a file of their own under a name we would write to. */
export function refusePlanted(path: string): void {
  const uid = process.getuid?.();
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  const sticky = ((folder?.mode ?? 0) & 0o1000) !== 0;
  if (uid === undefined || !sticky) return;
  for (const sidecar of SIDECARS) {
    const entry = lstatSync(path + sidecar, { throwIfNoEntry: false });
    if (!entry || entry.uid === uid) continue;
    const what = entry.isSymbolicLink() ? "is a link made by another user" : "belongs to another user";
    throw new DatabaseError(
      "unusable",
      `${path}${sidecar}: ${what} in a shared folder; set SPANTOM_DB to a path of your own`,
    );
  }
}

/**
 * Creates the file readable by its owner alone. Exclusive: what is there already stays as it is. A link to nothing is
 * followed by hand, because SQLite would follow it and let all read.
 */
export function createPrivate(path: string): void {
  try {
    place(path);
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
 * Made under another name and closed before it gets its own: as soon as it has that, another thread may have it open
 * by SQLite, and any close of a file drops the locks that the process holds on it.
 */
function place(path: string): void {
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

/** From the folder's real place, which a target such as `../spans.db` starts from. */
function targetOf(link: string): string {
  return resolve(realpathSync(dirname(link)), readlinkSync(link));
}

/** Removes a database under a name that nobody else knows, and what SQLite may have left beside it. */
export function removeTrial(path: string): void {
  try {
    for (const sidecar of SIDECARS)
      if (lstatSync(path + sidecar, { throwIfNoEntry: false })) unlinkSync(path + sidecar);
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
