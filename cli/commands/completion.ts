/** `spantom completion`: prints a shell's completion script, and serves that script's requests. */
import { Argument, type Command } from "commander";
import { openReader } from "../../lib/store/database.ts";
import { loadDriver } from "../../lib/store/driver.ts";
import { type DatabaseOption, databasePath } from "../database.ts";
import { DB_PATH, formatExamples } from "../definition.ts";

const FORMATTERS = {
  bash: async () => (await import("./completion/bash.ts")).formatBash,
  zsh: async () => (await import("./completion/zsh.ts")).formatZsh,
  fish: async () => (await import("./completion/fish.ts")).formatFish,
};
type Shell = keyof typeof FORMATTERS;

const INSTALL = [
  ["echo 'eval \"$(spantom completion bash)\"' >> ~/.bashrc", "bash"],
  ["echo 'eval \"$(spantom completion zsh)\"' >> ~/.zshrc", "zsh, after compinit"],
  ["echo 'spantom completion fish | source' >> ~/.config/fish/config.fish", "fish"],
] as const;

/** Counting the names of a million spans takes half a second, too long after a keystroke. */
const NEWEST_SPANS = 100_000;
const MAX_NAMES = 200;

export function addCompletion(program: Command): void {
  program
    .command("completion")
    .usage("<shell>")
    .description("print a script that completes commands, options and span names in a shell")
    .addArgument(new Argument("<shell>", "the shell it is for").choices(Object.keys(FORMATTERS)))
    .addHelpText("after", () => formatExamples("To enable it in every new shell:", INSTALL))
    .action((shell: Shell) => printScript(shell, program));
  // Used by the scripts to get the names in the file.
  program
    .command("span-names", { hidden: true })
    .option(...DB_PATH)
    .action(printSpanNames);
}

async function printScript(shell: Shell, program: Command): Promise<void> {
  const { readGrammar } = await import("./completion/grammar.ts");
  const format = await FORMATTERS[shell]();
  process.stdout.write(format(readGrammar(program)));
}

/** Completions of `spantom why`: the newest spans' names, one per line, most frequent first. */
function printSpanNames(options: DatabaseOption): void {
  const db = openReader(loadDriver(), databasePath(options));
  try {
    const names = db
      .prepare<[], string>(
        `SELECT name FROM (SELECT CAST(name AS TEXT) AS name FROM spans ORDER BY id DESC LIMIT ${NEWEST_SPANS})
         GROUP BY name ORDER BY count(*) DESC LIMIT ${MAX_NAMES}`,
      )
      .pluck()
      .all();
    for (const name of names) if (!/\p{Cc}/u.test(name)) process.stdout.write(`${name}\n`);
  } finally {
    db.close();
  }
}
