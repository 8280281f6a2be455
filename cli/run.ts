/** Runs the command and turns errors into one line and an exit code. */
import { type Command, CommanderError } from "commander";
import { DatabaseError } from "../lib/store/database-error.ts";
import { arrangeArguments } from "./arguments.ts";
import { CommandError } from "./command-error.ts";
import { printable } from "./terminal/print.ts";

/** Why this Node is unsuitable, or undefined; the same range as `engines` in package.json. */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 14) || major >= 24;
  return fits ? undefined : `this is Node ${version}; it needs 20.19 or newer, 22.14 or newer, or 24 and up`;
}

function exitCodeOf(error: unknown): number {
  // Help and version arrive as errors with exit code 0; anything else from commander is a usage error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof CommandError ? error.exitCode : 1;
}

function report(error: unknown): void {
  // Commander has already printed its line.
  if (error instanceof CommanderError) return;
  const known = error instanceof CommandError || error instanceof DatabaseError;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`spantom: ${printable(message.replace(/\s*\n\s*/g, " "))}\n`);
  if (!known && process.env.SPANTOM_DEBUG) process.stderr.write(`${stack}\n`);
}

function watchOutput(): void {
  // `spantom … | head` closes our output early, which is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    report(new CommandError(`the output cannot be written: ${error.message}`));
    process.exit(1);
  });
  // Nobody is listening any more; the exit code reports the failure.
  process.stderr.on("error", () => undefined);
}

export async function run(createProgram: () => Command): Promise<void> {
  watchOutput();
  try {
    const problem = nodeProblem(process.version);
    if (problem) throw new CommandError(problem);
    const program = createProgram();
    await program.parseAsync(arrangeArguments(program, process.argv.slice(2)), { from: "user" });
  } catch (error) {
    report(error);
    process.exitCode = exitCodeOf(error);
  }
}
