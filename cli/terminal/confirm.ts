/** Asks before something is deleted for good. */
import { createInterface } from "node:readline/promises";
import { CommandError } from "../command-error.ts";

/**
 * Whether the answer on the terminal is yes.
 * @param without What to say where there is no terminal to ask on.
 * @throws CommandError without a terminal.
 */
export async function confirm(question: string, without: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CommandError(without, 2);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
