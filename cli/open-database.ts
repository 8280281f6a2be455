/** Opens the database of a command for reading, where it is or from a private copy. */

import { formatClock } from "../lib/model/format.ts";
import { createReader } from "../lib/reader/reader.ts";
import { createSources, type Refusal } from "../lib/reader/sources.ts";
import { DatabaseError, openReader } from "../lib/store/database.ts";
import { type Connection, loadDriver } from "../lib/store/driver.ts";
import { readerChild } from "./places.ts";
import { printable } from "./terminal/print.ts";

interface Opened {
  readonly db: Connection;
  /** Also removes the copy. */
  close(): void;
}

/** @throws DatabaseError */
export async function openDatabase(path: string): Promise<Opened> {
  const source = await findReadable(path);
  const db = openReader(loadDriver(), source.path);
  return {
    db,
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
 * The path itself, where SQLite can read it there.
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
 * A private copy of a file beside which SQLite may not put its own; says so on stderr.
 * @param why It cannot be read in place.
 * @throws DatabaseError when that is not what is wrong with it
 */
export async function copyElsewhere(path: string, why: Refusal): Promise<Readable> {
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
