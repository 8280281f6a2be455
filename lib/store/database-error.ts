/** Turns errors of a database file, or of the driver that opens it, into one line that says what to do. */
import type { FileProblem } from "../model/outcome.ts";

/** A database file that cannot be used as requested. The message is one line that names the file. */
export class DatabaseError extends Error {
  readonly problem: FileProblem;
  /** Whether SQLite only lacks a place for its sidecar files: a copy elsewhere can be read. */
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
 * SQLite's codes for a log or a journal that it must create or recover where it may not write. An unreadable file
 * also yields one of them; then the copy fails.
 */
const COPYABLE =
  /^SQLITE_(?:READONLY_(?:DIRECTORY|ROLLBACK|RECOVERY|CANTINIT)|CANTOPEN|IOERR_(?:SHM|LOCK|RDLOCK)|PROTOCOL|FULL)/;

/** Describes SQLite's error codes; any other error keeps its own message. */
export function explain(path: string, cause: unknown): DatabaseError {
  if (cause instanceof DatabaseError) return cause;
  const { code = "", message = String(cause) } = cause as { code?: string; message?: string };
  const copyable = COPYABLE.test(code);
  if (code.startsWith("SQLITE_BUSY") || code === "SQLITE_LOCKED") {
    return new DatabaseError("locked", `${path}: locked by another process; try again`, { cause });
  }
  const lacking = code === "ERR_DLOPEN_FAILED" ? undefined : findShortage(cause);
  if (lacking) return new DatabaseError("unusable", `${path}: ${lacking.message}`, { cause });
  const binary = explainBinary(cause);
  if (binary) return new DatabaseError("unusable", binary, { cause });
  if (code === "SQLITE_NOTADB")
    return new DatabaseError(
      "unusable",
      `${path}: not a SQLite file, or encrypted, or in a newer format; choose another path`,
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
    return new DatabaseError("unusable", `${path}: not writable; check the permissions of the file and its folder`, {
      cause,
      copyable,
    });
  if (code.startsWith("SQLITE_CANTOPEN"))
    return new DatabaseError(
      "unusable",
      `${path}: cannot be opened; check the permissions of the file and its folder`,
      {
        cause,
        copyable,
      },
    );
  return new DatabaseError("unusable", `${path}: ${message}`, { cause, copyable });
}

/**
 * How to get the native binary of better-sqlite3. Installing version 13 compiles nothing: its binaries are part of the
 * package, and `npm rebuild` does nothing.
 */
const OF_13 = "reinstall it, or run: npm explore better-sqlite3 -- npx node-gyp rebuild --force_build=1";
const OF_12 = "run: npm rebuild better-sqlite3";

function findAdvice(code: string | undefined, message: string): string | undefined {
  // Version 12 finds its binary through the package `bindings`; 13 requires it by path.
  if (message.startsWith("Could not locate the bindings file")) return OF_12;
  if (code === "MODULE_NOT_FOUND" && message.includes("better_sqlite3.node'")) return OF_13;
  if (code === "ERR_DLOPEN_FAILED") return /[\\/]prebuilds[\\/]/.test(message) ? OF_13 : OF_12;
  return undefined;
}

/** Resources that a process may temporarily run out of, by error code. */
const SHORTAGES: Readonly<Record<string, string>> = {
  EMFILE: "this program has no file descriptors left (EMFILE)",
  ENFILE: "this machine has no file descriptors left (ENFILE)",
  ENOMEM: "there is no memory left (ENOMEM)",
};

/** The same, as messages of the dynamic loader, which sets no codes. */
const LOADER: readonly (readonly [RegExp, code: string])[] = [
  [/Too many open files in system/i, "ENFILE"],
  [/Too many open files/i, "EMFILE"],
  [/Cannot allocate memory/i, "ENOMEM"],
];

/** An error with this code that says what has run out. */
export function shortage(code: string): Error {
  return Object.assign(new Error(SHORTAGES[code]), { code });
}

/** The shortage behind an error or one of its causes, if any. Shortages are temporary. */
export function findShortage(cause: unknown): Error | undefined {
  const {
    code = "",
    message = "",
    cause: before,
  } = (cause ?? {}) as { code?: string; message?: string; cause?: unknown };
  if (Object.hasOwn(SHORTAGES, code)) return shortage(code);
  const found = code === "ERR_DLOPEN_FAILED" && LOADER.find(([words]) => words.test(message));
  if (found) return shortage(found[1]);
  return before === undefined ? undefined : findShortage(before);
}

/** @returns one line about an error from opening a database, or `undefined` if it does not concern the native binary */
export function explainBinary(cause: unknown): string | undefined {
  const { code, message = "" } = cause as { code?: string; message?: string };
  const lacking = findShortage(cause);
  if (lacking) return `better-sqlite3 cannot be loaded: ${lacking.message}`;
  const refusal = code === "ERR_DLOPEN_FAILED" && /Permission denied|Operation not permitted/i.exec(message)?.[0];
  if (refusal)
    return `better-sqlite3's native binary cannot be loaded (${refusal}); check its permissions and its disk's mount options`;
  const advice = findAdvice(code, message);
  return advice && `better-sqlite3 has no native binary for this Node; ${advice}`;
}
