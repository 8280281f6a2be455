/** The script for bash 3.2 (the version on macOS) and later. */
import type { CommandGrammar, OptionGrammar, Values } from "./grammar.ts";

export function formatBash(grammar: readonly CommandGrammar[]): string {
  const commands = grammar.filter(({ name }) => name !== "");
  const options = grammar.flatMap((command) => command.options);
  const programs = commands.flatMap(({ name, argument }) => (argument?.kind === "program" ? [name] : []));
  const taking = unique(options.filter(({ value }) => value).map(({ long }) => long));
  return `# Completes the command line of spantom in bash: eval "$(spantom completion bash)"

_spantom_offer() {
  local word
  while IFS= read -r word; do
    [[ $word == "$typed"* ]] || continue
    # Bash puts in what follows the last ":" or "=" alone.
    [[ $quote ]] && COMPREPLY+=("\${word#"$cut"}") || COMPREPLY+=("$(printf %q "\${word#"$cut"}")")
  done
}

_spantom_words() { _spantom_offer < <(printf '%s\\n' "$@"); }

_spantom_files() {
  # Bash's own way knows "~" and quotes; it cannot be asked for in 3.2, nor outside of a completion.
  compopt -o default 2>/dev/null && return
  typed=$value _spantom_offer < <(compgen -f -- "$value")
}

_spantom_names() {
  local path=\${path//[\\"\\'\\\\]/}
  _spantom_offer < <("\${COMP_WORDS[0]}" span-names \${path:+--db-path "$path"} 2>/dev/null)
}

_spantom() {
  local at=$COMP_CWORD piece=\${COMP_WORDS[COMP_CWORD]} IFS=$' \\t\\n'
  local current=$piece command= option= value path= word i given=0 cut quote= typed ended=
  COMPREPLY=()
  # ":" and "=" are words of their own to bash.
  while ((at > 1)) && [[ \${COMP_WORDS[at]} == [:=]* || \${COMP_WORDS[at - 1]} == *[:=] ]]; do
    at=$((at - 1))
    current=\${COMP_WORDS[at]}$current
  done
  for ((i = 1; i < at; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
    ${taking.join(" | ")})
      [[ \${COMP_WORDS[i + 1]} == = ]] && i=$((i + 1))
      i=$((i + 1))
      ((i < at)) || option=$word
      [[ $word == --db-path ]] && path=\${COMP_WORDS[i]}
      ;;
    --) ended=1 ;;
    -*) ;;
    *) if [[ $command ]]; then given=$((given + 1)); else command=$word; fi ;;
    esac
  done
  value=$current
  if [[ $current == --*=* ]]; then
    option=\${current%%=*}
    value=\${current#*=}
  fi
  [[ $piece == *[:=] ]] && piece=
  cut=\${value%"$piece"}
  [[ $value == [\\"\\']* ]] && quote=\${value:0:1} value=\${value:1}
  typed=\${value//\\\\/}

  case $ended$command in
${programs
  .map(
    (name) => `  1${name})
    compopt -o default 2>/dev/null
    return
    ;;`,
  )
  .join("\n")}
  esac
  if [[ $option ]]; then
    case $command:$option in
${valueCases(grammar)}
    esac
    return
  fi
  if [[ $current == -* ]]; then
    case $command in
${grammar.map(({ name, options: own }) => `    ${name || '""'}) _spantom_words ${flags(own)} ;;`).join("\n")}
    esac
    return
  fi
  ((given == 0)) || return
  case $command in
  "") _spantom_words ${commands.map(({ name }) => name).join(" ")} ;;
${commands.flatMap(({ name, argument }) => (argument ? caseOf(name, argument) : [])).join("\n")}
  esac
}

complete -F _spantom spantom
`;
}

/** Options with the same values in all commands are listed once. */
function valueCases(grammar: readonly CommandGrammar[]): string {
  const taking = grammar.flatMap(({ name, options }) =>
    options.flatMap(({ long, value }) => (value ? [{ name, long, value, text: JSON.stringify(value) }] : [])),
  );
  const lines = taking.flatMap(({ name, long, value, text }) => {
    const alike = taking.filter((other) => other.long === long).every((other) => other.text === text);
    return caseOf(`${alike ? "*" : name}:${long}`, value);
  });
  return unique(lines.map((line) => `  ${line}`)).join("\n");
}

function caseOf(pattern: string, values: Values): string[] {
  if (values.kind === "any" || values.kind === "program") return [];
  const action = values.kind === "choices" ? `words ${values.choices.join(" ")}` : values.kind;
  return [`  ${pattern}) _spantom_${action} ;;`];
}

function flags(options: readonly OptionGrammar[]): string {
  return options.flatMap(({ short, long }) => (short ? [short, long] : [long])).join(" ");
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
