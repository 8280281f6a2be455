/** Opens database files for a tracer. Separate from opening for reading, as the dashboard has no use for this. */
import { devNull } from "node:os";
import { DatabaseError, explain, shortage } from "./database-error.ts";
import type { Connection, Driver } from "./driver.ts";
import { identify, inspectPath, isStill } from "./file-check.ts";
import { MEMORY } from "./file-path.ts";
import { listOpen, noteOpen, withOpenLock } from "./open-files.ts";
import { checkRights, createPrivate, refusePlanted } from "./private-file.ts";
import { creationSql } from "./schema.ts";
import { hasSharedMemory, lockExclusively, unlock } from "./shared-memory.ts";
import { describeOpened, type OpenedFile, removeEmptied, removeStaleSidecarsAt } from "./sidecars.ts";
import { checkWritable } from "./table-check.ts";

export interface OpenOptions {
  /**
   * Milliseconds that SQLite blocks the traced program's thread to wait for a lock: 0 for a writer, which keeps its
   * batch and retries.
   */
  readonly timeout?: number;
}

export interface OpenWriter {
  readonly db: Connection;
  readonly opened: OpenedFile;
  /** Whether it had no tables. */
  readonly isNew: boolean;
  /** Without a log each transaction waits for the disk, and readers and writers block each other. */
  readonly hasLog: boolean;
}

/**
 * Opens a file for a tracer, creates it if it is missing, and adds the tables it lacks.
 * @throws DatabaseError `locked` also if the file was replaced in the meantime: the caller can retry.
 */
export function openWriter(Driver: Driver, path: string, { timeout = 0 }: OpenOptions = {}): OpenWriter {
  if (path === MEMORY)
    return { ...connect(Driver, path, timeout, () => true), opened: { path, file: MEMORY, sidecars: [] } };
  return withOpenLock(() => openFile(Driver, path, timeout));
}

/** How many times the file may be replaced while it is being opened before this gives up for now. */
const TRIES = 3;

function openFile(Driver: Driver, path: string, timeout: number): OpenWriter {
  for (let tries = 1; ; tries++) {
    const writer = tryFile(Driver, path, timeout);
    if (writer) return writer;
    if (tries === TRIES) throw replaced(path);
  }
}

/** Undefined if the file was replaced in the meantime. */
function tryFile(Driver: Driver, path: string, timeout: number): OpenWriter | undefined {
  const open = listOpen();
  // If refilled, it would be read with the log and index of its former content.
  for (const { file, isOpen } of open) removeEmptied(path, file, isOpen);
  const there = inspectPath(path);
  refusePlanted(path);
  if (there) checkRights(path);
  else createPrivate(path);
  const file = identify(path);
  // After identifying the file and before opening it: a replacement in between is detected below.
  removeStaleSidecarsAt(open, path);
  // An emptied file counts as replaced: it would be read with a log of other pages.
  const isSame = there?.size ? () => isStill(path, file) : () => identify(path) === file;
  let connected: ReturnType<typeof connect>;
  try {
    connected = connect(Driver, path, timeout, isSame);
  } catch (cause) {
    if (isSame()) throw cause;
    return undefined;
  }
  const opened = describeOpened(path);
  if (opened.file !== file) {
    connected.db.close();
    return undefined;
  }
  forgetWhenClosed(connected.db, noteOpen(opened));
  return { ...connected, opened };
}

/** Also runs when the program itself closes the connection. */
function forgetWhenClosed(db: Connection, forget: () => void): void {
  const { close } = db;
  const value = () => {
    forget();
    return close.call(db);
  };
  Object.defineProperty(db, "close", { value, configurable: true });
}

function connect(Driver: Driver, path: string, timeout: number, isSame: () => boolean): Omit<OpenWriter, "opened"> {
  let db: Connection | undefined;
  try {
    db = new Driver(path, { timeout, fileMustExist: path !== MEMORY });
    // Check before the first read: SQLite would copy the former file's log into its replacement.
    if (!isSame()) throw replaced(path);
    // Off on this connection: every row that refers to a span is written with it or checked. Enforcement costs 20 %.
    db.pragma("foreign_keys = OFF");
    return { db, ...prepareFile(Driver, db, path, timeout, isSame) };
  } catch (cause) {
    db?.close();
    throw explain(path, findOpenFailure(Driver, cause));
  }
}

/** The database, its log, the log's index, and a spare. */
const DESCRIPTORS = 4;

/** Why opening failed. SQLite does not report that descriptors have run out: this tries to open some more (null device). */
export function findOpenFailure(Driver: Driver, cause: unknown): unknown {
  if (!(cause as { code?: string }).code?.startsWith("SQLITE_CANTOPEN") || process.platform === "win32") return cause;
  const opened: Connection[] = [];
  try {
    while (opened.length < DESCRIPTORS) opened.push(new Driver(devNull, { readonly: true }));
    return cause;
  } catch {
    return shortage("EMFILE");
  } finally {
    for (const db of opened) db.close();
  }
}

/** The error for a file that was replaced while in use. */
export function replaced(path: string): DatabaseError {
  return new DatabaseError("locked", `${path}: was replaced while in use; try again`);
}

function prepareFile(
  Driver: Driver,
  db: Connection,
  path: string,
  timeout: number,
  isSame: () => boolean,
): Pick<OpenWriter, "isNew" | "hasLog"> {
  const hasLog = path === MEMORY || hasSharedMemory(Driver, path);
  if (!hasLog) lockExclusively(db, path);
  const tables = checkWritable(db, path);
  if (tables.size === 0 && !isSame()) throw replaced(path);
  // A file without tables has nothing to lose in a power failure, and two syncs would take 3 to 60 ms.
  if (tables.size === 0) db.pragma("synchronous = OFF");
  try {
    // WAL lets readers and one writer work concurrently. Fails while another process is in a transaction.
    if (hasLog) db.pragma("journal_mode = WAL");
    else unlock(db);
  } catch (cause) {
    // A writer retries: without a log it would block everyone for as long as it runs, and a file emptied within one of
    // its transactions would get only some of the pages. A caller that has waited in vain goes on without a log.
    if (timeout === 0 || !(cause as { code?: string }).code?.startsWith("SQLITE_BUSY")) throw cause;
  }
  const creation = creationSql(tables);
  // Only if needed: it takes the lock, which another process may hold.
  if (creation) db.exec(`BEGIN IMMEDIATE;\n${creation};\nCOMMIT`);
  db.pragma("synchronous = NORMAL");
  db.pragma("journal_size_limit = 8388608");
  return { isNew: tables.size === 0, hasLog };
}
