/** `spantom prune`: deletes the older spans, after asking, while programs go on tracing into the file. */

import { formatBytes, formatCount, formatCounted } from "../../lib/model/format.ts";
import { compactDatabase, type Hindrance } from "../../lib/store/compact.ts";
import { explain, openReader } from "../../lib/store/database.ts";
import { type Connection, loadDriver } from "../../lib/store/driver.ts";
import { fileSize } from "../../lib/store/file-size.ts";
import { countOld, type Keep, type Pruned, pruneDatabase } from "../../lib/store/prune.ts";
import { CommandError } from "../command-error.ts";
import { type DatabaseOption, databasePath } from "../database-path.ts";
import { confirm } from "../terminal/confirm.ts";
import type { KeepChoice } from "./keep.ts";

export interface PruneOptions extends DatabaseOption {
  readonly keep: KeepChoice;
  readonly yes?: boolean;
}

/** Milliseconds to wait for a turn among programs that are writing. */
const PATIENCE = 5_000;

const WHY: Readonly<Record<Hindrance, string>> = {
  held: "another process has it open",
  full: "the disk has no room for a copy of it",
};

export async function runPrune({ keep: choice, yes, ...options }: PruneOptions): Promise<void> {
  const path = databasePath(options);
  const keep: Keep = "seconds" in choice ? { since: Date.now() / 1000 - choice.seconds } : choice;
  const [old, all] = read(path, (db) => [yes ? 0 : countOld(db, keep), countSpans(db)]);
  const question = `Delete ${formatCount(old)} of ${formatCounted(all, "span")} and their tags from ${path}?`;
  const without = `prune deletes spans in ${path}; add --yes to do it`;
  if (!yes && !(await confirm(question, without))) {
    process.stdout.write("Nothing was changed.\n");
    return;
  }
  const before = fileSize(path) ?? 0;
  const { spans, tags } = await prune(path, keep);
  const hindrance = compactDatabase(loadDriver(), path);
  const deleted = `Deleted ${formatCounted(spans, "span")} and ${formatCounted(tags, "tag")} from ${path}`;
  const stay = `${formatCounted(read(path, countSpans), "span")} left`;
  process.stdout.write(`${deleted}, ${stay}; ${describeSize(before, fileSize(path) ?? 0, hindrance)}.\n`);
}

/** Also the check that it is a database of ours: nothing else is opened for writing. */
function read<T>(path: string, question: (db: Connection) => T): T {
  const db = openReader(loadDriver(), path);
  try {
    return question(db);
  } catch (cause) {
    throw explain(path, cause);
  } finally {
    db.close();
  }
}

function countSpans(db: Connection): number {
  return db.prepare<[], number>("SELECT count(*) FROM spans").pluck().get() ?? 0;
}

async function prune(path: string, keep: Keep): Promise<Pruned> {
  let deleted: Pruned = { spans: 0, tags: 0 };
  const Driver = loadDriver();
  const db = new Driver(path, { fileMustExist: true, timeout: PATIENCE });
  try {
    for await (const { spans, tags } of pruneDatabase(db, keep)) {
      deleted = { spans: deleted.spans + spans, tags: deleted.tags + tags };
    }
    return deleted;
  } catch (cause) {
    const busy = (cause as { code?: string }).code?.startsWith("SQLITE_BUSY");
    const reason = busy ? `${path} is locked by another process` : explain(path, cause).message;
    const done =
      deleted.spans > 0 ? `${formatCounted(deleted.spans, "span")} deleted before that` : "nothing was changed";
    throw new CommandError(`${reason}; ${done}`);
  } finally {
    db.close();
  }
}

function describeSize(before: number, after: number, hindrance: Hindrance | undefined): string {
  if (hindrance) return `its ${formatBytes(after)} are kept and filled again, because ${WHY[hindrance]}`;
  return `its size was ${formatBytes(before)} and is ${formatBytes(after)}`;
}
