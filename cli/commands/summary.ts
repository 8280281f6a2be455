/** `spantom summary`: what a database holds, and where the time in it goes. */
import type { Command } from "commander";
import { formatClock, formatCount, formatCounted, formatDurationText } from "../../lib/model/format.ts";
import { explain } from "../../lib/store/database.ts";
import type { Connection } from "../../lib/store/driver.ts";
import { type NameStats, readNames } from "../../lib/store/names.ts";
import { type FileSummary, readSummary } from "../../lib/store/summary.ts";
import { type DatabaseOption, databasePath, openDatabase } from "../database.ts";
import { DB_PATH, examples } from "../definition.ts";
import { printable, printTable } from "../terminal/print.ts";

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
    if (options.json) process.stdout.write(`${toJson(path, db)}\n`);
    else printSummary(path, db);
  } catch (cause) {
    throw explain(path, cause);
  } finally {
    close();
  }
}

const EVERYTHING = { firstId: Number.MIN_SAFE_INTEGER, lastId: Number.MAX_SAFE_INTEGER };

function readAllNames(db: Connection, spanCount: number): NameStats[] {
  return readNames(db, { ...EVERYTHING, count: spanCount, total: spanCount, estimated: false });
}

/** What `SP.summary()` gives, and the table of names. */
function toJson(path: string, db: Connection): string {
  const summary: FileSummary = readSummary(db);
  const names = readAllNames(db, summary.spanCount).map(({ firstId: _, ...stats }) => stats);
  return JSON.stringify({ dbPath: path, ...summary, names }, null, 2);
}

function printSummary(path: string, db: Connection): void {
  const { spanCount, tagCount, minStart, maxStart, totalDuration } = readSummary(db);
  const counts = `${formatCounted(spanCount, "span")}, ${formatCounted(tagCount, "tag")}`;
  process.stdout.write(`${printable(path)}\n${counts}`);
  if (minStart === null || maxStart === null) {
    process.stdout.write("\n");
    return;
  }
  process.stdout.write(`, ${formatDurationText(totalDuration ?? 0)} in total\n`);
  process.stdout.write(`${formatMoment(minStart)} to ${formatMoment(maxStart)}\n\n`);
  const names = readAllNames(db, spanCount);
  const titles = ["Name", "Count", "Total", "Mean", "p50", "p95", "p99", "Max"];
  printTable(
    titles.map((title, index) => ({ title, right: index > 0 })),
    names.map(nameRow),
  );
  const leftOut = spanCount - names.reduce((sum, { count }) => sum + count, 0);
  if (leftOut > 0) process.stdout.write(`\n${formatCounted(leftOut, "span")} without a number as duration left out.\n`);
}

function nameRow({ name, count, total, mean, p50, p95, p99, max }: NameStats): string[] {
  return [name, formatCount(count), ...[total, mean, p50, p95, p99, max].map(formatDurationText)];
}

/** Date and time of day where this runs. */
function formatMoment(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  if (Number.isNaN(date.getTime())) return String(epochSeconds);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${formatClock(epochSeconds, 0)}`;
}
