/** Inspects a database file without opening it: whether it is usable, its size, and its identity. */
import { type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseError } from "./database-error.ts";
import { isOfHome } from "./file-path.ts";

function describeKind(stats: Stats): string {
  if (stats.isDirectory()) return "is a directory";
  if (stats.isFIFO()) return "is a named pipe";
  return "is not a regular file";
}

/**
 * Checks the path without opening it: opening a named pipe hangs forever, and opening and closing a database outside
 * SQLite drops the locks that SQLite holds on it in this process.
 * @throws DatabaseError if what is at the path is not a usable file, or if its folder is missing.
 */
export function inspectPath(path: string): Stats | undefined {
  if (isOfHome(path))
    throw new DatabaseError("unusable", `${path}: this user has no home folder; set HOME or choose another path`);
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown error";
    throw new DatabaseError("unusable", `${path}: cannot be accessed (${code}); check the path and its permissions`, {
      cause,
    });
  }
  if (!stats) {
    const folder = dirname(path);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new DatabaseError(
        "unusable",
        `${path}: the folder ${folder} does not exist; create it or choose another path`,
      );
    }
    return undefined;
  }
  if (!stats.isFile())
    throw new DatabaseError("unusable", `${path}: ${describeKind(stats)}, not a database; choose another path`);
  // SQLite treats an empty file as a new database; the smallest file it writes is one page of 512 bytes.
  if (stats.size > 0 && stats.size < 512)
    throw new DatabaseError("unusable", `${path}: not a SQLite file; choose another path`);
  return stats;
}

/**
 * Bytes of the file plus its log, which holds the latest writes; undefined without a file. Neither is opened: that
 * would drop the locks that SQLite holds in this process.
 */
export function fileSize(path: string): number | undefined {
  const size = sizeOf(path);
  return size === undefined ? undefined : size + (sizeOf(`${path}-wal`) ?? 0);
}

function sizeOf(file: string): number | undefined {
  try {
    return statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false })?.size;
  } catch {
    // A symlink loop, or a folder without search permission.
    return undefined;
  }
}

/** Suffixes of the sidecar files that SQLite reads with a database. */
export const SIDECARS = ["-wal", "-journal"] as const;

/** Changes whenever the file or one of its sidecars does. */
export function fingerprint(path: string): string {
  const describe = (file: string) => {
    const stats = statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false });
    return stats ? [stats.dev, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(":") : "none";
  };
  return ["", ...SIDECARS].map((end) => describe(path + end)).join(" ");
}

/** Identity of the file at a path, by device and inode; empty for none. Costs 5 µs. */
export function identify(path: string): string {
  return identifyStats(statOf(path));
}

/** Whether the path still leads to the database with this identity. A database in use is never empty. */
export function isStill(path: string, identity: string): boolean {
  const stats = statOf(path);
  return stats !== undefined && stats.size > 0 && identifyStats(stats) === identity;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function identifyStats(stats: Stats | undefined): string {
  return stats ? identityOf(stats.dev, stats.ino) : "";
}

/** A file's identity from its device and inode, which are 0 for none. */
export function identityOf(device: number, inode: number): string {
  return inode === 0 ? "" : `${device}:${inode}`;
}

/** Device and inode of a file's identity, both 0 for none, as stored in memory that threads share. */
export function numbersOf(identity: string): [device: number, inode: number] {
  const [device, inode] = identity.split(":").map(Number);
  return device !== undefined && inode ? [device, inode] : [0, 0];
}
