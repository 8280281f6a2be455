/** `spantom doctor`: what a bug report needs, and what is wrong. Changes nothing. */
import type { DatabaseOption } from "../../database-path.ts";
import { readDatabase } from "./database-facts.ts";
import type { Facts } from "./facts.ts";
import { readMachine } from "./machine-facts.ts";
import { printFacts } from "./print-facts.ts";
import { shortenAll } from "./private-words.ts";

export interface DoctorOptions extends DatabaseOption {
  readonly json?: boolean;
}

export function runDoctor(version: string, options: DoctorOptions): void {
  const problems: string[] = [];
  const machine = readMachine(version, problems);
  const database = readDatabase(options, problems);
  const facts: Facts = shortenAll({ ...machine, database, problems });
  if (options.json) process.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  else printFacts(facts);
  if (problems.length > 0) process.exitCode = 1;
}
