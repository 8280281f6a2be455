/** The commands that delete: prune, clear. */
import type { Command } from "commander";
import { examples, text } from "../terminal/help-text.ts";
import type { ClearOptions } from "./clear.ts";
import { parseKeep } from "./keep.ts";
import type { PruneOptions } from "./prune.ts";

export function addDeleteCommands(program: Command): void {
  addPrune(program);
  addClear(program);
}

function addPrune(program: Command): void {
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
    .addHelpText("after", text("Programs may go on tracing into the file; it gets smaller only when none has it open."))
    .addHelpText("after", examples("spantom prune --keep 7d", "spantom prune --keep 1e6 --db-path spans.db --yes"))
    .action(async (options: PruneOptions) => (await import("./prune.ts")).runPrune(options));
}

function addClear(program: Command): void {
  program
    .command("clear")
    .description("delete all spans and tags")
    .option("--db-path <file>", "database to clear (default: SPANTOM_DB, or /tmp/spantom.db)")
    .option("--yes", "do not ask")
    .addHelpText("after", examples("spantom clear --db-path spans.db --yes"))
    .action(async (options: ClearOptions) => (await import("./clear.ts")).runClear(options));
}
