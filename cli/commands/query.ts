/** `spantom query`: runs one SELECT in the reader's process and prints its rows. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { csvLine, isLongInteger } from "../../lib/export/csv-text.ts";
import { jsonRows } from "../../lib/export/json-text.ts";
import { formatCount, formatCounted, MISSING } from "../../lib/model/format.ts";
import { type Cell, LESS_TO_READ, type QueryFailure, type SqlResult } from "../../lib/model/outcome.ts";
import { CommandError } from "../command-error.ts";
import { copyElsewhere, type DatabaseOption, databasePath } from "../database.ts";
import { DB_PATH, examples, parseWhole, RAW } from "../definition.ts";
import { readerChild } from "../dist.ts";
import { fitText, printable, printTable, type TableColumn } from "../terminal/print.ts";

type Format = "table" | "json" | "csv";

interface SqlOptions extends DatabaseOption {
  readonly format: Format;
  /** For CSV: leaves texts that look like formulas unchanged. */
  readonly raw?: boolean;
  readonly maxRows: number;
  /** Seconds. */
  readonly timeout: number;
}

/** Results are limited by row count; this only keeps a mistake from filling memory. */
const MAX_BYTES = 500_000_000;

export function addQuery(program: Command): void {
  program
    .command("query")
    .description("run one SELECT and print its rows")
    .argument("<sql>", "a SELECT, WITH, VALUES or EXPLAIN; - reads it from standard input")
    .option(...DB_PATH)
    .addOption(
      new Option("--format <format>", "how to print the rows").choices(["table", "json", "csv"]).default("table"),
    )
    .option(...RAW)
    .option("--max-rows <n>", "print this many rows at most", parseCount, 10_000)
    .option("--timeout <seconds>", "stop after this time", parseSeconds, 5)
    .addHelpText(
      "after",
      examples(
        'spantom query "SELECT * FROM spans ORDER BY duration DESC LIMIT 5"',
        "spantom query - --format csv < slowest.sql > slowest.csv",
        'spantom query --format csv -- "$(cat slowest.sql)"',
      ),
    )
    .action(runQuery);
}

function parseCount(value: string): number {
  return parseWhole(value, 1, 1e9, "Expected a whole number, 1 or more.");
}

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (value.trim() !== "" && seconds > 0 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError("Expected seconds, more than 0 and at most 86400.");
}

async function runQuery(given: string, options: SqlOptions): Promise<void> {
  const path = databasePath(options);
  const sql = given === "-" ? await (await import("node:stream/consumers")).text(process.stdin) : given;
  const { createReader } = await import("../../lib/reader/reader.ts");
  const reader = createReader(readerChild);
  const limits = {
    ms: Math.ceil(options.timeout * 1000),
    rows: options.maxRows,
    bytes: MAX_BYTES,
    ...(options.format === "table" ? {} : { cell: MAX_BYTES }),
  };
  let outcome = await reader.run(path, sql, { limits });
  if (!outcome.ok && outcome.copyable) {
    const copy = await copyElsewhere(path, outcome);
    outcome = await reader.run(copy.path, sql, { limits });
    copy.close();
  }
  reader.close();
  if (!outcome.ok) throw new CommandError(describeFailure(outcome));
  printResult(outcome, options);
}

function printResult(result: SqlResult, { format, raw }: SqlOptions): void {
  if (format === "json") process.stdout.write(formatJson(result));
  else if (format === "csv") process.stdout.write(formatCsv(result, raw));
  else {
    const { columns, rows } = toTable(result);
    printTable(columns, rows);
  }
  const { rows, more, ms } = result;
  if (more === "rows") process.stderr.write(`First ${formatCounted(rows.length, "row")}; --max-rows prints more.\n`);
  else if (more === "bytes") process.stderr.write(`First ${formatCounted(rows.length, "row")}: the limit is 500 MB.\n`);
  else if (format === "table" && process.stdout.isTTY) {
    process.stderr.write(
      rows.length === 0 ? "No rows.\n" : `${formatCounted(rows.length, "row")}  ${formatCount(ms)} ms\n`,
    );
  }
}

function describeFailure({ code, message, place, nearest }: QueryFailure): string {
  if (code === "SQL_TIMEOUT") return `${message} ${LESS_TO_READ} --timeout gives it more time.`;
  const where = place ? `${message.replace(/\.$/, "")} (line ${place.line}, column ${place.column}).` : message;
  return nearest ? `${where} The nearest name is ${nearest}.` : where;
}

/** Wider cells would push the rest of the row out of sight; JSON and CSV have the full text. */
const MAX_CELL = 120;

export function toTable({ columns, rows }: SqlResult): { columns: TableColumn[]; rows: string[][] } {
  return {
    columns: columns.map(({ name }, index) => ({
      title: name,
      right: rows.every((row) => isNumeric(row[index] ?? null)),
    })),
    rows: rows.map((row) => row.map(tableCell)),
  };
}

function tableCell(cell: Cell): string {
  if (cell === null) return MISSING;
  return fitText(printable(String(cell)), MAX_CELL);
}

function isNumeric(cell: Cell): boolean {
  return cell === null || typeof cell === "number" || isLongInteger(cell);
}

/** An array with one object per line. */
export function formatJson({ columns, rows }: SqlResult): string {
  return jsonRows(namesOf(columns), rows);
}

export function formatCsv({ columns, rows }: SqlResult, raw = false): string {
  return [namesOf(columns), ...rows].map((row) => csvLine(row, raw)).join("");
}

function namesOf(columns: SqlResult["columns"]): string[] {
  return columns.map(({ name }) => name);
}
