/** The script for zsh, for its function path or for `eval` after compinit. */
import type { CommandGrammar, OptionGrammar, Values } from "./grammar.ts";

export function formatZsh(grammar: readonly CommandGrammar[]): string {
  const [root, ...commands] = grammar;
  return `#compdef spantom
# Completes the command line of spantom in zsh: eval "$(spantom completion zsh)"

_spantom_names() {
  local -a names
  names=("\${(@f)$(spantom span-names \${opt_args[--db-path]:+--db-path "\${(Q)opt_args[--db-path]}"} 2>/dev/null)}")
  compadd -a names
}

_spantom_commands() {
  local -a commands=(
${commands.map(({ name, description }) => `    ${quote(`${name}:${description}`)}`).join("\n")}
  )
  _describe command commands
}

_spantom() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C \\
${listOptions(root?.options ?? [])} \\
    '1: :_spantom_commands' \\
    '*:: :->rest'
  [[ $state == rest ]] || return
  case $words[1] in
${commands.map(formatCommand).join("\n")}
  esac
}

if [[ $funcstack[1] == _spantom ]]; then _spantom "$@"; else compdef _spantom spantom; fi
`;
}

function formatCommand({ name, options, argument }: CommandGrammar): string {
  const takes = argument ? ` \\\n    ${quote(formatArgument(argument))}` : "";
  return `  ${name}) _arguments \\\n${listOptions(options)}${takes} ;;`;
}

function formatArgument(argument: Values): string {
  if (argument.kind === "program") return "*:: :_normal";
  return `1:${argument.kind === "names" ? "name" : " "}:${actionOf(argument)}`;
}

function listOptions(options: readonly OptionGrammar[]): string {
  return options.flatMap(formatOption).join(" \\\n");
}

/** Long options accept their value after a space or "=". */
function formatOption({ long, short, description, value }: OptionGrammar): string[] {
  const rest = `[${description.replace(/[[\]\\:]/g, "\\$&")}]${value ? `:${long.slice(2)}:${actionOf(value)}` : ""}`;
  const repeated = /can be repeated/.test(description) ? "*" : "";
  const forms = short ? [short, long] : [value ? `${long}=` : long];
  return forms.map((form) => `    ${quote(`${repeated}${form}${rest}`)}`);
}

function actionOf(values: Values): string {
  if (values.kind === "choices") return `(${values.choices.join(" ")})`;
  return { files: "_files", names: "_spantom_names", program: "_normal", any: " " }[values.kind];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
