/** Asks before something is deleted for good. */
import { CommandError } from "../command-error.ts";

/**
 * Whether the answer on the terminal is yes.
 * @param without what to say where there is no terminal to ask on
 * @throws CommandError without a terminal
 */
export async function confirm(question: string, without: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CommandError(without, 2);
  // Loaded when used: every command that can ask is defined whenever any of them runs.
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
