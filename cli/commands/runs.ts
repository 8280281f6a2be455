/** `spantom runs`: lists the runs of a database, and names them. */
import { Argument, type Command } from "commander";
import { EDITABLE, type Editable } from "../../lib/model/run-tags.ts";
import { explain } from "../../lib/store/database-error.ts";
import { CommandError } from "../command-error.ts";
import { type DatabaseOption, databasePath, openDatabase } from "../database.ts";
import { DB_PATH, examples, parseWhole } from "../definition.ts";
import type { ListOptions } from "./runs/print-runs.ts";

export function addRuns(program: Command): void {
  program
    .command("runs")
    .usage("[options] | name <run> <text> | note <run> <text>")
    .description("list the runs, newest first; or give one a name or a note")
    .addArgument(new Argument("[what]", "what to give a run").choices(EDITABLE))
    .argument("[run]", "its id, or as much of its beginning as no other has; its name, latest, or previous")
    .argument("[text]", "the new text; an empty one removes the old")
    .option("--limit <n>", "list this many runs at most", parseLimit, 50)
    .option("--json", "print them as JSON, times in seconds")
    .option(...DB_PATH)
    .addHelpText(
      "after",
      examples(
        "spantom runs",
        "spantom runs --json | jq -r '.[] | [.id, .parameters.window, .duration] | @tsv'",
        'spantom runs name hoocj38h "larger window"',
        'spantom runs note latest ""',
      ),
    )
    .action(runRuns);
}

function parseLimit(value: string): number {
  return parseWhole(value, 1, 1e9, "Expected a whole number, 1 or more.");
}

async function runRuns(
  what: Editable | undefined,
  run: string | undefined,
  text: string | undefined,
  options: ListOptions & DatabaseOption,
): Promise<void> {
  const path = databasePath(options);
  if (what === undefined) return listRuns(path, options);
  if (run === undefined || text === undefined || run === "")
    throw new CommandError(
      `runs ${what} takes a run and a text, as in: spantom runs ${what} latest "larger window"`,
      2,
    );
  const { changeRun } = await import("./runs/change-run.ts");
  await changeRun(path, run, what, text);
}

async function listRuns(path: string, options: ListOptions): Promise<void> {
  const { printRuns } = await import("./runs/print-runs.ts");
  const { db, close } = await openDatabase(path);
  try {
    const { runQuery } = await import("../../lib/queries/registry.ts");
    printRuns(runQuery(db, "runList", {}), options);
  } catch (cause) {
    throw explain(path, cause);
  } finally {
    close();
  }
}
