/** Gives a run another name or note. */
import type { Run } from "../../../lib/model/run.ts";
import type { Editable } from "../../../lib/model/run-tags.ts";
import { membersOf } from "../../../lib/queries/sessions.ts";
import { openReader } from "../../../lib/store/database.ts";
import { explain } from "../../../lib/store/database-error.ts";
import { type Connection, loadDriver } from "../../../lib/store/driver.ts";
import { tagRun } from "../../../lib/store/tag-run.ts";
import { CommandError } from "../../command-error.ts";
import { printable } from "../../terminal/print.ts";
import { pickRuns } from "./pick-runs.ts";

/** How long to wait while a program writes. */
const BUSY_TIMEOUT_MS = 1_000;
/** Ids are listed up to this number. */
const LISTED = 5;

/** @throws CommandError if there is no such run, or several */
export async function changeRun(path: string, selector: string, key: Editable, text: string): Promise<void> {
  const id = await findRun(path, selector);
  const before = change(path, id, key, text);
  const was = before === undefined ? "" : `; it was ${printable(before)}`;
  const now = text === "" ? `has no ${key} now` : `has the ${key} ${printable(text)}`;
  process.stdout.write(`Run ${printable(id)} ${now}${was}.\n`);
}

async function findRun(path: string, selector: string): Promise<string> {
  const { runQuery } = await import("../../../lib/queries/registry.ts");
  // Also checks that the file is a Spantom database: nothing else is opened for writing.
  const db = openReader(loadDriver(), path);
  try {
    const runs = pickRuns(runQuery(db, "runList", {}), selector).flatMap(membersOf);
    const [run] = runs;
    if (!run || runs.length > 1) throw new CommandError(`${selector} stands for several runs: ${listIds(runs)}`, 2);
    if (run.found === "gaps")
      throw new CommandError(
        `${run.id} is no recorded run, but spans between two pauses; only recorded runs can have a name or a note`,
        2,
      );
    return run.id;
  } catch (cause) {
    throw cause instanceof CommandError ? cause : explain(path, cause);
  } finally {
    db.close();
  }
}

function listIds(runs: readonly Run[]): string {
  const ids = runs.slice(0, LISTED).map(({ id }) => id);
  return `${ids.join(", ")}${runs.length > LISTED ? ", …" : ""}; choose one by its id`;
}

function change(path: string, id: string, key: Editable, text: string): string | undefined {
  const Driver = loadDriver();
  let db: Connection | undefined;
  try {
    db = new Driver(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    return tagRun(db, id, key, text);
  } catch (cause) {
    const busy = (cause as { code?: string }).code?.startsWith("SQLITE_BUSY");
    throw busy ? new CommandError(`${path} is locked by another process; nothing was changed`) : explain(path, cause);
  } finally {
    db?.close();
  }
}
