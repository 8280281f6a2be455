/** The palette's items for a typed text. */

import { aboutOf } from "../../../lib/model/basis.ts";
import { ANY_ERROR, filterOfType, UNFINISHED } from "../../../lib/model/error-filter.ts";
import { filterOfCounted, formatTagFilter } from "../../../lib/model/filter.ts";
import { formatClock, formatCounted, formatDurationText } from "../../../lib/model/format.ts";
import type { ValueKind } from "../../../lib/model/kinds.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SearchIndex } from "../../../lib/queries/search-index.ts";
import type { KeyBinding } from "../../ui/keys/key-list.ts";
import { describeFilter } from "../scope/scope-url.ts";
import { scopeOf } from "../scope-href.ts";
import type { PastQuery } from "../sql/history.ts";
import { queryHref, SQL_IN_URL } from "../sql/kept-sql.ts";
import { viewOf } from "../views.ts";
import { pickMatching, type TextMatch } from "./match-text.ts";

export type ItemMark =
  | { readonly of: "error"; readonly type: string }
  | { readonly of: "name"; readonly name: string }
  | { readonly of: "tag"; readonly kind: ValueKind }
  | { readonly of: "command" | "sql" | "span" | "run" };

export interface PaletteItem {
  readonly id: string;
  readonly text: string;
  readonly mark: ItemMark;
  /** Shown on the right. */
  readonly detail?: string;
  /** Shown on the right, in the form that `matchesKey` takes. */
  readonly keys?: string;
  readonly href?: string;
  /** Limits the current view instead of leaving it. */
  readonly filterHref?: string;
  readonly act?: () => unknown;
}

export type FoundItem = PaletteItem & { readonly ranges: TextMatch["ranges"] };

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly FoundItem[];
}

export interface Whereabouts {
  readonly path: string;
  readonly params: URLSearchParams;
}

export interface PaletteSources {
  readonly index: SearchIndex | null;
  readonly keys: readonly KeyBinding[];
  readonly past: readonly PastQuery[];
}

const MAX_ITEMS = { names: 6, tags: 4, values: 4, errors: 4, commands: 6, views: 4, runs: 3, past: 3, questions: 2 };
/** Commands that make no sense inside the palette. */
const NOT_OFFERED = new Set(["Mod+k", "Escape", "j", "k"]);

