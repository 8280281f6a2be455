/** The whole command line. Commands import heavy modules only when they run, so that help is instant. */
import { type Command, program } from "commander";
import { addClear } from "./commands/clear.ts";
import { addCompare } from "./commands/compare.ts";
import { addCompletion } from "./commands/completion.ts";
import { addDashboard } from "./commands/dashboard.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExport } from "./commands/export.ts";
import { addPrune } from "./commands/prune.ts";
import { addQuery } from "./commands/query.ts";
import { addRun } from "./commands/run.ts";
import { addRuns } from "./commands/runs.ts";
import { addSummary } from "./commands/summary.ts";
import { addWhy } from "./commands/why.ts";
import { type Example, formatExamples, HELP_LAYOUT } from "./definition.ts";
import { bold, hasColor, helpWidth } from "./terminal/print.ts";

/** In help order. */
const COMMANDS: readonly ((program: Command) => void)[] = [
  addDashboard,
  addRun,
  addRuns,
  addSummary,
  addWhy,
  addCompare,
  addQuery,
  addExport,
  addPrune,
  addClear,
  addDoctor,
  addCompletion,
];

/** From package.json, inserted by the build. */
declare const __SPANTOM_VERSION__: string;

const EXAMPLES: readonly Example[] = [
  ["spantom", "dashboard of the default database"],
  ["spantom --db-path spans.db --port 9000", "another database, on another port"],
  ["spantom summary", "count, total and percentiles by name"],
  ["spantom why load", "what sets slow calls of load apart"],
  ['spantom query "SELECT name, max(duration) FROM spans GROUP BY name"'],
];

const RECORDING = `
  import { SP } from "spantom";
  SP.span("load", () => load());`;

export function createProgram(): Command {
  program
    .name("spantom")
    .usage("[command] [options]")
    .description("Simple, local tracing: shows where a program's time goes, from the spans it recorded.")
    .version(__SPANTOM_VERSION__, "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help, or that of a command")
    .helpCommand(false)
    .addHelpText("after", () => formatExamples("Examples:", EXAMPLES))
    .addHelpText("after", () => `\n${bold("Record spans in a program:")}${RECORDING}`)
    .configureHelp(HELP_LAYOUT)
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(oneLine(text)),
      getOutHelpWidth: helpWidth,
      getErrHelpWidth: helpWidth,
      getOutHasColors: hasColor,
    });
  for (const add of COMMANDS) add(program);
  return program;
}

function oneLine(text: string): string {
  return `${text
    .trim()
    .replace(/^error: /, "spantom: ")
    .replace(/\s*\n\s*/g, " ")}\n`;
}
