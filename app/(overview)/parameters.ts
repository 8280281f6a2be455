/** The overview's parameters, and what is valid in them. */
import { anyText, checked, type Parameters, repeated } from "../../lib/model/parameters.ts";
import { SCOPE_RULES } from "../../lib/model/scope.ts";
import { readSort } from "../../lib/model/sort.ts";
import { PEEK_RULES } from "../shell/peek/address.ts";

/** Columns the table of names can be sorted by. */
export const SORTABLE: readonly string[] = [
  ...["name", "count", "errors", "share", "total", "self"],
  ...["mean", "p50", "p95", "p99", "max"],
];

export const OVERVIEW_RULES = {
  ...SCOPE_RULES,
  find: anyText,
  sort: checked(`${SORTABLE.join(", ")}, or one of them after a minus sign`, (text) =>
    SORTABLE.includes(readSort(text)?.column ?? ""),
  ),
  hide: repeated(anyText),
  hidetag: repeated(anyText),
  ...PEEK_RULES,
} satisfies Parameters;
