/** Asks for confirmation before deleting something permanently. */
import { CommandError } from "../command-error.ts";

/**
 * Asks on the terminal; true for yes.
 * @param without the error message if there is no terminal
 * @throws CommandError without a terminal
 */
export async function confirm(question: string, without: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CommandError(without, 2);
  // Loaded on use, as every command is defined whenever any one runs.
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
