/** `spantom prune`: deletes older spans, after confirmation, while programs keep tracing into the file. */
import { type Command, InvalidArgumentError } from "commander";
import { formatBytes, formatCount, formatCounted } from "../../lib/model/format.ts";
import { compactDatabase, type Hindrance } from "../../lib/store/compact.ts";
import { openReader } from "../../lib/store/database.ts";
import { explain } from "../../lib/store/database-error.ts";
import { type Connection, loadDriver } from "../../lib/store/driver.ts";
import { fileSize } from "../../lib/store/file-check.ts";
import { countOld, type Keep, type Pruned, pruneDatabase } from "../../lib/store/prune.ts";
import { CommandError } from "../command-error.ts";
import { type DatabaseOption, databasePath } from "../database.ts";
import { examples, paragraph } from "../definition.ts";
import { confirm } from "../terminal/confirm.ts";

/** The meaning of `--keep`: a number of newest spans, or those of the last seconds. */
type KeepChoice = { readonly newest: number } | { readonly seconds: number };

interface PruneOptions extends DatabaseOption {
  readonly keep: KeepChoice;
  readonly yes?: boolean;
}

/** How long to wait for the lock while other programs write. */
const BUSY_TIMEOUT_MS = 5_000;

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

const WHY: Readonly<Record<Hindrance, string>> = {
  held: "another process has it open",
  full: "the disk has no room for a copy of it",
};

export function addPrune(program: Command): void {
  program
    .command("prune")
    .description("delete the older spans with their tags, and free their space")
    .requiredOption(
      "--keep <what>",
      "what to keep: an age (90m, 12h, 7d, 4w), or a number of the newest spans",
      parseKeep,
    )
    .option("--db-path <file>", "database to prune (default: SPANTOM_DB, or /tmp/spantom.db)")
    .option("--yes", "do not ask")
    .addHelpText("after", paragraph("Programs may keep tracing into the file; it shrinks only while none has it open."))
    .addHelpText("after", examples("spantom prune --keep 7d", "spantom prune --keep 1e6 --db-path spans.db --yes"))
    .action(runPrune);
}

function parseKeep(text: string): KeepChoice {
  const [, digits, unit] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  const factor = SECONDS[unit ?? ""];
  if (factor !== undefined) {
    const seconds = Number(digits) * factor;
    if (seconds > 0) return { seconds };
  } else if (/^\d+(\.\d+)?(e\+?\d+)?$/i.test(text)) {
    const newest = Number(text);
    if (newest >= 1 && Number.isSafeInteger(newest)) return { newest };
  }
  throw new InvalidArgumentError("Expected an age, such as 90m, 12h, 7d or 4w, or a number of spans, 1 or more.");
}

async function runPrune({ keep: choice, yes, ...options }: PruneOptions): Promise<void> {
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

/** Also checks that the file is a Spantom database: nothing else is opened for writing. */
function read<T>(path: string, query: (db: Connection) => T): T {
  const db = openReader(loadDriver(), path);
  try {
    return query(db);
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
  const db = new Driver(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
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
  if (hindrance) return `its ${formatBytes(after)} are kept and reused, because ${WHY[hindrance]}`;
  return `its size was ${formatBytes(before)} and is ${formatBytes(after)}`;
}
