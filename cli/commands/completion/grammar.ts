/** The command line's grammar, derived from the command definitions. */
import type { Argument, Command, Option } from "commander";

/** The kind of an option's or argument's value; `program`: another command line, after `--`; `any` offers nothing. */
export type Values =
  | { readonly kind: "choices"; readonly choices: readonly string[] }
  | { readonly kind: "files" | "names" | "program" | "any" };

export interface OptionGrammar {
  readonly long: string;
  readonly short?: string;
  readonly description: string;
  /** Undefined for a flag. */
  readonly value?: Values;
}

export interface CommandGrammar {
  /** Empty for the program without a command. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionGrammar[];
  readonly argument?: Values;
}

/** The program itself, with all options of the default command, then the commands by name. */
export function readGrammar(program: Command): readonly CommandGrammar[] {
  const commands = program.createHelp().visibleCommands(program).map(readCommand);
  const own = readCommand(program);
  const defaults = commands.find(({ name }) => name === "dashboard")?.options ?? [];
  const added = defaults.filter(({ long }) => own.options.every((option) => option.long !== long));
  return [{ ...own, name: "", options: [...own.options, ...added] }, ...commands];
}

function readCommand(command: Command): CommandGrammar {
  const argument = command.registeredArguments[0];
  return {
    name: command.name(),
    description: command.description(),
    options: command.createHelp().visibleOptions(command).map(readOption),
    ...(argument && { argument: readArgument(argument) }),
  };
}

function readArgument(argument: Argument): Values {
  return argument.variadic ? { kind: "program" } : readValues(argument.argChoices, argument.name());
}

function readOption(option: Option): OptionGrammar {
  const value = /<(.+)>/.exec(option.flags)?.[1];
  return {
    long: option.long ?? option.flags,
    ...(option.short && { short: option.short }),
    description: option.description,
    ...(value && { value: readValues(option.argChoices, value) }),
  };
}

function readValues(choices: Argument["argChoices"], name: string): Values {
  if (choices) return { kind: "choices", choices };
  if (name === "file") return { kind: "files" };
  return { kind: name === "name" ? "names" : "any" };
}
