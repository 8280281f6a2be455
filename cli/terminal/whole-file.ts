/** A file that is there whole or not at all: written under another name beside it, and given its own at the end. */
import { createWriteStream, realpathSync, renameSync, rmSync, type WriteStream } from "node:fs";
import { dirname, sep } from "node:path";
import { CommandError } from "../command-error.ts";
import { absolutePath, statPath } from "../database-path.ts";

export interface WholeFile {
  readonly stream: WriteStream;
  keep(): void;
  discard(): void;
}

/**
 * @param database a file that must not be written over
 * @throws CommandError
 */
export function openWholeFile(given: string, database: string): WholeFile {
  const path = absolutePath(given);
  const stats = statPath(path);
  if (!stats && (given.endsWith("/") || given.endsWith(sep)))
    throw new CommandError(`${given}: there is no such folder; make it, and name a file in it with --output`);
  if (stats?.isDirectory()) throw new CommandError(`${given} is a directory; name a file in it with --output`);
  if (stats && isSame(path, database)) throw new CommandError(`${given} is the database itself; choose another file`);
  if (!statPath(dirname(path))?.isDirectory())
    throw new CommandError(`${given}: the folder ${dirname(path)} does not exist`);
  // A device or a pipe cannot be renamed into.
  if (stats && !stats.isFile())
    return { stream: createWriteStream(path), keep: () => undefined, discard: () => undefined };
  const target = stats ? realpathSync(path) : path;
  const part = `${target}.${process.pid}.part`;
  return {
    // It holds what the database holds, which is nobody else's business.
    stream: createWriteStream(part, { flags: "wx", mode: 0o600 }),
    keep: () => renameSync(part, target),
    discard: () => {
      try {
        rmSync(part, { force: true });
      } catch {
        // It could not even be made.
      }
    },
  };
}

function isSame(path: string, database: string): boolean {
  try {
    return realpathSync(path) === realpathSync(database);
  } catch {
    return false;
  }
}
