/** What can be told of the database, and each reason why it cannot be read or traced into. */
import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { DatabaseError } from "../../../lib/store/database.ts";
import { type Driver, loadDriver } from "../../../lib/store/driver.ts";
import { lookAt } from "../../../lib/store/file-check.ts";
import { checkRights, refusePlanted } from "../../../lib/store/private-file.ts";
import { checkWritable } from "../../../lib/store/table-check.ts";
import { CommandError } from "../../command-error.ts";
import { type DatabaseOption, databasePath, databaseSource } from "../../database-path.ts";
import { readContent } from "./content-facts.ts";
import type { DatabaseFacts } from "./facts.ts";
import { readFile } from "./file-facts.ts";
import { openUntouched } from "./open-untouched.ts";

export function readDatabase(options: DatabaseOption, problems: string[]): DatabaseFacts {
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

/** Whether SQLite may be let at it at all. */
function isUsable(path: string, problems: string[]): boolean {
  try {
    const stats = lookAt(path);
    if (stats && stats.size > 0) return true;
    problems.push(
      stats
        ? `${path}: an empty file, without spans yet; trace a program into it`
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
    // Told already, with the versions.
    return undefined;
  }
  try {
    accessSync(path, constants.R_OK);
  } catch {
    problems.push(`${path}: this user may not read it; check its rights`);
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
    problems.push(problem === "locked" ? `${path}: locked by another process; end that, or try again` : message);
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
