/** A file that is there whole or not at all: written under another name beside it, and given its own at the end. */
import { createWriteStream, realpathSync, renameSync, rmSync, statSync, type WriteStream } from "node:fs";
import { dirname, resolve } from "node:path";
import { CommandError } from "./command-error.ts";

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
  const path = resolve(given);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw new CommandError(`${given} is a directory; name a file in it with --output`);
  if (stats && isSame(path, database)) throw new CommandError(`${given} is the database itself; choose another file`);
  if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory())
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
    discard: () => rmSync(part, { force: true }),
  };
}

function isSame(path: string, database: string): boolean {
  try {
    return realpathSync(path) === realpathSync(database);
  } catch {
    return false;
  }
}
