/** Builds the command line that prints what a view shows. */
import { formatTagFilter, type Scope } from "./scope.ts";

/** With fewer calls in the latest run, `spantom why` considers all runs, unless `--run` is given. */
export const MIN_CALLS = 20;

/** Quotes text as a single shell word. */
export function quoteWord(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Arguments for an option that can be repeated. */
export function repeatOption(option: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [option, quoteWord(value)]);
}

/** The limits of a scope by tags, errors and time, as options of `spantom why` and `spantom export`. */
export function limitOptions({ tags, error, from, to }: Pick<Scope, "tags" | "error" | "from" | "to">): string[] {
  return [
    ...repeatOption("--tag", tags.map(formatTagFilter)),
    ...repeatOption("--error", error === null ? [] : [error]),
    ...(from === null ? [] : ["--from", String(from)]),
    ...(to === null ? [] : ["--to", String(to)]),
  ];
}
