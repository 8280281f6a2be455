/** `spantom summary`: what a database holds, and where the time in it goes. */
import { explain, openReader } from "../lib/database.ts";
import { type Connection, loadDriver } from "../lib/driver.ts";
import { formatClock, formatCount, formatCounted, formatDurationText } from "../lib/format.ts";
import { type NameStats, readNames } from "../lib/questions/names.ts";
import { type FileSummary, readSummary } from "../lib/questions/summary.ts";
import { type DatabaseOption, databasePath } from "./database-path.ts";
import { printable, printTable } from "./print.ts";

export interface SummaryOptions extends DatabaseOption {
  readonly json?: boolean;
}

export function runSummary(options: SummaryOptions): void {
  const path = databasePath(options);
  const db = openReader(loadDriver(), path);
  try {
    if (options.json) process.stdout.write(`${JSON.stringify(toPython(path, readSummary(db)), null, 2)}\n`);
    else printSummary(path, db);
  } catch (cause) {
    throw explain(path, cause);
  } finally {
    db.close();
  }
}

/** The keys and their order are those of the Python package's `SP.summary()`. */
function toPython(path: string, summary: FileSummary): Record<string, unknown> {
  return {
    db_path: path,
    span_count: summary.spanCount,
    tag_count: summary.tagCount,
    min_start: summary.minStart,
    max_start: summary.maxStart,
    total_duration: summary.totalDuration,
    span_names: summary.spanNames,
    tag_keys: summary.tagKeys,
  };
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
  const titles = ["Name", "Count", "Total", "Mean", "p50", "p95", "p99", "Max"];
  const all = { count: spanCount, total: spanCount, estimated: false };
  const names = readNames(db, { firstId: Number.MIN_SAFE_INTEGER, lastId: Number.MAX_SAFE_INTEGER, ...all });
  printTable(
    titles.map((title, index) => ({ title, right: index > 0 })),
    names.map(nameRow),
  );
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
