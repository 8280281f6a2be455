/** Opens database files, for writing and for reading, and says in one line why one cannot be used. */
import { closeSync, lstatSync, openSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Connection, Driver } from "./driver.ts";
import { creationSql, REQUIRED_COLUMNS } from "./schema.ts";

/**
 * What is wrong with a database file.
 * - `missing`: no file there (yet), though its folder exists
 * - `empty`: a file without tables of any kind
 * - `locked`: another process holds it; passes by itself
 * - `unusable`: anything else; `message` says what and what to do
 */
export type FileProblem = "missing" | "empty" | "locked" | "unusable";

/** A database file that cannot be used as asked. The message is one line that names the file. */
export class DatabaseError extends Error {
  readonly problem: FileProblem;
  constructor(problem: FileProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DatabaseError";
    this.problem = problem;
  }
}

export const MEMORY = ":memory:";

function describeKind(stats: Stats): string {
  if (stats.isDirectory()) return "is a directory";
  if (stats.isFIFO()) return "is a named pipe";
  return "is not a regular file";
}

/**
 * Looks at the path without opening it: opening a named pipe hangs for ever, and opening and closing a database file
 * outside of SQLite drops the locks that SQLite holds on it in this process.
 * @throws DatabaseError when there is something at the path that is not a usable file, or its folder is missing.
 */
function lookAt(path: string): Stats | undefined {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown error";
    throw new DatabaseError("unusable", `${path}: cannot be looked at (${code}); check the path and its rights`, {
      cause,
    });
  }
  if (!stats) {
    const folder = dirname(path);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new DatabaseError(
        "unusable",
        `${path}: the folder ${folder} does not exist; make it or choose another path`,
      );
    }
    return undefined;
  }
  if (!stats.isFile())
    throw new DatabaseError("unusable", `${path}: ${describeKind(stats)}, not a database; choose another path`);
  // SQLite takes an empty file as a new database; its own smallest file is one page of 512 bytes.
  if (stats.size > 0 && stats.size < 512)
    throw new DatabaseError("unusable", `${path}: not a SQLite file; choose another path`);
  return stats;
}

/** A shared folder such as /tmp lets anyone plant a link or a file of their own under a name we would write to. */
function refusePlanted(path: string): void {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  const uid = process.getuid?.();
  if (!entry || uid === undefined) return;
  const folder = statSync(dirname(path));
  const sticky = (folder.mode & 0o1000) !== 0;
  if (!sticky || entry.uid === uid) return;
  const what = entry.isSymbolicLink() ? "is a link made by another user" : "belongs to another user";
  throw new DatabaseError("unusable", `${path}: ${what} in a shared folder; set SPANTOM_DB to a path of your own`);
}

/** Creates the file readable by its owner alone. Exclusive: an existing file is never opened here. */
function createPrivate(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "EEXIST") return;
    throw new DatabaseError("unusable", `${path}: cannot be created (${code}); choose another path`, { cause });
  }
}

/** Names of the plain tables in the file. */
export function tableNames(db: Connection): Set<string> {
  const rows = db.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  );
  return new Set(rows.pluck().all() as string[]);
}

/**
 * Checks that `spans` and `span_tags`, where there, are plain tables with the columns we need. A view in their place
 * could run anything when it is read.
 * @throws DatabaseError `unusable` when they are not, `empty` when there are no tables at all.
 */
function checkTables(db: Connection, path: string): void {
  const kinds = new Map(
    (
      db
        .prepare("SELECT name, type, sql FROM sqlite_schema WHERE name IN ('spans', 'span_tags')")
        .raw()
        .all() as string[][]
    ).map(([name = "", type = "", sql = ""]) => [name, /^\s*create\s+virtual/i.test(sql) ? "virtual table" : type]),
  );
  for (const [table, columns] of Object.entries(REQUIRED_COLUMNS)) {
    const kind = kinds.get(table);
    if (kind === undefined) {
      const others = [...tableNames(db)];
      if (others.length === 0) throw new DatabaseError("empty", `${path}: an empty database, without spans yet`);
      throw new DatabaseError(
        "unusable",
        `${path}: no table ${table}; its tables are ${others.slice(0, 8).join(", ")}. Choose a file written by Spantom`,
      );
    }
    if (kind !== "table")
      throw new DatabaseError(
        "unusable",
        `${path}: ${table} is a ${kind}, not a table; choose a file written by Spantom`,
      );
    const found = new Set((db.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name));
    const lacking = columns.filter((column) => !found.has(column));
    if (lacking.length > 0)
      throw new DatabaseError(
        "unusable",
        `${path}: table ${table} lacks ${lacking.join(", ")}; choose a file written by Spantom`,
      );
  }
}

