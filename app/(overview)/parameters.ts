/** The overview's parameters, and what is valid in them. */
import { anyText, checked, oneOf, type Parameters, repeated } from "../../lib/model/parameters.ts";
import { SCOPE_RULES } from "../../lib/model/scope.ts";
import { readSort } from "../../lib/model/sort.ts";
import { PEEK_RULES } from "../shell/peek/address.ts";

/** Columns the table of names can be sorted by. */
export const SORTABLE: readonly string[] = [
  ...["name", "count", "errors", "share", "total", "self"],
  ...["mean", "p50", "p95", "p99", "max"],
];

/** Columns the table of paths can be sorted by. */
export const PATH_SORTABLE: readonly string[] = ["path", "calls", "total", "self", "mean", "p95", "share"];

/** More tags make the labels of a tree harder to read than none. */
const MAX_SPLIT = 3;

/** The tags that the call tree is split by: empty for names only, undefined for those that tell siblings apart. */
export function readSplit(params: URLSearchParams): string[] | undefined {
  const split = params.getAll("split");
  return split.length === 0 ? undefined : split.filter((key) => key !== "").slice(0, MAX_SPLIT);
}

const sortOf = (sortable: readonly string[]) =>
  checked(`${sortable.join(", ")}, or one of them after a minus sign`, (text) =>
    sortable.includes(readSort(text)?.column ?? ""),
  );

export const OVERVIEW_RULES = {
  ...SCOPE_RULES,
  find: anyText,
  sort: sortOf(SORTABLE),
  hide: repeated(anyText),
  hidetag: repeated(anyText),
  chart: oneOf(["tree"]),
  in: checked("the id of a path, as the page writes it", (text) => /^[0-9a-z]*(\.\d{1,6})?$/.test(text)),
  path: checked("the id of a path, as the page writes it", (text) => /^[0-9a-z]+$/.test(text)),
  split: repeated(anyText),
  pathsort: sortOf(PATH_SORTABLE),
  ...PEEK_RULES,
} satisfies Parameters;
