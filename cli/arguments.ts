/**
 * Reorders the command line for commander: the command first, operands last. Options may stand
 * anywhere, and SQL may begin with a comment.
 */
import type { Command, Option } from "commander";
import { findNearest } from "../lib/model/nearest.ts";
import { CommandError } from "./command-error.ts";
import { statPath } from "./database.ts";
import { collect } from "./definition.ts";

/** @throws CommandError if there is no such command, or an option is given twice or without its value */
export function arrangeArguments(program: Command, given: readonly string[]): string[] {
  const options = optionsOf(program, ...program.commands);
  const parts = readParts(given, options);
  const at = parts.findIndex(({ kind }) => kind === "operand");
  const name = given[at];
  if (name === undefined) return [...given];
  const isCommand = name === "help" || program.commands.some((command) => command.name() === name);
  // It may be the value of a misspelt option, for which commander suggests the closest one.
  if (!isCommand && parts.slice(0, at).some(isUnknown)) return [...given];
  if (!isCommand) refuseValueless(parts.slice(0, at), options);
  const before = given.slice(0, at).filter((arg) => arg !== "--");
  const after = given.slice(at + 1);
  if (name === "help") return askHelp(program, after);
  const command = findCommand(program, name);
  refuseTwice(optionsOf(command), before, after);
  return [name, ...placeOperands(command, program, [...before, ...after])];
}

function askHelp(program: Command, after: readonly string[]): string[] {
  const name = readParts(after, optionsOf(program, ...program.commands)).find(({ kind }) => kind === "operand")?.text;
  return name === undefined || name === "help" ? ["--help"] : [findCommand(program, name).name(), "--help"];
}

function findCommand(program: Command, name: string): Command {
  const command = program.commands.find((one) => one.name() === name);
  if (command) return command;
  const names = program
    .createHelp()
    .visibleCommands(program)
    .map((one) => one.name());
  const nearest = findNearest(name, names);
  const shown = /^[^\s"]+$/.test(name) ? name : JSON.stringify(name);
  let hint = nearest ? `the nearest is ${nearest}` : `there are ${names.join(", ")}`;
  if (isFile(name)) hint = `to open a file, use --db-path ${shown}`;
  throw new CommandError(`no command ${shown}; ${hint}`, 2);
}

function isFile(path: string): boolean {
  try {
    return statPath(path)?.isFile() ?? false;
  } catch {
    return false;
  }
}

type Options = ReadonlyMap<string, Option>;

function optionsOf(...commands: readonly Command[]): Options {
  const options = commands.flatMap((command) => command.options);
  return new Map(
    options.flatMap((option) => [option.long, option.short].flatMap((name) => (name ? [[name, option]] : []))),
  );
}

interface Part {
  readonly kind: "option" | "value" | "end" | "operand";
  readonly text: string;
  /** The option itself, or the option of a value. */
  readonly option?: Option | undefined;
}

function readParts(args: readonly string[], options: Options): Part[] {
  let ended = false;
  let awaited: Option | undefined;
  return args.map((text): Part => {
    const option = awaited;
    awaited = undefined;
    if (ended) return { kind: "operand", text };
    if (option) return { kind: "value", text, option };
    ended = text === "--";
    if (ended) return { kind: "end", text };
    const found = options.get(nameOf(text));
    // None of our options has a space in its name, but SQL that begins with a comment does.
    if (!found && (!/^-[^\d.]/.test(text) || /\s/.test(text))) return { kind: "operand", text };
    if (found?.required && !text.includes("=")) awaited = found;
    return { kind: "option", text, option: found };
  });
}

const isUnknown = ({ kind, option, text }: Part) => kind === "option" && !option && text !== "-h" && text !== "--help";

const nameOf = (text: string) => text.split("=", 1)[0] as string;

/** With the same option on both sides of the command, it is unclear which is meant. */
function refuseTwice(options: Options, before: readonly string[], after: readonly string[]): void {
  const first = readValues(before, options);
  for (const [name, value] of readValues(after, options)) {
    const other = first.get(name);
    if (other === undefined || other === value) continue;
    const both = `${JSON.stringify(other)} before the command and ${JSON.stringify(value)} after it`;
    throw new CommandError(`${name} is given twice, as ${both}; omit one`, 2);
  }
}

/** An option consumes whatever follows, even another option: `--name --json`. An extra operand reveals the mistake. */
function refuseValueless(parts: readonly Part[], options: Options): void {
  const taken = parts.find(({ kind, text }) => kind === "value" && options.has(nameOf(text)));
  if (taken?.option) throw new CommandError(`${taken.option.long} needs a value, but is followed by ${taken.text}`, 2);
}

function readValues(args: readonly string[], options: Options): Map<string, string> {
  const parts = readParts(args, options);
  const values = new Map<string, string>();
  for (const { kind, text, option } of parts) {
    if (!option?.required || option.parseArg === collect) continue;
    if (kind === "value") values.set(option.long as string, text);
    else if (text.includes("=")) values.set(option.long as string, text.slice(text.indexOf("=") + 1));
  }
  return values;
}

/** Commander treats everything that begins with `-` as an option, unless it follows `--`. */
function placeOperands(command: Command, program: Command, args: readonly string[]): string[] {
  const [argument] = command.registeredArguments;
  if (!argument) return [...args];
  const options = optionsOf(program, command);
  const parts = readParts(args, options);
  // A name such as -x, if nothing else could be the operand.
  const odd = parts.filter((part) => isUnknown(part) && /^-[^-]/.test(part.text));
  const given = parts.filter(({ kind }) => kind === "operand");
  if (argument.variadic) {
    refuseUndivided(command, parts);
    return [...args];
  }
  // The extra operand may be the value of a misspelt option, for which commander suggests the closest one.
  const taken = command.registeredArguments;
  if (given.length > taken.length && !parts.some(isUnknown)) {
    refuseValueless(parts, options);
    const names = taken.map((each) => each.name()).join(", ");
    const takes = taken.length === 1 ? `one ${names}, not ${given.length}; put it` : `${names}; put what has spaces`;
    throw new CommandError(`${command.name()} takes ${takes} in quotes`, 2);
  }
  const operands = given.length === 0 && odd.length === 1 ? odd : given;
  if (!operands.some(({ text }) => text.startsWith("-"))) return [...args];
  const rest = parts.filter((part) => part.kind !== "end" && !operands.includes(part));
  return [...rest, { text: "--" }, ...operands].map(({ text }) => text);
}

/** Another program's options must not be taken for ours, so its command line follows `--`. */
function refuseUndivided(command: Command, parts: readonly Part[]): void {
  const isMissing = parts.some(({ kind }, at) => kind === "operand" && !parts.slice(0, at).some(isEnd));
  if (isMissing || (parts.some(isEnd) && isEnd(parts.at(-1)))) {
    const usage = `${command.name()} takes ${isMissing ? "-- and then the program" : "a program after --"}`;
    throw new CommandError(`${usage}, as in: spantom ${command.name()} -- node app.mjs`, 2);
  }
}

const isEnd = (part: Part | undefined) => part?.kind === "end";
