/** The file's size, mode and owner; opens it without changing anything on disk, not even sidecar files. */
import { accessSync, closeSync, constants, openSync, readSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import { openReader } from "../../../lib/store/database.ts";
import { explain } from "../../../lib/store/database-error.ts";
import type { Connection, Driver } from "../../../lib/store/driver.ts";
import { checkTables } from "../../../lib/store/table-check.ts";
import type { FileReport } from "./report.ts";

export function readFile(path: string): FileReport | undefined {
  const stats = look(path);
  if (!stats) return undefined;
  return {
    size: stats.size,
    walSize: look(`${path}-wal`)?.size ?? null,
    mode: formatMode(stats),
    owner: nameOwner(stats),
    writableBy: listWriters(stats),
  };
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

const KINDS: readonly (readonly [kind: "isDirectory" | "isFIFO" | "isSocket" | "isBlockDevice", letter: string])[] = [
  ["isDirectory", "d"],
  ["isFIFO", "p"],
  ["isSocket", "s"],
  ["isBlockDevice", "b"],
];

function formatMode(stats: Stats): string {
  const letter = stats.isCharacterDevice() ? "c" : (KINDS.find(([kind]) => stats[kind]())?.[1] ?? "-");
  const bits = [...(stats.mode & 0o777).toString(2).padStart(9, "0")];
  return letter + bits.map((bit, at) => (bit === "1" ? "rwx"[at % 3] : "-")).join("");
}

/** Omits the user's name: reports are read by strangers. */
function nameOwner({ uid }: Stats): string {
  if (process.getuid === undefined) return "unknown";
  if (uid === process.getuid()) return uid === 0 ? "this user, root" : "this user";
  return uid === 0 ? "root" : "another user";
}

function listWriters(stats: Stats): string {
  if (process.getuid === undefined) return "unknown";
  const who = [
    (stats.mode & 0o200) !== 0 && (stats.uid === process.getuid() ? "this user" : "its owner"),
    (stats.mode & 0o020) !== 0 && "its group",
    (stats.mode & 0o002) !== 0 && "everyone",
  ].filter((name) => name !== false);
  return who.length > 0 ? who.join(", ") : "nobody";
}

export interface Opened {
  readonly db: Connection;
  readonly journal: string;
  /** False if only the beginning was read, which has the tables but not all rows. */
  readonly whole: boolean;
}

const HEADER = 100;
const MAGIC = "SQLite format 3\0";
/** Bytes to read into memory; of a larger file, only the beginning. */
const MAX_COPY = 100_000_000;
const BEGINNING = 4_000_000;

/**
 * SQLite creates `-wal` and `-shm` files for a database in WAL mode that no process has open, and a reader leaves them
 * behind. So a file with an empty log is copied into memory.
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
  // A process started writing in the meantime: the copy may be torn.
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

function readStart(path: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    let at = 0;
    for (let read = -1; read !== 0 && at < length; at += read) read = readSync(file, bytes, at, length - at, at);
    return bytes.subarray(0, at);
  } catch (cause) {
    throw explain(path, { code: "SQLITE_CANTOPEN", message: String(cause) });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function openCopy(Driver: Driver, path: string): Opened {
  const size = look(path)?.size ?? 0;
  const whole = size <= MAX_COPY;
  const bytes = readStart(path, whole ? size : BEGINNING);
  // An in-memory copy has no log: patches its header so as not to need one, and its length.
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

/** A page size of 1 means 65,536. */
function pageSize(header: Buffer): number {
  const size = header.readUInt16BE(16);
  return size === 1 ? 65_536 : size;
}
