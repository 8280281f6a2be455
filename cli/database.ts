/** Finds the database that a command uses, and opens it for reading: in place or from a private copy. */
import { type Stats, statSync } from "node:fs";
import { dirname, isAbsolute } from "node:path";
import { formatClock } from "../lib/model/format.ts";
import type { Refusal } from "../lib/reader/sources.ts";
import { openReader } from "../lib/store/database.ts";
import { DatabaseError } from "../lib/store/database-error.ts";
import { type Connection, loadDriver } from "../lib/store/driver.ts";
import { DEFAULT_DB, isOfHome, absolutePath as toAbsolute } from "../lib/store/file-path.ts";
import { CommandError } from "./command-error.ts";
import { readerChild } from "./dist.ts";
import { printable } from "./terminal/print.ts";

export interface DatabaseOption {
  readonly dbPath?: string;
}

/** `--db-path`, then `SPANTOM_DB`, then the default file, as an absolute path. */
export function databasePath({ dbPath }: DatabaseOption): string {
  if (dbPath === "") throw new CommandError("--db-path needs the name of a file", 2);
  return filePath(dbPath ?? (process.env.SPANTOM_DB || DEFAULT_DB));
}

/** What determined the path of `databasePath`. */
export function databaseSource({ dbPath }: DatabaseOption): "--db-path" | "SPANTOM_DB" | "default" {
  if (dbPath !== undefined) return "--db-path";
  return process.env.SPANTOM_DB ? "SPANTOM_DB" : "default";
}

/**
 * `--compare` as an absolute path; undefined without it.
 * @throws CommandError if there is no such file: unlike `--db-path`, it is not watched until it appears
 */
export function comparedPath(compare: string | undefined): string | undefined {
  if (compare === undefined) return undefined;
  if (compare === "") throw new CommandError("--compare needs the name of a file", 2);
  const path = filePath(compare);
  checkWatchable(path, "--compare");
  if (!statPath(path)) throw new CommandError(`${path}: no such file; choose another with --compare`);
  return path;
}

function filePath(path: string): string {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(path)) throw new CommandError(`${path} is not a file path`);
  if (path === ":memory:")
    throw new CommandError("an in-memory database is only accessible to the program that created it");
  return absolutePath(path);
}

/** @throws CommandError without a home folder or a working directory */
export function absolutePath(path: string): string {
  const absolute = toAbsolute(path);
  if (isAbsolute(absolute)) return absolute;
  if (isOfHome(path)) throw new CommandError(`${path}: this user has no home folder; set HOME or choose another path`);
  throw new CommandError("the working directory has been deleted; change to another one");
}

/**
 * The file status of a path; undefined if nothing is there.
 * @throws CommandError if that cannot be determined
 */
export function statPath(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOTDIR") return undefined; // As newer Node versions do: nothing can be inside a file.
    throw new CommandError(`${path}: cannot be accessed (${code}); check the path and its permissions`);
  }
}

/**
 * Checks that a path can be watched until a database appears there.
 * @param option the option that named it
 * @throws CommandError if it never can
 */
export function checkWatchable(path: string, option = "--db-path"): void {
  const stats = statPath(path);
  if (stats?.isDirectory()) throw new CommandError(`${path} is a directory; name a file in it with ${option}`);
  if (stats && !stats.isFile()) throw new CommandError(`${path} is not a regular file; choose another with ${option}`);
  if (stats) return;
  const folder = dirname(path);
  const found = statPath(folder);
  if (!found)
    throw new CommandError(`${path}: the folder ${folder} does not exist; create it, or choose another with ${option}`);
  if (!found.isDirectory()) throw new CommandError(`${path}: ${folder} is not a folder; choose another with ${option}`);
}

export interface Opened {
  readonly db: Connection;
  /** Of the file itself, or of a copy. */
  readonly path: string;
  /** Also removes the copy. */
  close(): void;
}

/** @throws DatabaseError */
export async function openDatabase(path: string): Promise<Opened> {
  const source = await findReadable(path);
  const db = openReader(loadDriver(), source.path);
  return {
    db,
    path: source.path,
    close() {
      db.close();
      source.close();
    },
  };
}

interface Readable {
  readonly path: string;
  close(): void;
}

/**
 * The path itself, if SQLite can read it in place.
 * @throws DatabaseError
 */
export async function findReadable(path: string): Promise<Readable> {
  try {
    openReader(loadDriver(), path).close();
    return { path, close: () => undefined };
  } catch (cause) {
    if (!(cause instanceof DatabaseError && cause.copyable)) throw cause;
    return copyElsewhere(path, cause);
  }
}

/**
 * A private copy of a file next to which SQLite cannot create its own files; reports that on stderr.
 * @param why it cannot be read in place
 * @throws DatabaseError if that is not the problem
 */
export async function copyElsewhere(path: string, why: Refusal): Promise<Readable> {
  const { createReader } = await import("../lib/reader/reader.ts");
  const { createSources } = await import("../lib/reader/sources.ts");
  const reader = createReader(readerChild);
  const sources = createSources(reader);
  const found = await sources.find(path, why);
  reader.close();
  if (!found.ok) throw found.error;
  const reason = why.message.includes("shared memory") ? ", as its file system has no shared memory" : "";
  if (found.copied !== null)
    process.stderr.write(
      `spantom: ${printable(path)} cannot be read in place${reason}; this is a copy of ${formatClock(found.copied / 1000, 0)}\n`,
    );
  return { path: found.path, close: () => sources.close() };
}
