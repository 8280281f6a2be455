/** The commands, their options and their help. What they do is imported when it is needed: help comes at once. */
import { type Command, InvalidArgumentError, Option, program } from "commander";
import { EXPORT_FORMATS } from "../lib/export/formats.ts";
import { findNearest } from "../lib/reader/nearest.ts";
import type { ClearOptions } from "./clear.ts";
import { CommandError } from "./command-error.ts";
import type { DashboardOptions } from "./dashboard.ts";
import type { ExportOptions } from "./export.ts";
import { parseKeep } from "./keep.ts";
import type { PruneOptions } from "./prune.ts";
import type { QueryCommandOptions } from "./query.ts";
import type { SummaryOptions } from "./summary.ts";
import type { WhyOptions } from "./why.ts";

/** From package.json, put in place by the build. */
declare const __SPANTOM_VERSION__: string;

const DB_PATH = ["--db-path <file>", "database to read (default: SPANTOM_DB, or /tmp/spantom.db)"] as const;

const EXAMPLES = `
Examples:
  $ spantom                                    dashboard of the default database
  $ spantom --db-path spans.db --port 9000     dashboard of another one, on that port
  $ spantom summary                            count, total and percentiles by span name
  $ spantom why load                           what sets the slowest calls of load apart
  $ spantom query "SELECT name, max(duration) FROM spans GROUP BY name"

Record spans in a program:
  import { SP } from "spantom";
  const result = SP.span("load", () => load());`;

export function createProgram(): Command {
  program
    .name("spantom")
    .usage("[command] [options]")
    .description("Simple, local tracing: shows where a program's time goes, from the spans it recorded.")
    .version(__SPANTOM_VERSION__, "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help, or that of a command")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) });
  addDashboard();
  addSummary();
  addWhy();
  addQuery();
  addExport();
  addPrune();
  addClear();
  program.hook("preSubcommand", refuseUnknownCommand);
  return program;
}

function addDashboard(): void {
  program
    .command("dashboard", { isDefault: true })
    .description("show a database in the browser (also without any command)")
    .option(...DB_PATH)
    .option("--port <n>", "port; 0 takes any free one (default: 8050, or the next free one)", parsePort)
    .option("--host <address>", "address to listen on; others than this machine's own let others read", "127.0.0.1")
    .option("--allow-host <name>", "name under which a proxy or a tunnel asks for it; can be repeated", collect)
    .option("--compare <file>", "another database, to compare with")
    .option("--no-open", "do not open the browser")
    .addHelpText(
      "after",
      "\nExamples:\n  $ spantom dashboard --db-path spans.db\n  $ spantom dashboard --port 0 --no-open\n" +
        "  $ spantom dashboard --db-path after.db --compare before.db",
    )
    .action(async (options: DashboardOptions) => (await import("./dashboard.ts")).runDashboard(options));
}

function addSummary(): void {
  program
    .command("summary")
    .description("print counts, and durations by span name")
    .option(...DB_PATH)
    .option("--json", "print them as JSON, times in seconds")
    .addHelpText(
      "after",
      "\nExamples:\n  $ spantom summary --db-path spans.db\n  $ spantom summary --json | jq .names[0].p95",
    )
    .action(async (options: SummaryOptions) => (await import("./summary.ts")).runSummary(options));
}

function addWhy(): void {
  program
    .command("why")
    .description("say what sets the slowest calls of a name apart: which tags, by how much")
    .argument("<name>", "name of the spans, as summary lists them")
    .option("--slowest <percent>", "how many of the calls count as slow", parsePercent, 5)
    .option("--run <run>", "latest, all, or the id of a run (default: the latest, or all if that has too few)")
    .option(...DB_PATH)
    .option("--json", "print an array of tags as JSON, strongest first; empty where nothing sets them apart")
    .addHelpText(
      "after",
      "\nExamples:\n  $ spantom why compress\n  $ spantom why compress --slowest 1 --db-path spans.db\n" +
        "  $ spantom why compress --json | jq -r '.[].sentence'",
    )
    .action(async (name: string, options: WhyOptions) => (await import("./why.ts")).runWhy(name, options));
}

