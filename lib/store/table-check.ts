/** Checks the tables of a file before anything is read from them or written to them. */
import { DatabaseError } from "./database-error.ts";
import type { Connection } from "./driver.ts";
import { REQUIRED_COLUMNS, SIDE_COLUMNS } from "./schema.ts";

const ADVICE = "choose a file written by Spantom";

/**
 * An ordinary table, with pages of its own. SQLite stores the statement of every such table in exactly this form,
 * however it was typed; a virtual table has another form, and no pages. Both are checked: a file may have been forged.
 */
const PLAIN = "type = 'table' AND rootpage > 0 AND sql LIKE 'CREATE TABLE %'";

/** Names of the plain tables in the file. Anything else under one of our names could run code when it is read. */
export function tableNames(db: Connection): Set<string> {
  return namesOf(db, PLAIN);
}

/** Names of a tracer's additional tables that exist, are plain, and have all their columns. */
export function sideTables(db: Connection): Set<keyof typeof SIDE_COLUMNS> {
  const plain = tableNames(db);
  const sides = Object.entries(SIDE_COLUMNS) as [keyof typeof SIDE_COLUMNS, readonly string[]][];
  return new Set(sides.flatMap(([name, columns]) => (plain.has(name) && lacksNone(db, name, columns) ? [name] : [])));
}

function lacksNone(db: Connection, table: string, columns: readonly string[]): boolean {
  return lackingColumns(db, table, columns).length === 0;
}

/** Generated columns count as missing: reading one could take unbounded time and memory. */
function lackingColumns(db: Connection, table: string, columns: readonly string[]): string[] {
  // Not by `pragma()`, which fails while another statement's rows are being read.
  const present = new Set(db.prepare("SELECT name FROM pragma_table_info(?)").pluck().all(table));
  return columns.filter((column) => !present.has(column));
}

function namesOf(db: Connection, which: string): Set<string> {
  const rows = db.prepare(`SELECT name FROM sqlite_schema WHERE ${which} AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`);
  return new Set(rows.pluck().all() as string[]);
}

/**
 * Checks that `spans` and `span_tags` are plain tables with the columns we need. A view in their place could run
 * anything when it is read.
 * @throws DatabaseError `unusable` if they are not, `empty` if there are no tables of any kind.
 */
export function checkTables(db: Connection, path: string): void {
  for (const [table, columns] of Object.entries(REQUIRED_COLUMNS)) {
    if (!checkTable(db, path, table, columns)) throw lacksTable(db, path, table);
  }
}

/**
 * Checks that JavaScript numbers can tell all span ids apart: beyond 2^53 a view would mistake one span for another,
 * and omit the newest.
 * @throws DatabaseError
 */
export function checkIds(db: Connection, path: string): void {
  // A primary key yields its extremes at once; any other column would be scanned.
  const key = db.prepare("SELECT pk FROM pragma_table_info('spans') WHERE name = 'id'").pluck().get();
  if (key !== 1) return;
  const beyond = db
    .prepare<[number, number], number>(
      `SELECT EXISTS (SELECT 1 FROM spans WHERE id > ? AND typeof(id) = 'integer')
           OR EXISTS (SELECT 1 FROM spans WHERE id < ? AND typeof(id) = 'integer')`,
    )
    .pluck()
    .get(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
  if (beyond)
    throw new DatabaseError(
      "unusable",
      `${path}: spans have ids beyond 2^53, which cannot be told apart here; spantom query reads them exactly`,
    );
}

function lacksTable(db: Connection, path: string, table: string): DatabaseError {
  const others = [...namesOf(db, "type IN ('table', 'view')")].map((name) => name.slice(0, 64));
  if (others.length === 0) {
    // Tables are written to the log first: this may be a copy of any file without its log.
    const inLog = db.pragma("journal_mode", { simple: true }) === "wal";
    const advice = inLog ? "; if it was copied while a program had it open, copy its -wal file too" : "";
    return new DatabaseError("empty", `${path}: empty database, no spans yet${advice}`);
  }
  const some = others.slice(0, 8).join(", ");
  return new DatabaseError(
    "unusable",
    `${path}: no table ${table}; its tables are ${some}. Choose a file written by Spantom`,
  );
}

/** @returns whether the table exists. */
function checkTable(db: Connection, path: string, table: string, columns: readonly string[]): boolean {
  const kind = kindOf(db, table);
  if (kind === undefined) return false;
  if (kind !== "table") throw new DatabaseError("unusable", `${path}: ${table} is a ${kind}, not a table; ${ADVICE}`);
  const lacking = lackingColumns(db, table, columns);
  if (lacking.length > 0)
    throw new DatabaseError("unusable", `${path}: table ${table} lacks ${lacking.join(", ")}; ${ADVICE}`);
  return true;
}

function kindOf(db: Connection, table: string): string | undefined {
  const entry = db
    .prepare<[string], [string, number]>(
      `SELECT type, ${PLAIN} FROM sqlite_schema WHERE name = ? COLLATE NOCASE AND type <> 'trigger'`,
    )
    .raw()
    .get(table);
  return entry?.[0] === "table" && !entry[1] ? "virtual table" : entry?.[0];
}

/**
 * Checks a file that a tracer will write to: also our other tables, if present, and that no trigger would fire.
 * A file with nothing in it is fine.
 * @returns The names of its tables.
 * @throws DatabaseError
 */
export function checkWritable(db: Connection, path: string): Set<string> {
  if (namesOf(db, "true").size === 0) return new Set();
  checkTables(db, path);
  for (const [table, columns] of Object.entries(SIDE_COLUMNS)) checkTable(db, path, table, columns);
  refuseTriggers(db, path);
  return tableNames(db);
}

/**
 * A trigger would run its author's code with each span written or deleted.
 * @throws DatabaseError
 */
export function refuseTriggers(db: Connection, path: string): void {
  const ours = new Set(Object.keys({ ...REQUIRED_COLUMNS, ...SIDE_COLUMNS }));
  const triggers = db
    .prepare<[], [string, string]>("SELECT name, lower(tbl_name) FROM sqlite_schema WHERE type = 'trigger'")
    .raw();
  for (const [name, table] of triggers.all()) {
    if (ours.has(table))
      throw new DatabaseError(
        "unusable",
        `${path}: table ${table} has the trigger ${name.slice(0, 64)}; drop it or choose another file`,
      );
  }
}
