/** Opens a database for reading so that nothing changes on the disk, not even beside the file. */
import { accessSync, closeSync, constants, openSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { explain, openReader } from "../../../lib/store/database.ts";
import type { Connection, Driver } from "../../../lib/store/driver.ts";
import { checkTables } from "../../../lib/store/table-check.ts";
import { look } from "./file-facts.ts";

export interface Opened {
  readonly db: Connection;
  readonly journal: string;
  /** False where only the beginning was read: the tables are known, the rows are not. */
  readonly whole: boolean;
}

const HEADER = 100;
const MAGIC = "SQLite format 3\0";
/** Bytes that are taken into memory, or of a larger file its beginning. */
const MOST = 100_000_000;
const BEGINNING = 4_000_000;

/**
 * SQLite makes a `-wal` and a `-shm` beside a file in WAL mode that nobody has open, and a reader leaves them there.
 * A file without anything in its log is copied into memory instead.
 * @throws DatabaseError
 */
export function openUntouched(Driver: Driver, path: string): Opened {
  const header = readStart(path, HEADER);
  if (header.toString("latin1", 0, MAGIC.length) !== MAGIC) throw explain(path, { code: "SQLITE_NOTADB" });
  const isWal = header[18] === 2 || header[19] === 2;
  if (!isWal || hasLog(path)) return openInPlace(Driver, path);
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch {
    throw explain(path, { code: "SQLITE_READONLY_DIRECTORY" });
  }
  const copy = openCopy(Driver, path);
  // Somebody has begun to write meanwhile: the copy may be torn.
  if (!hasLog(path)) return copy;
  copy.db.close();
  return openInPlace(Driver, path);
}

function hasLog(path: string): boolean {
  return (look(`${path}-wal`)?.size ?? 0) > 0;
}

function openInPlace(Driver: Driver, path: string): Opened {
  const db = openReader(Driver, path);
  return { db, journal: String(db.pragma("journal_mode", { simple: true })), whole: true };
}

function readStart(path: string, most: number): Buffer {
  const bytes = Buffer.alloc(most);
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    let at = 0;
    for (let read = -1; read !== 0 && at < most; at += read) read = readSync(file, bytes, at, most - at, at);
    return bytes.subarray(0, at);
  } catch (cause) {
    throw explain(path, { code: "SQLITE_CANTOPEN", message: String(cause) });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function openCopy(Driver: Driver, path: string): Opened {
  const size = look(path)?.size ?? 0;
  const whole = size <= MOST;
  const bytes = readStart(path, whole ? size : BEGINNING);
  // In memory there is no log: the copy says of itself that it needs none, and how long it is.
  bytes.fill(1, 18, 20);
  if (!whole) bytes.writeUInt32BE(Math.floor(BEGINNING / pageSize(bytes)), 28);
  const db = new Driver(bytes);
  try {
    db.pragma("trusted_schema = OFF");
    checkTables(db, path);
    return { db, journal: "wal", whole };
  } catch (cause) {
    db.close();
    throw explain(path, cause);
  }
}

/** 1 stands for 65,536. */
function pageSize(header: Buffer): number {
  const size = header.readUInt16BE(16);
  return size === 1 ? 65_536 : size;
}
