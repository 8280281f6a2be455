/** The command line as a whole. What the commands do is imported when it is needed: help comes at once. */
import { type Command, program } from "commander";
import { addDeleteCommands } from "./commands/delete-commands.ts";
import { addHelpCommands, VERSION } from "./commands/help-commands.ts";
import { addReadCommands } from "./commands/read-commands.ts";
import { type Example, formatExamples, HELP_LAYOUT } from "./terminal/help-text.ts";
import { bold } from "./terminal/print.ts";
import { hasColor, helpWidth } from "./terminal/terminal.ts";

const EXAMPLES: readonly Example[] = [
  ["spantom", "dashboard of the default database"],
  ["spantom --db-path spans.db --port 9000", "that of another, on that port"],
  ["spantom summary", "count, total and percentiles by name"],
  ["spantom why load", "what sets the slowest of load apart"],
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
    .version(VERSION, "-v, --version", "print the version")
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
  addReadCommands(program);
  addDeleteCommands(program);
  addHelpCommands(program);
  return program;
}

function oneLine(text: string): string {
  return `${text
    .trim()
    .replace(/^error: /, "spantom: ")
    .replace(/\s*\n\s*/g, " ")}\n`;
}
