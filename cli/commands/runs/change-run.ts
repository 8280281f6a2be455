/** Gives a run another name or note. */
import type { Editable } from "../../../lib/model/run-tags.ts";
import { openReader } from "../../../lib/store/database.ts";
import { explain } from "../../../lib/store/database-error.ts";
import { type Connection, loadDriver } from "../../../lib/store/driver.ts";
import { MAX_MATCHES, type RunTagged, tagRun } from "../../../lib/store/tag-run.ts";
import { CommandError } from "../../command-error.ts";
import { printable } from "../../terminal/print.ts";

/** How long to wait while a program writes. */
const BUSY_TIMEOUT_MS = 1_000;

/** @throws CommandError if there is no such run, or several */
export function changeRun(path: string, begin: string, key: Editable, text: string): void {
  // Also checks that the file is a Spantom database: nothing else is opened for writing.
  openReader(loadDriver(), path).close();
  const tagged = change(path, begin, key, text);
  if ("matches" in tagged) throw new CommandError(describeMatches(path, begin, tagged.matches), 2);
  const { id, before } = tagged;
  const was = before === undefined ? "" : `; it was ${printable(before)}`;
  const now = text === "" ? `has no ${key} now` : `has the ${key} ${printable(text)}`;
  process.stdout.write(`Run ${printable(id)} ${now}${was}.\n`);
}

function change(path: string, begin: string, key: Editable, text: string): RunTagged {
  const Driver = loadDriver();
  let db: Connection | undefined;
  try {
    db = new Driver(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    return tagRun(db, begin, key, text);
  } catch (cause) {
    const busy = (cause as { code?: string }).code?.startsWith("SQLITE_BUSY");
    throw busy ? new CommandError(`${path} is locked by another process; nothing was changed`) : explain(path, cause);
  } finally {
    db?.close();
  }
}

function describeMatches(path: string, begin: string, matches: readonly string[]): string {
  if (matches.length > 0) {
    const some = matches.slice(0, MAX_MATCHES).join(", ");
    return `several runs begin with ${begin}: ${some}${matches.length > MAX_MATCHES ? " and more" : ""}`;
  }
  if (begin.startsWith("gap-"))
    return `${begin} is no recorded run, but spans between two pauses; only recorded runs can have a name or a note`;
  return `no run in ${path} has an id that begins with ${begin}; spantom runs lists them`;
}