export function findItems(typed: string, { index, keys, past }: PaletteSources, here: Whereabouts): PaletteGroup[] {
  const names = pickMatching(nameItems(index, here), typed, MAX_ITEMS.names);
  const commands = commandItems(keys);
  const some = typed.trim() !== "";
  const groups: PaletteGroup[] = [
    { title: "Span", items: spanItems(typed, here) },
    { title: "Span names", items: names },
    { title: "Tags", items: pickMatching(tagItems(index, here), typed, MAX_ITEMS.tags) },
    { title: "Tag values", items: some ? pickMatching(valueItems(index, here), typed, MAX_ITEMS.values) : [] },
    { title: "Errors", items: pickMatching(errorItems(index, here), typed, some ? MAX_ITEMS.errors : 2) },
    { title: "Views", items: pickMatching(commands.filter(isView), typed, MAX_ITEMS.views) },
    {
      title: "Commands",
      items: pickMatching(
        commands.filter((item) => !isView(item)),
        typed,
        MAX_ITEMS.commands,
      ),
    },
    { title: "Questions", items: some ? whyItems(names, typed, here).slice(0, MAX_ITEMS.questions) : [] },
    { title: "Runs", items: pickMatching(runItems(index, here), typed, MAX_ITEMS.runs) },
    { title: "History", items: pickMatching(pastItems(past), typed, MAX_ITEMS.past) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function withScope({ params }: Whereabouts, path: string, change: (scope: URLSearchParams) => void): string {
  const scope = scopeOf(params);
  change(scope);
  return `${path}?${scope}`;
}

/** Limits the current view, keeping its own parameters, or Explore if the current page has no scope. */
function limited({ path, params }: Whereabouts, change: (params: URLSearchParams) => void): string {
  const keeps = path === "/query" || viewOf(path) !== path ? undefined : path;
  const next = keeps ? new URLSearchParams(params) : scopeOf(params);
  change(next);
  return `${keeps ?? "/explore"}?${next}`;
}

function addOnce(params: URLSearchParams, key: string, value: string): void {
  if (!params.getAll(key).includes(value)) params.append(key, value);
}

function spanItems(typed: string, { params }: Whereabouts): FoundItem[] {
  const id = typed.trim();
  if (!/^[1-9]\d{0,15}$/.test(id)) return [];
  const scope = scopeOf(params).toString();
  const href = `/span/${id}${scope && `?${scope}`}`;
  return [{ id: "span", text: id, mark: { of: "span" }, detail: "by its id", href, ranges: [[0, id.length]] }];
}

function nameItems(index: SearchIndex | null, here: Whereabouts): PaletteItem[] {
  return (index?.names ?? []).map(({ name, count, total }) => ({
    id: `name ${name}`,
    text: formatText(name),
    mark: { of: "name", name },
    detail: `${index && aboutOf(index.basis)}${formatCounted(count, "span")}, ${formatDurationText(total)}`,
    href: withScope(here, "/explore", (scope) => scope.set("name", name)),
    filterHref: limited(here, (params) => addOnce(params, "name", name)),
  }));
}

/** Limits to the name that carries a tag, unless names are already selected. */
function onCarrier(scope: URLSearchParams, on: string | null): void {
  if (!scope.has("name") && on !== null) scope.append("name", on);
}

function tagItems(index: SearchIndex | null, here: Whereabouts): PaletteItem[] {
  return (index?.keys ?? []).map(({ key, kind, values, on }) => ({
    id: `tag ${key}`,
    text: formatText(key),
    mark: { of: "tag", kind },
    detail: `color by it, ${formatCounted(values, "value")}${index?.allTags ? "" : " seen"} in the run`,
    href: withScope(here, "/explore", (scope) => {
      onCarrier(scope, on);
      scope.append("color", key);
    }),
  }));
}

function valueItems(index: SearchIndex | null, here: Whereabouts): PaletteItem[] {
  return (index?.keys ?? []).flatMap(({ key, kind, top, on }) =>
    top.map((value): PaletteItem => {
      const counted = filterOfCounted(key, value);
      const filter = formatTagFilter(counted);
      return {
        id: `value ${filter}`,
        text: describeFilter(counted),
        mark: { of: "tag", kind },
        detail: "only these spans",
        href: withScope(here, "/explore", (scope) => {
          onCarrier(scope, on);
          addOnce(scope, "tag", filter);
        }),
        filterHref: limited(here, (params) => addOnce(params, "tag", filter)),
      };
    }),
  );
}

/** Limits the view to failed or unfinished spans; nothing if the run has none. */
function errorItems(index: SearchIndex | null, here: Whereabouts): PaletteItem[] {
  const { failed = 0, unfinished = 0, types = [] } = index?.errors ?? {};
  const item = (text: string, error: string, type: string, count: number): PaletteItem => ({
    id: `error ${error}`,
    text,
    mark: { of: "error", type },
    detail: formatCounted(count, "span"),
    href: limited(here, (params) => params.set("error", error)),
  });
  const all = failed + unfinished;
  const both = failed > 0 && unfinished > 0 ? "Only failed and unfinished spans" : "Only failed spans";
  const named = types.filter(({ type }) => type !== UNFINISHED);
  return [
    ...(failed > 0 ? [item(both, ANY_ERROR, "", all)] : []),
    ...(unfinished > 0 ? [item("Only unfinished spans", UNFINISHED, UNFINISHED, unfinished)] : []),
    ...named.map(({ type, count }) =>
      item(`Only spans that failed with ${formatText(type)}`, filterOfType(type), type, count),
    ),
  ];
}

function isView({ id }: PaletteItem): boolean {
  return id.startsWith("view ");
}

/** One item per label: commands with a key, from its newest binding, and commands without one. */
function commandItems(keys: readonly KeyBinding[]): PaletteItem[] {
  const items = new Map<string, PaletteItem>();
  const taken = new Set<string>();
  for (const { key, label, group, act } of keys) {
    if (NOT_OFFERED.has(key) || taken.has(key) || items.has(label)) continue;
    if (key !== "") taken.add(key);
    const id = `${group === "Views" ? "view" : "command"} ${label}`;
    items.set(label, { id, text: label, mark: { of: "command" }, act, ...(key !== "" && { keys: key }) });
  }
  return [...items.values()].reverse();
}

function whyItems(names: readonly FoundItem[], typed: string, here: Whereabouts): FoundItem[] {
  const items = names.map(({ text, id }): PaletteItem => {
    const href = withScope(here, "/explore", (scope) => {
      scope.set("name", id.slice("name ".length));
      scope.append("why", "slowest");
    });
    return { id: `why ${id}`, text: `Why are the slowest 5 % of ${text} slow?`, mark: { of: "command" }, href };
  });
  return pickMatching(items, typed, items.length);
}

function runItems(index: SearchIndex | null, here: Whereabouts): PaletteItem[] {
  const runs = index && index.runs.length > 1 ? index.runs : [];
  return runs.map(({ id, runs: members, started, count, command }, index) => {
    const [what, title] = members > 1 ? ["session", "Session"] : ["run", "Run"];
    const run = index === 0 ? "latest" : id;
    const set = (params: URLSearchParams) => {
      for (const key of ["run", "from", "to"]) params.delete(key);
      if (run !== "latest") params.set("run", run);
    };
    return {
      id: `run ${id}`,
      text: `${index === 0 ? `Latest ${what}` : title}, ${formatClock(started, 0)}${command ? `, ${command}` : ""}`,
      mark: { of: "run" },
      detail: `${members > 1 ? `${formatCounted(members, "run")}, ` : ""}${formatCounted(count, "span")}`,
      href: limited(here, set),
    };
  });
}

function pastItems(past: readonly PastQuery[]): PaletteItem[] {
  return past
    .filter(({ sql }) => sql.length <= SQL_IN_URL)
    .map(({ sql, rows, at }) => ({
      id: `sql ${sql}`,
      text: sql.replace(/\s+/g, " ").trim(),
      mark: { of: "sql" },
      detail: `${formatCounted(rows, "row")}, ${formatClock(at / 1000, 0)}`,
      href: queryHref(sql),
    }));
}
