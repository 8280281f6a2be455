/** The script for fish. */
import type { CommandGrammar, OptionGrammar, Values } from "./grammar.ts";

export function formatFish(grammar: readonly CommandGrammar[]): string {
  const names = grammar.filter(({ name }) => name !== "").map(({ name }) => name);
  return `# Completes the command line of spantom in fish: spantom completion fish | source

function __spantom_names
    set -l words (commandline -opc)
    set -l at (contains -i -- --db-path $words)
    and set -l path --db-path $words[(math $at + 1)]
    spantom span-names $path 2>/dev/null
end

complete -c spantom -f
set -l commands ${names.join(" ")}
${grammar.flatMap(formatCommand).join("\n")}
`;
}

function formatCommand({ name, description, options, argument }: CommandGrammar): string[] {
  const none = '"not __fish_seen_subcommand_from $commands"';
  const where = name ? `"__fish_seen_subcommand_from ${name}"` : none;
  const own = name ? [`complete -c spantom -n ${none} -a ${name} -d ${quote(description)}`] : [];
  const takes = argument ? offer(argument) : "";
  return [
    ...own,
    ...options.map((option) => `complete -c spantom -n ${where} ${formatOption(option)}`),
    ...(takes ? [`complete -c spantom -n ${where} ${takes}`] : []),
  ];
}

function formatOption({ long, short, description, value }: OptionGrammar): string {
  const flags = `${short ? `-s ${short.slice(1)} ` : ""}-l ${long.slice(2)}`;
  const values = value ? ` -r ${value.kind === "files" ? "-F" : `-f ${offer(value)}`.trimEnd()}` : "";
  return `${flags}${values} -d ${quote(description)}`;
}

function offer(values: Values): string {
  if (values.kind === "choices") return `-a ${quote(values.choices.join(" "))}`;
  if (values.kind === "program") return "-F";
  return values.kind === "names" ? "-a '(__spantom_names)'" : "";
}

function quote(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
