/** The commands that read a database: dashboard, summary, why, query, export. */
import { type Command, Option } from "commander";
import { EXPORT_FORMATS } from "../../lib/export/formats.ts";
import { collect, DB_PATH, parseCount, parsePath, parsePercent, parsePort, parseSeconds, RAW } from "../options.ts";
import { keepCompiled } from "../serve/compile-cache.ts";
import { examples } from "../terminal/help-text.ts";
import type { DashboardOptions } from "./dashboard.ts";
import type { ExportOptions } from "./export.ts";
import type { QueryCommandOptions } from "./query.ts";
import type { SummaryOptions } from "./summary.ts";
import type { WhyOptions } from "./why.ts";

export function addReadCommands(program: Command): void {
  addDashboard(program);
  addSummary(program);
  addWhy(program);
  addQuery(program);
  addExport(program);
}

export function addDashboard(program: Command, run = runBuilt): void {
  program
    .command("dashboard", { isDefault: true })
    .description("show a database in the browser (also without any command)")
    .option(...DB_PATH)
    .option("--port <n>", "port; 0 takes any free one (default: 8050, or the next free one)", parsePort)
    .option("--host <address>", "address to listen on; if others can reach it, a token is asked for", "127.0.0.1")
    .option("--token", "ask for a token on this machine too, where other people use it")
    .option("--allow-host <host>", "name under which a proxy or a tunnel asks for it; can be repeated", collect)
    .option("--base-path <path>", "path under which a proxy shows it, such as /proxy/8050", parsePath)
    .option("--compare <file>", "another database, to compare with")
    .option("--no-open", "do not open the browser")
    .addHelpText(
      "after",
      examples(
        "spantom dashboard --db-path spans.db",
        "spantom dashboard --port 0 --no-open",
        "spantom dashboard --db-path after.db --compare before.db",
      ),
    )
    .action(run);
}

async function runBuilt(options: DashboardOptions): Promise<void> {
  keepCompiled();
  await (await import("./dashboard.ts")).runDashboard(options);
}

function addSummary(program: Command): void {
  program
    .command("summary")
    .description("print counts, and durations by span name")
    .option(...DB_PATH)
    .option("--json", "print them as JSON, times in seconds")
    .addHelpText("after", examples("spantom summary --db-path spans.db", "spantom summary --json | jq .names[0].p95"))
    .action(async (options: SummaryOptions) => (await import("./summary.ts")).runSummary(options));
}

function addWhy(program: Command): void {
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
      examples(
        "spantom why compress",
        "spantom why compress --slowest 1 --db-path spans.db",
        "spantom why compress --json | jq -r '.[].sentence'",
        "spantom why --slowest 1 -- --a-name-like-an-option",
      ),
    )
    .action(async (name: string, options: WhyOptions) => (await import("./why.ts")).runWhy(name, options));
}

function addQuery(program: Command): void {
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
    .action(async (sql: string, options: QueryCommandOptions) => (await import("./query.ts")).runQuery(sql, options));
}

function addExport(program: Command): void {
  program
    .command("export")
    .description("write all spans with their tags, to open them elsewhere")
    .option(...DB_PATH)
    .addOption(
      new Option("--format <format>", "csv: tags as columns; jsonl: an object a line; chrome: opens in Perfetto")
        .choices(EXPORT_FORMATS)
        .default("jsonl"),
    )
    .option(...RAW)
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
      examples(
        "spantom export --format csv --output spans.csv",
        "spantom export --format chrome --run latest --output trace.json",
        "spantom export --name compress | head -1",
      ),
    )
    .action(async (options: ExportOptions) => (await import("./export.ts")).runExport(options));
}
