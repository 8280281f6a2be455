/** Shared by command definitions: options, their values, and the layout of help. */
import { type Command, Help, type HelpConfiguration, InvalidArgumentError } from "commander";
import type { Limits } from "../lib/model/command-line.ts";
import { readErrorFilter } from "../lib/model/error-filter.ts";
import { FIELD_FORMS, isTagFilter, parseFieldFilter, parseTagFilter, TAG_FORMS } from "../lib/model/filter.ts";
import { CommandError } from "./command-error.ts";
import { bold, helpWidth } from "./terminal/print.ts";

export const DB_PATH = ["--db-path <file>", "database to read (default: SPANTOM_DB, or /tmp/spantom.db)"] as const;
export const RAW = ["--raw", "csv: do not escape text that a spreadsheet would take for a formula"] as const;

/** For options that can be repeated. */
export function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

/** Limits on a command's spans, besides names and run. */
export const TAG = [
  "--tag <filter>",
  `only spans with this tag, their own or their parents': ${TAG_FORMS}; can be repeated`,
  collect,
] as const;
/** What every span has. */
export const ONLY = [
  "--only <filter>",
  `only spans of this duration or name: ${FIELD_FORMS}; can be repeated`,
  collect,
] as const;
/** How a command's spans ended. */
export const ERROR = [
  "--error <type>",
  "only spans that failed with this type of error, Unfinished, any of them, or none",
] as const;
export const FROM = [
  "--from <seconds>",
  "only spans that start this long after their run did, or later",
  parseOffset,
] as const;
export const TO = [
  "--to <seconds>",
  "only spans that start this long after their run did, or earlier",
  parseOffset,
] as const;

export interface LimitOptions {
  readonly tag?: readonly string[];
  readonly only?: readonly string[];
  readonly error?: string;
  readonly from?: number;
  readonly to?: number;
}

/** @throws CommandError for an invalid filter */
export function readLimits({ tag = [], only = [], error, from, to }: LimitOptions): Limits {
  return {
    tags: tag.map((text) => (isTagFilter(text) && parseTagFilter(text)) || refuseFilter("--tag", text, TAG_FORMS)),
    ...(only.length > 0 && {
      only: only.map((text) => parseFieldFilter(text) ?? refuseFilter("--only", text, FIELD_FORMS)),
    }),
    error: readErrorFilter(error),
    from: from ?? null,
    to: to ?? null,
  };
}

function refuseFilter(option: string, text: string, forms: string): never {
  throw new CommandError(`${option} ${text}: expected ${forms}`, 2);
}

function parseOffset(value: string): number {
  const seconds = Number(value);
  if (value.trim() !== "" && Number.isFinite(seconds)) return seconds;
  throw new InvalidArgumentError("Expected seconds since the start of the run.");
}

/** @throws InvalidArgumentError with that message for anything but a whole number from `min` to `max` */
export function parseWhole(value: string, min: number, max: number, message: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= min && number <= max) return number;
  throw new InvalidArgumentError(message);
}

/** An example command line, with a comment unless it is obvious. */
export type Example = readonly [command: string, comment?: string];

/** Below this width, descriptions go under their term instead. */
const MIN_COLUMN = 30;
const STACKED = "      ";

/** Fits help to the terminal; commander itself lets descriptions overflow if fewer than 40 columns are left. */
export const HELP_LAYOUT: HelpConfiguration = {
  minWidthToWrap: 20,
  styleTitle: bold,
  // All have options, and those of one are in its own help.
  subcommandTerm: (command: Command) => new Help().subcommandTerm(command).replace(" [options]", ""),
  formatItem(term: string, termWidth: number, description: string, helper: Help): string {
    const width = helper.helpWidth ?? helpWidth();
    const column = width - termWidth - 4;
    if (column < MIN_COLUMN) return `  ${term}\n${indent(helper.boxWrap(description, width - 6), STACKED)}`;
    const lines = helper.boxWrap(description, column).split("\n");
    return `  ${term.padEnd(termWidth)}  ${lines.join(`\n${" ".repeat(termWidth + 4)}`)}`;
  },
};

/** Comments in a separate column, or above their command if that does not fit. */
export function formatExamples(title: string, examples: readonly Example[]): string {
  const width = helpWidth();
  const longest = Math.max(...examples.map(([command, comment]) => (comment ? command.length : 0)));
  const beside = examples.map(([command, comment]) =>
    comment ? `  $ ${command.padEnd(longest)}  ${comment}` : `  $ ${command}`,
  );
  const lines = beside.every((line) => line.length <= width) ? beside : examples.flatMap(stack);
  return `\n${bold(title)}\n${lines.join("\n")}`;
}

function stack([command, comment]: Example): string[] {
  const width = helpWidth();
  const lines = wrapText(command, width - 6).map((line, at) => (at === 0 ? `  $ ${line}` : `    ${line}`));
  // A backslash continues the line, even inside double quotes: the example can still be pasted into a shell.
  const copied = lines.map((line, at) => (at < lines.length - 1 ? `${line} \\` : line));
  return comment ? [...wrapText(comment, width - 4).map((line) => `  # ${line}`), ...copied] : copied;
}

/** For `addHelpText`: self-explanatory command lines. */
export function examples(...commands: readonly string[]): () => string {
  const title = commands.length === 1 ? "Example:" : "Examples:";
  return () =>
    formatExamples(
      title,
      commands.map((command) => [command]),
    );
}

/** For `addHelpText`. */
export function paragraph(text: string): () => string {
  return () => `\n${wrapText(text, helpWidth()).join("\n")}`;
}

function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function indent(text: string, by: string): string {
  return text.replace(/^/gm, by);
}