function addQuery(): void {
  program
    .command("query")
    .description("run one SELECT and print its rows")
    .argument("<sql>", "a SELECT, WITH, VALUES or EXPLAIN; - reads it from standard input")
    .option(...DB_PATH)
    .addOption(
      new Option("--format <format>", "how to print the rows").choices(["table", "json", "csv"]).default("table"),
    )
    .option("--max-rows <n>", "print this many rows at most", parseCount, 10_000)
    .option("--timeout <seconds>", "stop after this time", parseSeconds, 5)
    .addHelpText(
      "after",
      '\nExamples:\n  $ spantom query "SELECT * FROM spans ORDER BY duration DESC LIMIT 5"\n' +
        "  $ spantom query - --format csv < slowest.sql > slowest.csv",
    )
    .action(async (sql: string, options: QueryCommandOptions) => (await import("./query.ts")).runQuery(sql, options));
}

function addExport(): void {
  program
    .command("export")
    .description("write all spans with their tags, to open them elsewhere")
    .option(...DB_PATH)
    .addOption(
      new Option("--format <format>", "csv: tags as columns; jsonl: an object a line; chrome: opens in Perfetto")
        .choices(EXPORT_FORMATS)
        .default("jsonl"),
    )
    .option("--output <file>", "write to this file once all is there, instead of to standard output")
    .option("--name <name>", "only spans of this name; can be repeated", collect)
    .option("--run <run>", "only spans of this run: its id, or latest", "all")
    .option(
      "--tag <filter>",
      "only spans with this tag, their own or their parents': key=value; can be repeated",
      collect,
    )
    .addHelpText(
      "after",
      "\nExamples:\n  $ spantom export --format csv --output spans.csv\n" +
        "  $ spantom export --format chrome --run latest --output trace.json\n" +
        "  $ spantom export --name compress | head -1",
    )
    .action(async (options: ExportOptions) => (await import("./export.ts")).runExport(options));
}

function addPrune(): void {
  program
    .command("prune")
    .description("delete the older spans with their tags, and give their space back")
    .requiredOption(
      "--keep <what>",
      "what stays: an age (90m, 12h, 7d, 4w), or a number of the newest spans",
      parseKeep,
    )
    .option("--db-path <file>", "database to prune (default: SPANTOM_DB, or /tmp/spantom.db)")
    .option("--yes", "do not ask")
    .addHelpText(
      "after",
      "\nPrograms may go on tracing into the file; it gets smaller only when none has it open." +
        "\n\nExamples:\n  $ spantom prune --keep 7d\n  $ spantom prune --keep 1e6 --db-path spans.db --yes",
    )
    .action(async (options: PruneOptions) => (await import("./prune.ts")).runPrune(options));
}

function addClear(): void {
  program
    .command("clear")
    .description("delete all spans and tags")
    .option("--db-path <file>", "database to clear (default: SPANTOM_DB, or /tmp/spantom.db)")
    .option("--yes", "do not ask")
    .addHelpText("after", "\nExample:\n  $ spantom clear --db-path spans.db --yes")
    .action(async (options: ClearOptions) => (await import("./clear.ts")).runClear(options));
}

/** Without this, a misspelt command would be taken for an argument of the default one. */
function refuseUnknownCommand(): void {
  const [first] = program.args;
  const names = program.commands.map((command) => command.name());
  if (first === undefined || first.startsWith("-") || names.includes(first)) return;
  const nearest = findNearest(first, names);
  const hint = nearest ? `the nearest is ${nearest}` : `there are ${names.join(", ")}`;
  throw new CommandError(`no command ${first}; ${hint}`, 2);
}

function oneLine(text: string): string {
  return `${text
    .trim()
    .replace(/^error: /, "spantom: ")
    .replace(/\s*\n\s*/g, " ")}\n`;
}

function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

function parseWhole(value: string, least: number, most: number, message: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new InvalidArgumentError(message);
}

function parsePort(value: string): number {
  return parseWhole(value, 0, 65_535, "A port is a whole number from 0 to 65535.");
}

function parseCount(value: string): number {
  return parseWhole(value, 1, 1e9, "A whole number from 1 on is needed.");
}

function parsePercent(value: string): number {
  const percent = Number(value.replace(/\s*%$/, ""));
  if (value.trim() !== "" && percent > 0 && percent < 100) return percent;
  throw new InvalidArgumentError("A percentage is needed, more than 0 and less than 100.");
}

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (value.trim() !== "" && seconds > 0 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError("Seconds are needed, more than 0 and at most 86400.");
}
