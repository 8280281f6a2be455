/** Looks at a path before SQLite opens it, and makes the file that is not there. */
import {
  accessSync,
  closeSync,
  constants,
  linkSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
  unlinkSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseError } from "./database-error.ts";

function describeKind(stats: Stats): string {
  if (stats.isDirectory()) return "is a directory";
  if (stats.isFIFO()) return "is a named pipe";
  return "is not a regular file";
}

/**
 * Looks at the path without opening it: opening a named pipe hangs for ever, and opening and closing a database file
 * outside of SQLite drops the locks that SQLite holds on it in this process.
 * @throws DatabaseError when there is something at the path that is not a usable file, or its folder is missing.
 */
export function lookAt(path: string): Stats | undefined {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown error";
    throw new DatabaseError("unusable", `${path}: cannot be looked at (${code}); check the path and its rights`, {
      cause,
    });
  }
  if (!stats) {
    const folder = dirname(path);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new DatabaseError(
        "unusable",
        `${path}: the folder ${folder} does not exist; make it or choose another path`,
      );
    }
    return undefined;
  }
  if (!stats.isFile())
    throw new DatabaseError("unusable", `${path}: ${describeKind(stats)}, not a database; choose another path`);
  // SQLite takes an empty file as a new database; its own smallest file is one page of 512 bytes.
  if (stats.size > 0 && stats.size < 512)
    throw new DatabaseError("unusable", `${path}: not a SQLite file; choose another path`);
  return stats;
}

/**
 * SQLite opens a file that may not be written all the same, and says so at the first write: too late for one line.
 * @throws DatabaseError
 */
export function checkRights(path: string): void {
  try {
    accessSync(/* turbopackIgnore: true */ path, constants.R_OK | constants.W_OK);
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
  const folder = statSync(/* turbopackIgnore: true */ dirname(path), { throwIfNoEntry: false });
  const sticky = ((folder?.mode ?? 0) & 0o1000) !== 0;
  if (uid === undefined || !sticky) return;
  for (const sidecar of SIDECARS) {
    const entry = lstatSync(/* turbopackIgnore: true */ path + sidecar, { throwIfNoEntry: false });
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
    const isLink =
      code === "EEXIST" && lstatSync(/* turbopackIgnore: true */ path, { throwIfNoEntry: false })?.isSymbolicLink();
    if (isLink && !statSync(path, { throwIfNoEntry: false })) createPrivate(targetOf(path));
    else if (code !== "EEXIST")
      throw new DatabaseError("unusable", `${path}: cannot be created (${code}); choose another path`, { cause });
  }
}

/**
 * Made under another name and closed before it gets its own: as soon as it has that, another thread may have it open
 * by SQLite, and any close of a file drops the locks that the process holds on it.
 */
function place(path: string): void {
  const draft = `${path}-${Math.random().toString(36).slice(2, 9)}`;
  closeSync(openSync(/* turbopackIgnore: true */ draft, "wx", 0o600));
  try {
    linkSync(/* turbopackIgnore: true */ draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") throw cause;
    closeSync(openSync(/* turbopackIgnore: true */ path, "wx", 0o600)); // A file system without hard links.
  } finally {
    unlinkSync(/* turbopackIgnore: true */ draft);
  }
}

/** From the folder's real place, which a target such as `../spans.db` starts from. */
function targetOf(link: string): string {
  return resolve(
    /* turbopackIgnore: true */ realpathSync(/* turbopackIgnore: true */ dirname(link)),
    readlinkSync(/* turbopackIgnore: true */ link),
  );
}

/** Removes a file that has been emptied under those who had it open. */
export function removeEmptied(path: string): void {
  try {
    if (lstatSync(/* turbopackIgnore: true */ path, { throwIfNoEntry: false })?.size === 0)
      unlinkSync(/* turbopackIgnore: true */ path);
  } catch {
    // A folder that is gone, or may not be written to.
  }
}

/** Which file that is, empty for none. By a look at the folder, not at the file: opening it outside of SQLite would drop SQLite's locks. Costs 5 µs. */
export function identify(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    // One that is in use is never empty.
    return stats && stats.size > 0 ? `${stats.dev}:${stats.ino}` : "";
  } catch {
    return "";
  }
}
