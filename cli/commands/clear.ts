/** `spantom clear`: deletes all spans and tags, after confirmation. */
import type { Command } from "commander";
import { formatCounted } from "../../lib/model/format.ts";
import { clearDatabase } from "../../lib/store/clear.ts";
import { openReader } from "../../lib/store/database.ts";
import { explain } from "../../lib/store/database-error.ts";
import { type Connection, loadDriver } from "../../lib/store/driver.ts";
import { readSummary } from "../../lib/store/summary.ts";
import { CommandError } from "../command-error.ts";
import { type DatabaseOption, databasePath } from "../database.ts";
import { examples } from "../definition.ts";
import { confirm } from "../terminal/confirm.ts";
import { printable } from "../terminal/print.ts";

interface ClearOptions extends DatabaseOption {
  readonly yes?: boolean;
}

/** How long to wait while a program writes. */
const BUSY_TIMEOUT_MS = 1_000;

export function addClear(program: Command): void {
  program
    .command("clear")
    .description("delete all spans and tags")
    .option("--db-path <file>", "database to clear (default: SPANTOM_DB, or /tmp/spantom.db)")
    .option("--yes", "do not ask")
    .addHelpText("after", examples("spantom clear --db-path spans.db --yes"))
    .action(runClear);
}

async function runClear(options: ClearOptions): Promise<void> {
  const path = databasePath(options);
  const holds = countRows(path);
  const without = `clear deletes every span in ${path}; add --yes to do it`;
  if (!options.yes && !(await confirm(`Delete ${holds} from ${path}?`, without))) {
    process.stdout.write("Nothing was changed.\n");
    return;
  }
  const { spans, tags } = clear(path);
  process.stdout.write(`Cleared ${describeRows(spans, tags)} from ${printable(path)}.\n`);
}

/** Also checks that the file is a Spantom database: nothing else is opened for writing. */
function countRows(path: string): string {
  const db = openReader(loadDriver(), path);
  try {
    const { spanCount, tagCount } = readSummary(db);
    return describeRows(spanCount, tagCount);
  } catch (cause) {
    throw explain(path, cause);
  } finally {
    db.close();
  }
}

function describeRows(spans: number, tags: number): string {
  return `${formatCounted(spans, "span")} and ${formatCounted(tags, "tag")}`;
}

function clear(path: string): ReturnType<typeof clearDatabase> {
  const Driver = loadDriver();
  let db: Connection | undefined;
  try {
    db = new Driver(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    return clearDatabase(db);
  } catch (cause) {
    const busy = (cause as { code?: string }).code?.startsWith("SQLITE_BUSY");
    throw busy ? new CommandError(`${path} is locked by another process; nothing was changed`) : explain(path, cause);
  } finally {
    db?.close();
  }
}
