/** Writes one file, a transaction at a time: opens it on demand, and reopens it after it was replaced. */

import type { Run } from "../runtime/run.ts";
import { DatabaseError, explain, explainBinary, findShortage } from "../store/database-error.ts";
import type { Connection, Driver } from "../store/driver.ts";
import { isStill } from "../store/file-check.ts";
import { MEMORY } from "../store/file-path.ts";
import { findOpenFailure, openWriter, replaced } from "../store/open-writer.ts";
import { type OpenedFile, removeEmptied, removeStaleSidecars } from "../store/sidecars.ts";
import type { Ids } from "./ids.ts";
import { Inserter } from "./inserter.ts";
import { OneByOne } from "./one-by-one.ts";
import { noticeSize } from "./size-notice.ts";
import type { Sink } from "./writer.ts";

/**
 * - `written`: it is in the file
 * - `locked`: another process, or the program itself, has the file locked; temporary
 * - `refused`: the disk or the file rejects it now; may be temporary
 * - `unusable`: the file will never accept it
 * - `interrupted`: the program is out of stack; it goes on elsewhere if it catches that
 */
export type Outcome = "written" | "locked" | "refused" | "unusable" | "interrupted";

/** Reports a line once per subject. */
export type WarnOnce = (subject: string, line: string) => void;

export interface FileWriterOptions {
  readonly path: string;
  readonly run: Run;
  readonly ids: Ids;
  readonly warnOnce: WarnOnce;
  readonly load: () => Driver;
}

export class FileWriter {
  readonly #path: string;
  readonly #run: Run;
  readonly #ids: Ids;
  readonly #warnOnce: WarnOnce;
  readonly #load: () => Driver;
  #db: Connection | undefined;
  #inserter: Inserter | undefined;
  #opened: OpenedFile | undefined;
  /** The file was no longer at its path when it was closed. */
  #wasReplaced = false;
  /** The open file is not the one written to before, even if it has the same inode. */
  #isAnother = false;
  /** Whether there is a log (WAL), so that a transaction does not wait for the disk. */
  hasLog = true;
  /** Spans that the file refused individually. */
  dropped = 0;
  /** Sequence numbers: of the last span in the file, and of the last one in the transaction being committed. */
  #written = 0;
  #ending: number | undefined;

  constructor({ path, run, ids, warnOnce, load }: FileWriterOptions) {
    this.#path = path;
    this.#run = run;
    this.#ids = ids;
    this.#warnOnce = warnOnce;
    this.#load = load;
  }

  /** The connection in use, opened if necessary. */
  get connection(): Connection | undefined {
    this.open();
    return this.#db;
  }

  /** Whether the program, which shares the connection of an in-memory database, is in a transaction of its own. */
  get isInUse(): boolean {
    return this.#db?.inTransaction ?? false;
  }

  /** The sequence number of the last span that is in the file. */
  get written(): number {
    this.#settle();
    return this.#written;
  }

  /**
   * Writes one transaction.
   * @param firstSequence The sequence number of the first span of `source`.
   * @param source Must yield the same each time: it is called again if the file rejects the transaction as a whole.
   */
  commit(firstSequence: number, source: (sink: Sink) => void): Outcome {
    try {
      return this.#commit(firstSequence, source);
    } catch (cause) {
      if (cause instanceof RangeError) return "interrupted";
      throw cause;
    }
  }

  #commit(firstSequence: number, source: (sink: Sink) => void): Outcome {
    this.#settle();
    this.#noticeReplaced();
    const opened = this.open();
    if (opened !== "written") return opened;
    this.#noticeAnother();
    const [db, inserter] = [this.#db as Connection, this.#inserter as Inserter];
    if (db.inTransaction) return "locked";
    try {
      inserter.prepare();
      db.exec("BEGIN IMMEDIATE");
      inserter.begin(firstSequence);
      source(inserter);
      inserter.finish();
      this.#end(db, firstSequence + inserter.count - 1);
      noticeSize(this.#path, this.#warnOnce);
      return "written";
    } catch (cause) {
      inserter.undone();
      if (cause instanceof RangeError) throw cause;
      this.#ending = undefined;
      if (!codeOf(cause).startsWith("SQLITE_CONSTRAINT")) return this.#refused(cause);
    }
    return this.#commitOneByOne(db, inserter, firstSequence, source);
  }

  #commitOneByOne(db: Connection, inserter: Inserter, firstSequence: number, source: (sink: Sink) => void): Outcome {
    const each = new OneByOne(db, inserter, firstSequence);
    try {
      // The rejected transaction is still open.
      db.exec("ROLLBACK; BEGIN IMMEDIATE");
      source(each);
      each.finish();
      this.#end(db, each.last);
    } catch (cause) {
      if (!(cause instanceof RangeError)) this.#ending = undefined;
      this.#ids.clear();
      return this.#refused(cause);
    }
    this.dropped += each.dropped;
    if (each.dropped > 0)
      this.#warnOnce(`constraint ${this.#path}`, `${this.#path}: rejects spans (${each.reason}), which are dropped`);
    return "written";
  }

