/** `spantom doctor`: what a bug report needs, and any problems. Changes nothing. */
import type { Command } from "commander";
import { formatBytes, formatCount, formatCounted } from "../../lib/model/format.ts";
import type { DatabaseOption } from "../database.ts";
import { examples, paragraph } from "../definition.ts";
import { bold, fitText, lineWidth, printable } from "../terminal/print.ts";
import type { Count, DatabaseReport, Report } from "./doctor/report.ts";

interface DoctorOptions extends DatabaseOption {
  readonly json?: boolean;
}

/** Columns occupied by a title and the space around it. */
const BESIDE_VALUE = 20;

type Row = readonly [title: string, value: string | null | undefined];

export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("print what a bug report needs: versions, the database, and any problems")
    .option("--db-path <file>", "database to check (default: SPANTOM_DB, or /tmp/spantom.db)")
    .option("--json", "print it as JSON")
    .addHelpText(
      "after",
      paragraph("Changes nothing. Your home folder is printed as ~. Exits with code 1 if there are problems."),
    )
    .addHelpText("after", examples("spantom doctor", "spantom doctor --db-path spans.db --json"))
    .action((options: DoctorOptions) => runDoctor(program.version() ?? "", options));
}

async function runDoctor(version: string, options: DoctorOptions): Promise<void> {
  const { readMachine } = await import("./doctor/machine.ts");
  const { readDatabase } = await import("./doctor/database.ts");
  const { maskReport } = await import("./doctor/report.ts");
  const problems: string[] = [];
  const machine = readMachine(version, problems);
  const database = readDatabase(options, problems);
  const report = maskReport({ ...machine, database, problems });
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else printReport(report);
  if (problems.length > 0) process.exitCode = 1;
}

function printReport(report: Report): void {
  const sections: readonly (readonly [string, readonly Row[]])[] = [
    ["Versions", listVersions(report)],
    ["Environment", Object.entries(report.environment)],
    ["Database", listDatabase(report.database)],
  ];
  const lines = sections.flatMap(([title, rows]) => {
    const shown = rows.filter(([, value]) => value !== null && value !== undefined);
    return shown.length > 0 ? [bold(title), ...shown.map(formatRow), ""] : [];
  });
  const { problems } = report;
  const found = problems.map((problem) => `  ${printable(problem)}`);
  lines.push(
    ...(found.length > 0 ? [bold(problems.length > 1 ? "Problems" : "Problem"), ...found] : ["No problem found."]),
  );
  process.stdout.write(`${lines.join("\n")}\n`);
}

function formatRow([title, value]: Row): string {
  return `  ${title.padEnd(16)}  ${fitText(printable(value ?? ""), lineWidth() - BESIDE_VALUE)}`.trimEnd();
}

function listVersions(report: Report): Row[] {
  return [
    ["spantom", report.spantom],
    ["Node", `${report.node}, N-API ${report.napi}`],
    ["better-sqlite3", report.betterSqlite3 ?? "not installed"],
    ["SQLite", report.sqlite],
    ["platform", report.platform],
    ["libc", report.libc],
    ["package", report.package],
    ["dashboard", report.pages === null ? "not built" : `built, ${formatCounted(report.pages, "page")}`],
  ];
}

function listDatabase({ path, chosenBy, file, content }: DatabaseReport): Row[] {
  const wal = file?.walSize ? `, and ${formatBytes(file.walSize)} in its -wal` : "";
  return [
    ["path", path],
    ["chosen by", chosenBy],
    ["size", file && `${formatBytes(file.size)}${wal}`],
    ["rights", file && `${file.mode}, owned by ${file.owner}`],
    ["writable by", file?.writableBy],
    ["journal", content?.journal],
    ["tables", content && listTables(content.tables, content.otherTables)],
    ["spans", content && describeCount(content.spans)],
    ["tags", content && describeCount(content.tags)],
    ["runs", content && (content.runs === null ? "not recorded" : formatCount(content.runs))],
    ["index on tags", content && (content.indexed ? "yes" : "no; queries on tags take longer")],
  ];
}

function listTables(tables: readonly string[], others: number): string {
  return others > 0 ? `${tables.join(", ")} and ${formatCounted(others, "other")}` : tables.join(", ");
}

function describeCount(count: Count | null): string {
  if (count === null) return "not counted: no process has it open, and opening it would leave files beside it";
  return count.all ? formatCount(count.count) : `more than ${formatCount(count.count)}`;
}
