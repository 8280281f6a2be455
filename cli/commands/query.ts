/** `spantom query`: runs one SELECT in the reader's process and prints its rows. */
import { text } from "node:stream/consumers";
import { formatCount, formatCounted } from "../../lib/model/format.ts";
import type { QueryFailure, QueryResult } from "../../lib/model/outcome.ts";
import { createReader } from "../../lib/reader/reader.ts";
import { CommandError } from "../command-error.ts";
import { type DatabaseOption, databasePath } from "../database-path.ts";
import { copyElsewhere } from "../open-database.ts";
import { readerChild } from "../places.ts";
import { type Format, formatCsv, formatJson, toTable } from "../terminal/formats.ts";
import { printTable } from "../terminal/print.ts";

export interface QueryCommandOptions extends DatabaseOption {
  readonly format: Format;
  /** Of CSV: texts that look like formulas stay as they are. */
  readonly raw?: boolean;
  readonly maxRows: number;
  /** Seconds. */
  readonly timeout: number;
}

/** Rows are asked for by number here; this only keeps a mistake from filling the memory. */
const MAX_BYTES = 500_000_000;

export async function runQuery(given: string, options: QueryCommandOptions): Promise<void> {
  const path = databasePath(options);
  const sql = given === "-" ? await text(process.stdin) : given;
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

function printResult(result: QueryResult, { format, raw }: QueryCommandOptions): void {
  if (format === "json") process.stdout.write(formatJson(result));
  else if (format === "csv") process.stdout.write(formatCsv(result, raw));
  else {
    const { columns, rows } = toTable(result);
    printTable(columns, rows);
  }
  const { rows, more, ms } = result;
  if (more === "rows") process.stderr.write(`First ${formatCounted(rows.length, "row")}; --max-rows prints more.\n`);
  else if (more === "bytes") process.stderr.write(`First ${formatCounted(rows.length, "row")}: 500 MB are the most.\n`);
  else if (format === "table" && process.stdout.isTTY) {
    process.stderr.write(
      rows.length === 0 ? "No rows.\n" : `${formatCounted(rows.length, "row")}  ${formatCount(ms)} ms\n`,
    );
  }
}

function describeFailure({ message, place, nearest }: QueryFailure): string {
  const where = place ? `${message.replace(/\.$/, "")} (line ${place.line}, column ${place.column}).` : message;
  return nearest ? `${where} The nearest name is ${nearest}.` : where;
}
