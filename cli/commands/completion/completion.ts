/** `spantom completion`: prints the script for a shell. */
import type { Command } from "commander";
import { writeBash } from "./bash.ts";
import { writeFish } from "./fish.ts";
import { readGrammar } from "./grammar.ts";
import type { Shell } from "./shells.ts";
import { writeZsh } from "./zsh.ts";

const WRITERS = { bash: writeBash, zsh: writeZsh, fish: writeFish };

export function runCompletion(shell: Shell, program: Command): void {
  process.stdout.write(WRITERS[shell](readGrammar(program)));
}
