/** The command line that asks what a view shows. */
import { formatTagFilter, type Scope } from "./scope.ts";

/** Unless it is told otherwise, `spantom why` looks at so many of the newest spans, of all names: as many as are read at once. */
export const COMMAND_WINDOW = 1_000_000;
/** Fewer calls in the latest run say nothing; then `spantom why` asks all runs, unless it is told one. */
export const MIN_CALLS = 20;

/** As a shell takes it for one word. */
export function quoteWord(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Name and value of options that can be repeated. */
export function repeatOption(option: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [option, quoteWord(value)]);
}

/** What limits a scope besides its run and window, as the options that `spantom why` and `spantom export` have for it. */
export function limitOptions({ tags, from, to }: Pick<Scope, "tags" | "from" | "to">): string[] {
  return [
    ...repeatOption("--tag", tags.map(formatTagFilter)),
    ...(from === null ? [] : ["--from", String(from)]),
    ...(to === null ? [] : ["--to", String(to)]),
  ];
}
