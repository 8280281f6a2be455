/** Which database a command is about. */
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { DEFAULT_DB } from "../lib/default-path.ts";
import { absolutePath, isOfHome } from "../lib/file-path.ts";
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
  if (!statSync(path, { throwIfNoEntry: false }))
    throw new CommandError(`${path}: no such file; choose another with --compare`);
  return path;
}

function filePath(path: string): string {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(path)) throw new CommandError(`${path} is not a file path`);
  if (path === ":memory:") throw new CommandError("a database in memory belongs to the program that made it");
  const absolute = absolutePath(path);
  if (isOfHome(absolute))
    throw new CommandError(`${path}: this user has no home folder; set HOME or choose another path`);
  return absolute;
}

/**
 * Whether a path can be watched until a database appears there.
 * @param option what it was named with
 * @throws CommandError when it never can be one.
 */
export function checkWatchable(path: string, option = "--db-path"): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw new CommandError(`${path} is a directory; name a file in it with ${option}`);
  if (stats && !stats.isFile()) throw new CommandError(`${path} is not a regular file; choose another with ${option}`);
  const folder = dirname(path);
  if (!stats && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(`${path}: the folder ${folder} does not exist; make it, or choose another with ${option}`);
  }
}
