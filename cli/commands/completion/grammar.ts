/** What can follow what on the command line, read off the commands as they are defined. */
import type { Argument, Command, Option } from "commander";

/** What the value of an option or an argument can be; `any` is nothing that could be offered. */
export type Values =
  | { readonly kind: "choices"; readonly choices: readonly string[] }
  | { readonly kind: "files" | "names" | "any" };

export interface OptionGrammar {
  readonly long: string;
  readonly short?: string;
  readonly description: string;
  /** Undefined for a flag. */
  readonly value?: Values;
}

export interface CommandGrammar {
  /** Empty for what can be said without naming a command. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionGrammar[];
  readonly argument?: Values;
}

/** The commands by name; before them what can be said without one, which includes all of the default command. */
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
    ...(argument && { argument: readValues(argument.argChoices, argument.name()) }),
  };
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
