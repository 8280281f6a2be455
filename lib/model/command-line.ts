/** Builds the command line that prints what a view shows. */
import { formatTagFilter } from "./filter.ts";
import type { Scope } from "./scope.ts";

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

/** What limits a command's spans besides names and run. */
export type Limits = Pick<Scope, "tags" | "only" | "error" | "from" | "to">;

/** The limits of a scope as options of `spantom why` and `spantom export`. */
export function limitOptions({ tags, only = [], error, from, to }: Limits): string[] {
  return [
    ...repeatOption("--tag", tags.map(formatTagFilter)),
    ...repeatOption("--only", only.map(formatTagFilter)),
    ...repeatOption("--error", error === null ? [] : [error]),
    ...(from === null ? [] : ["--from", String(from)]),
    ...(to === null ? [] : ["--to", String(to)]),
  ];
}