/** SQLite's error codes in words; the rest is passed on as SQLite says it. */
export function explain(path: string, cause: unknown): DatabaseError {
  if (cause instanceof DatabaseError) return cause;
  const { code = "", message = String(cause) } = cause as { code?: string; message?: string };
  if (code.startsWith("SQLITE_BUSY") || code === "SQLITE_LOCKED") {
    return new DatabaseError("locked", `${path}: locked by another process; it is tried again`, { cause });
  }
  if (code === "ERR_DLOPEN_FAILED" || message.startsWith("Could not locate the bindings file")) {
    return new DatabaseError(
      "unusable",
      "better-sqlite3 has no compiled part for this Node; run: npm rebuild better-sqlite3",
      { cause },
    );
  }
  if (code === "SQLITE_NOTADB")
    return new DatabaseError("unusable", `${path}: not a SQLite file; choose another path`, { cause });
  if (code.startsWith("SQLITE_CORRUPT")) {
    return new DatabaseError("unusable", `${path}: damaged (${message}); try: sqlite3 ${path} .recover`, { cause });
  }
  if (code.startsWith("SQLITE_READONLY"))
    return new DatabaseError("unusable", `${path}: not writable; check its rights and its folder's`, { cause });
  if (code.startsWith("SQLITE_CANTOPEN"))
    return new DatabaseError("unusable", `${path}: cannot be opened; check its rights and its folder's`, { cause });
  return new DatabaseError("unusable", `${path}: ${message}`, { cause });
}

/**
 * Opens a file for a tracer, makes it when it is not there, and adds the tables it lacks.
 * @param timeout Milliseconds that SQLite sleeps for a lock, on the traced program's thread: none for a writer, which
 * keeps its batch and tries again.
 * @throws DatabaseError
 */
export function openWriter(Driver: Driver, path: string, timeout = 0): Connection {
  if (path !== MEMORY) {
    refusePlanted(path);
    if (!lookAt(path)) createPrivate(path);
  }
  let db: Connection | undefined;
  try {
    db = new Driver(path, { timeout });
    // Off on this connection: every row that refers to a span is written with it or checked; enforcing costs 20 %.
    db.pragma("foreign_keys = OFF");
    prepareFile(db, path);
    return db;
  } catch (cause) {
    db?.close();
    throw explain(path, cause);
  }
}

function prepareFile(db: Connection, path: string): void {
  const tables = tableNames(db);
  const known = tables.has("spans") || tables.has("span_tags");
  if (known || tables.size > 0) checkTables(db, path);
  try {
    // WAL lets readers and one writer work at once. Refused at once while another process is in a transaction.
    db.pragma("journal_mode = WAL");
  } catch (cause) {
    if (!(cause as { code?: string }).code?.startsWith("SQLITE_BUSY")) throw cause;
  }
  db.pragma("synchronous = NORMAL");
  db.pragma("journal_size_limit = 8388608");
  const creation = creationSql(tables);
  // Not for nothing: it takes the lock, which another process may have.
  if (creation) db.exec(`BEGIN IMMEDIATE;\n${creation};\nCOMMIT`);
}

/**
 * Opens a file for reading and checks that it is one of ours. The connection is read-only; SQLite may still make
 * `-wal` and `-shm` files beside a database in WAL mode.
 * @throws DatabaseError
 */
export function openReader(Driver: Driver, path: string): Connection {
  const db = openAny(Driver, path);
  try {
    checkTables(db, path);
    return db;
  } catch (cause) {
    db.close();
    throw explain(path, cause);
  }
}

/**
 * Opens any SQLite file for reading, whatever its tables.
 * @throws DatabaseError
 */
export function openAny(Driver: Driver, path: string): Connection {
  const stats = lookAt(path);
  if (!stats)
    throw new DatabaseError(
      "missing",
      `${path}: no such file; trace a program into it, or choose another with --db-path`,
    );
  if (stats.size === 0) throw new DatabaseError("empty", `${path}: an empty file, without spans yet`);
  let db: Connection | undefined;
  try {
    db = new Driver(path, { readonly: true, fileMustExist: true, timeout: 1000 });
    // The file may come from anyone: its schema must not call functions with side effects.
    db.pragma("trusted_schema = OFF");
    db.pragma("cell_size_check = ON");
    return db;
  } catch (cause) {
    db?.close();
    throw explain(path, cause);
  }
}
