/** Options that several commands have, and how the values of options are read. */
import { InvalidArgumentError } from "commander";
import { parseBasePath } from "./serve/base-path.ts";

export const DB_PATH = ["--db-path <file>", "database to read (default: SPANTOM_DB, or /tmp/spantom.db)"] as const;
export const RAW = ["--raw", "csv: leave texts as they are that a spreadsheet would take for formulas"] as const;

/** For options that can be repeated. */
export function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

export function parsePort(value: string): number {
  return parseWhole(value, 0, 65_535, "A port is a whole number from 0 to 65535.");
}

/** Also without the slash in front, which Git's shell on Windows would make a folder of. */
export function parsePath(value: string): string {
  const path = parseBasePath(value.replace(/^(?!\/)/, "/"));
  if (path !== undefined) return path;
  throw new InvalidArgumentError(
    "A path like /proxy/8050 is needed: plain characters, no host, no .., and not the name of one of the views.",
  );
}

export function parseCount(value: string): number {
  return parseWhole(value, 1, 1e9, "A whole number from 1 on is needed.");
}

function parseWhole(value: string, least: number, most: number, message: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new InvalidArgumentError(message);
}

export function parsePercent(value: string): number {
  const percent = Number(value.replace(/\s*%$/, ""));
  if (value.trim() !== "" && percent > 0 && percent < 100) return percent;
  throw new InvalidArgumentError("A percentage is needed, more than 0 and less than 100.");
}

export function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (value.trim() !== "" && seconds > 0 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError("Seconds are needed, more than 0 and at most 86400.");
}
