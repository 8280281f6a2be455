/** The commands about Spantom itself: doctor, completion. */
import { Argument, type Command } from "commander";
import type { DatabaseOption } from "../database-path.ts";
import { DB_PATH } from "../options.ts";
import { examples, formatExamples, text } from "../terminal/help-text.ts";
import { SHELLS, type Shell } from "./completion/shells.ts";
import type { DoctorOptions } from "./doctor/doctor.ts";

/** From package.json, put in place by the build. */
declare const __SPANTOM_VERSION__: string;
export const VERSION = __SPANTOM_VERSION__;

export function addHelpCommands(program: Command): void {
  addDoctor(program);
  addCompletion(program);
}

function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("print what a bug report needs: versions, the database, and what is wrong with them")
    .option("--db-path <file>", "database to look at (default: SPANTOM_DB, or /tmp/spantom.db)")
    .option("--json", "print it as JSON")
    .addHelpText(
      "after",
      text("Changes nothing. Your home folder is printed as ~. Exit code 1 when something is wrong."),
    )
    .addHelpText("after", examples("spantom doctor", "spantom doctor --db-path spans.db --json"))
    .action(async (options: DoctorOptions) => (await import("./doctor/doctor.ts")).runDoctor(VERSION, options));
}

const INSTALL = [
  ["echo 'eval \"$(spantom completion bash)\"' >> ~/.bashrc", "bash"],
  ["echo 'eval \"$(spantom completion zsh)\"' >> ~/.zshrc", "zsh, after compinit"],
  ["echo 'spantom completion fish | source' >> ~/.config/fish/config.fish", "fish"],
] as const;

function addCompletion(program: Command): void {
  program
    .command("completion")
    .usage("<shell>")
    .description("print a script that completes commands, options and span names in a shell")
    .addArgument(new Argument("<shell>", "the shell it is for").choices(SHELLS))
    .addHelpText("after", () => formatExamples("To have it in every new shell:", INSTALL))
    .action(async (shell: Shell) => (await import("./completion/completion.ts")).runCompletion(shell, program));
  // What the scripts ask for the names in the file.
  program
    .command("span-names", { hidden: true })
    .option(...DB_PATH)
    .action(async (options: DatabaseOption) => (await import("./completion/span-names.ts")).printSpanNames(options));
}
