/** `spantom summary`: what a database holds, and where the time goes. */
import type { Command } from "commander";
import { formatClock, formatCounted, formatDurationText } from "../../lib/model/format.ts";
import { describeRunning } from "../../lib/model/running.ts";
import type { WholeSummary } from "../../lib/queries/summary.ts";
import { explain } from "../../lib/store/database-error.ts";
import { type DatabaseOption, databasePath, openDatabase } from "../database.ts";
import { DB_PATH, examples } from "../definition.ts";
import { formatNames } from "../terminal/format-names.ts";
import { bold, lineWidth, printable } from "../terminal/print.ts";

interface SummaryOptions extends DatabaseOption {
  readonly json?: boolean;
}

export function addSummary(program: Command): void {
  program
    .command("summary")
    .description("print counts, and durations by span name")
    .option(...DB_PATH)
    .option("--json", "print them as JSON, times in seconds")
    .addHelpText("after", examples("spantom summary --db-path spans.db", "spantom summary --json | jq .names[0].p95"))
    .action(runSummary);
}

async function runSummary(options: SummaryOptions): Promise<void> {
  const path = databasePath(options);
  const { db, close } = await openDatabase(path);
  try {
    const { runQuery } = await import("../../lib/queries/registry.ts");
    const summary = runQuery(db, "summary", {});
    if (options.json) printJson(path, summary);
    else printSummary(path, summary);
  } catch (cause) {
    throw explain(path, cause);
  } finally {
    close();
  }
}

/** The figures of `SP.summary()` and the table of names. */
function printJson(path: string, { names, ...whole }: WholeSummary): void {
  const figures = names.map(({ firstId: _, ...stats }) => stats);
  process.stdout.write(`${JSON.stringify({ dbPath: path, ...whole, names: figures }, null, 2)}\n`);
}

function printSummary(path: string, summary: WholeSummary): void {
  printFigures(path, summary);
  const running = describeRunning(summary.running);
  if (running) process.stdout.write(`${running}; not in the figures above.\n`);
}

function printFigures(path: string, { names, ...whole }: WholeSummary): void {
  const { spanCount, tagCount, minStart, maxStart, totalDuration } = whole;
  const counts = `${formatCounted(spanCount, "span")}, ${formatCounted(tagCount, "tag")}`;
  process.stdout.write(`${printable(path)}\n${counts}`);
  if (minStart === null || maxStart === null) {
    process.stdout.write("\n");
    return;
  }
  process.stdout.write(`, ${formatDurationText(totalDuration ?? 0)} in total\n`);
  process.stdout.write(`${formatMoment(minStart)} to ${formatMoment(maxStart)}\n\n`);
  const [header = "", ...lines] = formatNames(names, lineWidth());
  process.stdout.write(`${[bold(header), ...lines].join("\n")}\n`);
  const leftOut = spanCount - names.reduce((sum, { count }) => sum + count, 0);
  if (leftOut > 0) process.stdout.write(`\n${formatCounted(leftOut, "span")} without a number as duration left out.\n`);
}

/** Local date and time. */
function formatMoment(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  if (Number.isNaN(date.getTime())) return String(epochSeconds);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${formatClock(epochSeconds, 0)}`;
}
