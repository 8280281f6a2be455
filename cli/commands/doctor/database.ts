/** The database's content, and every reason why it cannot be read or traced into. */
import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { DatabaseError } from "../../../lib/store/database-error.ts";
import { type Connection, type Driver, loadDriver } from "../../../lib/store/driver.ts";
import { inspectPath } from "../../../lib/store/file-check.ts";
import { checkRights, refusePlanted } from "../../../lib/store/private-file.ts";
import { REQUIRED_COLUMNS, SIDE_COLUMNS } from "../../../lib/store/schema.ts";
import { checkWritable, tableNames } from "../../../lib/store/table-check.ts";
import { CommandError } from "../../command-error.ts";
import { type DatabaseOption, databasePath, databaseSource } from "../../database.ts";
import { type Opened, openUntouched, readFile } from "./file.ts";
import type { ContentReport, Count, DatabaseReport } from "./report.ts";

const COUNTING_MS = 2_000;
const SLICE = 200_000;

export function readDatabase(options: DatabaseOption, problems: string[]): DatabaseReport {
  const chosenBy = databaseSource(options);
  let path: string;
  try {
    path = databasePath(options);
  } catch (cause) {
    if (!(cause instanceof CommandError) || cause.exitCode === 2) throw cause;
    problems.push(cause.message);
    return { path: options.dbPath ?? process.env.SPANTOM_DB ?? "", chosenBy };
  }
  const file = readFile(path);
  const content = file && isUsable(path, problems) ? readInside(path, problems) : undefined;
  if (!file) isUsable(path, problems);
  return { path, chosenBy, ...(file && { file }), ...(content && { content }) };
}

/** Whether SQLite may open it at all. */
function isUsable(path: string, problems: string[]): boolean {
  try {
    const stats = inspectPath(path);
    if (stats && stats.size > 0) return true;
    problems.push(
      stats
        ? `${path}: empty file, no spans yet; trace a program into it`
        : `${path}: no such file; trace a program into it, or choose another with --db-path`,
    );
  } catch (cause) {
    if (!(cause instanceof DatabaseError)) throw cause;
    problems.push(cause.message);
  }
  return false;
}

function readInside(path: string, problems: string[]) {
  let Driver: Driver;
  try {
    Driver = loadDriver();
  } catch {
    // Already reported with the versions.
    return undefined;
  }
  try {
    accessSync(path, constants.R_OK);
  } catch {
    problems.push(`${path}: this user may not read it; check its permissions`);
    return undefined;
  }
  try {
    const opened = openUntouched(Driver, path);
    try {
      const refused = whyNotWritten(path, () => checkWritable(opened.db, path));
      if (refused) problems.push(`no program of this user can trace into it: ${refused}`);
      return readContent(opened);
    } finally {
      opened.db.close();
    }
  } catch (cause) {
    const { problem, message } = cause as DatabaseError;
    problems.push(problem === "locked" ? `${path}: locked by another process; end it, or try again` : message);
    return undefined;
  }
}

function whyNotWritten(path: string, checkTables: () => unknown): string | undefined {
  try {
    refusePlanted(path);
    checkRights(path);
    accessSync(dirname(path), constants.W_OK);
    checkTables();
    return undefined;
  } catch (cause) {
    if (cause instanceof DatabaseError) return cause.message;
    return `${dirname(path)}: not writable, and SQLite must keep files beside the database`;
  }
}

function readContent({ db, journal, whole }: Opened): ContentReport {
  const names = tableNames(db);
  const tables = Object.keys({ ...REQUIRED_COLUMNS, ...SIDE_COLUMNS }).filter((table) => names.has(table));
  return {
    journal,
    tables,
    otherTables: names.size - tables.length,
    spans: whole ? countRows(db, "spans") : null,
    tags: whole ? countRows(db, "span_tags") : null,
    runs: whole && names.has("runs") ? (countRows(db, "runs")?.count ?? null) : null,
    indexed: hasIndex(db),
  };
}

/** Counts in slices until time is up: a large file on a slow disk would take too long. */
function countRows(db: Connection, table: "spans" | "span_tags" | "runs"): Count | null {
  const end = performance.now() + COUNTING_MS;
  let count = 0;
  let last = Number.MIN_SAFE_INTEGER;
  try {
    const slice = db
      .prepare<[number], [number, number | null]>(
        `SELECT count(*), max(rowid) FROM (SELECT rowid FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${SLICE})`,
      )
      .raw();
    for (;;) {
      const [rows, largest] = slice.get(last) ?? [0, null];
      count += rows;
      if (rows < SLICE || largest === null) return { count, all: true };
      last = largest;
      if (performance.now() > end) return { count, all: false };
    }
  } catch {
    return null;
  }
}

function hasIndex(db: Connection): boolean {
  return (
    db
      .prepare<[], number>(
        `SELECT count(*) FROM pragma_index_list('span_tags') AS list, pragma_index_info(list.name) AS info
         WHERE info.seqno = 0 AND info.name = 'span_id'`,
      )
      .pluck()
      .get() !== 0
  );
}