  /** COMMIT may checkpoint the log: a file emptied in the meantime would get only the pages that are in the log. */
  #end(db: Connection, lastSequence: number): void {
    if (this.#isReplaced) throw replaced(this.#path);
    this.#ending = lastSequence;
    db.exec("COMMIT");
    this.#settle();
  }

  /**
   * Rolls back an interrupted transaction, or records that it was committed: a program out of stack may be interrupted
   * right after a COMMIT, and would write everything twice.
   */
  #settle(): void {
    const db = this.#db;
    if (db?.inTransaction) {
      if (this.#path === MEMORY) return;
      this.#inserter?.undone();
      db.exec("ROLLBACK");
      this.#ending = undefined;
    }
    if (this.#ending === undefined) return;
    this.#inserter?.committed();
    this.#written = this.#ending;
    this.#ending = undefined;
  }

  close(): void {
    if (this.#isReplaced) this.#leave();
    const db = this.#db;
    this.#db = undefined;
    this.#inserter = undefined;
    try {
      db?.close();
    } catch {
      // Nothing can be done about it.
    }
  }

  /** Opens the file, unless it is already open. */
  open(warnOnce = this.#warnOnce): Outcome {
    if (this.#db) return "written";
    try {
      const { db, opened, isNew, hasLog } = openWriter(this.#load(), this.#path);
      this.#db = db;
      this.hasLog = hasLog;
      this.#opened = opened;
      this.#inserter = new Inserter(db, this.#ids, this.#run);
      // Inodes are reused: a new file may have that of the former one. A file that was moved away may also come back.
      this.#isAnother = this.#ids.file !== "" && (isNew || (this.#wasReplaced && this.#inserter.lacksIds));
      this.#wasReplaced = false;
      return "written";
    } catch (cause) {
      const replaced = this.#isReplaced;
      this.close();
      if (cause instanceof RangeError) throw cause;
      return replaced ? "locked" : this.#notOpened(cause, warnOnce);
    }
  }

  #notOpened(cause: unknown, warnOnce: WarnOnce): Outcome {
    if (cause instanceof DatabaseError && cause.problem === "locked") return "locked";
    const passing =
      this.#opened !== undefined ||
      this.#ids.file !== "" ||
      findShortage(cause) !== undefined ||
      /^SQLITE_(FULL|IOERR)/.test(codeOf((cause as Error | null)?.cause));
    const message =
      cause instanceof DatabaseError
        ? cause.message
        : (explainBinary(cause) ?? String((cause as Error)?.message ?? cause));
    if (passing) warnOnce(`refused ${this.#path}`, `${message}; spans are kept in memory and will be retried`);
    else warnOnce(`off ${this.#path}`, `tracing is off: ${message}`);
    return passing ? "refused" : "unusable";
  }

  /**
   * Rows written to a deleted file would be lost silently: SQLite goes on writing to it. Closes it before another one
   * is opened: both would have the same `-shm`, and closing either drops the other's locks on it.
   */
  #noticeReplaced(): void {
    if (this.#isReplaced) this.close();
  }

  get #isReplaced(): boolean {
    return this.#db !== undefined && this.#path !== MEMORY && !isStill(this.#path, this.#opened?.file ?? "");
  }

  /** The log stays beside the path, so its content is moved into the file, wherever that is now. */
  #leave(): void {
    this.#wasReplaced = true;
    // Otherwise SQLite refills an emptied file on close, with only those of its pages that are in the log.
    removeEmptied(this.#path, this.#opened?.file ?? "");
    try {
      this.#db?.pragma("wal_checkpoint(TRUNCATE)");
    } catch {
      // The log is as lost as its file.
    }
    if (this.#opened) removeStaleSidecars(this.#opened);
  }

  /** Ids of another file mean nothing in this one, whichever thread they were assigned in. */
  #noticeAnother(): void {
    const [before, { file }] = [this.#ids.file, this.#opened as OpenedFile];
    this.#ids.file = file;
    if (!this.#isAnother && (before === "" || before === file)) return;
    this.#isAnother = false;
    this.#ids.clear();
    this.#warnOnce(
      `replaced ${this.#path}`,
      `${this.#path} was deleted, emptied or replaced while being traced to; reopening it`,
    );
  }

  #damaged(cause: unknown): Outcome {
    this.close();
    this.#warnOnce(`off ${this.#path}`, `tracing is off: ${explain(this.#path, cause).message}`);
    return "unusable";
  }

  #refused(cause: unknown): Outcome {
    try {
      if (this.#db?.inTransaction) this.#db.exec("ROLLBACK");
    } catch {
      // Some errors roll back by themselves.
    }
    if (this.#isReplaced || cause instanceof DatabaseError) {
      this.close();
      return "locked";
    }
    if (codeOf(cause).startsWith("SQLITE_BUSY")) return "locked";
    if (this.#path === MEMORY) return "refused";
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(cause))) return this.#damaged(cause);
    const full = codeOf(cause) === "SQLITE_FULL" && `${this.#path}: the disk is full, free some space`;
    const message = full || explain(this.#path, findOpenFailure(this.#load(), cause)).message;
    this.#warnOnce(`refused ${this.#path}`, `${message}; spans are kept in memory and will be retried`);
    this.close();
    return "refused";
  }
}

function codeOf(cause: unknown): string {
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}
