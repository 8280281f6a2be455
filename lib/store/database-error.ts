/** What is wrong with a database file, in one line that names it. */
import type { FileProblem } from "../model/outcome.ts";
import { explainBinary, findShortage } from "./driver-error.ts";

/** A database file that cannot be used as asked. The message is one line that names the file. */
export class DatabaseError extends Error {
  readonly problem: FileProblem;
  /** Whether SQLite lacks nothing but a place for its own files beside it: a copy elsewhere can be read. */
  readonly copyable: boolean;
  constructor(problem: FileProblem, message: string, { copyable = false, ...options }: DatabaseErrorOptions = {}) {
    super(message, options);
    this.name = "DatabaseError";
    this.problem = problem;
    this.copyable = copyable;
  }
}

interface DatabaseErrorOptions extends ErrorOptions {
  readonly copyable?: boolean;
}

/**
 * SQLite's words for a log or a journal that it must make, or play back, where it may not write. A file that may not be
 * read has one of them too: then the copy fails.
 */
const COPYABLE =
  /^SQLITE_(?:READONLY_(?:DIRECTORY|ROLLBACK|RECOVERY|CANTINIT)|CANTOPEN|IOERR_(?:SHM|LOCK|RDLOCK)|PROTOCOL|FULL)/;

/** SQLite's error codes in words; the rest is passed on as SQLite says it. */
export function explain(path: string, cause: unknown): DatabaseError {
  if (cause instanceof DatabaseError) return cause;
  const { code = "", message = String(cause) } = cause as { code?: string; message?: string };
  const copyable = COPYABLE.test(code);
  if (code.startsWith("SQLITE_BUSY") || code === "SQLITE_LOCKED") {
    return new DatabaseError("locked", `${path}: locked by another process; it is tried again`, { cause });
  }
  const lacking = code === "ERR_DLOPEN_FAILED" ? undefined : findShortage(cause);
  if (lacking) return new DatabaseError("unusable", `${path}: ${lacking.message}`, { cause });
  const binary = explainBinary(cause);
  if (binary) return new DatabaseError("unusable", binary, { cause });
  if (code === "SQLITE_NOTADB")
    return new DatabaseError(
      "unusable",
      `${path}: not a SQLite file, or an encrypted one, or of a newer format; choose another path`,
      { cause },
    );
  if (code.startsWith("SQLITE_CORRUPT")) {
    return new DatabaseError("unusable", `${path}: damaged (${message}); try: sqlite3 ${path} .recover`, { cause });
  }
  if (/^SQLITE_IOERR_SHM(?:MAP|OPEN|LOCK)$/.test(code))
    return new DatabaseError(
      "unusable",
      `${path}: its log (-wal) needs shared memory, which this file system lacks; copy it elsewhere`,
      { cause, copyable },
    );
  if (code === "SQLITE_READONLY_DIRECTORY")
    return new DatabaseError(
      "unusable",
      `${path}: its folder is not writable, and SQLite must keep files beside it; copy it elsewhere`,
      { cause, copyable },
    );
  if (code.startsWith("SQLITE_READONLY"))
    return new DatabaseError("unusable", `${path}: not writable; check its rights and its folder's`, {
      cause,
      copyable,
    });
  if (code.startsWith("SQLITE_CANTOPEN"))
    return new DatabaseError("unusable", `${path}: cannot be opened; check its rights and its folder's`, {
      cause,
      copyable,
    });
  return new DatabaseError("unusable", `${path}: ${message}`, { cause, copyable });
}
