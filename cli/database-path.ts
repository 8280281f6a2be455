/** Which database a command is about. */
import { type Stats, statSync } from "node:fs";
import { dirname, isAbsolute } from "node:path";
import { DEFAULT_DB } from "../lib/store/default-path.ts";
import { isOfHome, absolutePath as toAbsolute } from "../lib/store/file-path.ts";
import { CommandError } from "./command-error.ts";

export interface DatabaseOption {
  readonly dbPath?: string;
}

/** `--db-path`, then `SPANTOM_DB`, then the default file, as an absolute path. */
export function databasePath({ dbPath }: DatabaseOption): string {
  if (dbPath === "") throw new CommandError("--db-path needs the name of a file", 2);
  return filePath(dbPath ?? (process.env.SPANTOM_DB || DEFAULT_DB));
}

/** What chose the path that `databasePath` gives. */
export function databaseSource({ dbPath }: DatabaseOption): "--db-path" | "SPANTOM_DB" | "default" {
  if (dbPath !== undefined) return "--db-path";
  return process.env.SPANTOM_DB ? "SPANTOM_DB" : "default";
}

/**
 * `--compare` as an absolute path; undefined when there was none.
 * @throws CommandError when there is no such file: nothing is waited for there, so it is a slip of the pen.
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
  if (path === ":memory:") throw new CommandError("a database in memory belongs to the program that made it");
  return absolutePath(path);
}

/** @throws CommandError when there is no folder that it could be in. */
export function absolutePath(path: string): string {
  const absolute = toAbsolute(path);
  if (isAbsolute(absolute)) return absolute;
  if (isOfHome(path)) throw new CommandError(`${path}: this user has no home folder; set HOME or choose another path`);
  throw new CommandError("the working folder has been deleted; go to another one");
}

/**
 * What is at a path; undefined for nothing.
 * @throws CommandError when that cannot be known.
 */
export function statPath(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOTDIR") return undefined; // As newer Nodes say it: in a file there is nothing.
    throw new CommandError(`${path}: cannot be looked at (${code}); check the path and its rights`);
  }
}

/**
 * Whether a path can be watched until a database appears there.
 * @param option what it was named with
 * @throws CommandError when it never can be one.
 */
export function checkWatchable(path: string, option = "--db-path"): void {
  const stats = statPath(path);
  if (stats?.isDirectory()) throw new CommandError(`${path} is a directory; name a file in it with ${option}`);
  if (stats && !stats.isFile()) throw new CommandError(`${path} is not a regular file; choose another with ${option}`);
  if (stats) return;
  const folder = dirname(path);
  const found = statPath(folder);
  if (!found)
    throw new CommandError(`${path}: the folder ${folder} does not exist; make it, or choose another with ${option}`);
  if (!found.isDirectory()) throw new CommandError(`${path}: ${folder} is no folder; choose another with ${option}`);
}
