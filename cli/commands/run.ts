/** `spantom run`: starts a program, records what its run is, and prints what it recorded. */
import { type Command, InvalidArgumentError } from "commander";
import { examples, paragraph, parseWhole } from "../definition.ts";
import type { RunOptions } from "./run/run-program.ts";

export function addRun(program: Command): void {
  program
    .command("run")
    .usage("[options] -- <command...>")
    .description("start a program as a named run, with parameters, and print what it recorded")
    .argument("<command...>", "the program and its arguments, after --")
    .option("--name <text>", "name of the run")
    .option("--note <text>", "note about the run")
    .option("--param <key=value>", "parameter of the run; can be repeated", addParameter)
    .option("--repeat <n>", "run it so many times, one after the other, until one fails", parseRepeat, 1)
    .option("--db-path <file>", "database it records to (default: SPANTOM_DB, or /tmp/spantom.db)")
    .addHelpText(
      "after",
      paragraph(
        "The program gets them as the variables SPANTOM_RUN_NAME, SPANTOM_RUN_NOTE and SPANTOM_RUN_PARAMS, beside SPANTOM_RUN and SPANTOM_RUN_GIT: how many lines differ from the commit, if git is there to say so. Its exit code is that of the command, 128 and the signal's number if a signal ended it, 127 if it is not found. What it recorded is printed on stderr.",
      ),
    )
    .addHelpText(
      "after",
      examples(
        "spantom run -- node app.mjs --port 3000",
        'spantom run --name "larger window" --param window=22 -- node compress.mjs',
        "spantom run --name base --repeat 5 --db-path spans.db -- node compress.mjs",
      ),
    )
    .action(runRun);
}

function addParameter(text: string, previous: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("Expected a key and a value, such as rate=0.1.");
  return { ...previous, [text.slice(0, at)]: text.slice(at + 1) };
}

function parseRepeat(value: string): number {
  return parseWhole(value, 1, 1e6, "Expected a whole number, 1 or more.");
}

async function runRun(command: readonly string[], options: RunOptions): Promise<void> {
  const { runProgram } = await import("./run/run-program.ts");
  process.exitCode = await runProgram(command, options);
}
