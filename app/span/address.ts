/** Addresses of spans. */
import { anyText, checked, type Parameters, repeated } from "../../lib/model/parameters.ts";
import { SCOPE_RULES } from "../../lib/model/scope.ts";

/** The view's parameters, and what is valid in them. */
export const SPAN_RULES = {
  ...SCOPE_RULES,
  zoom: checked("two shares of the tree's time, such as 0.1-0.5", isZoom),
  hide: repeated(anyText),
} satisfies Parameters;

function isZoom(text: string): boolean {
  const [from, to, ...more] = text.split("-").map((part) => (part === "" ? Number.NaN : Number(part)));
  return from !== undefined && to !== undefined && more.length === 0 && from >= 0 && to <= 1 && from < to;
}

/** @param query scope, zoom and hidden columns, without the `?` */
export function spanHref(id: number, query: string): string {
  return query ? `/span/${id}?${query}` : `/span/${id}`;
}

/** The span that an address refers to; undefined for other pages. */
export function spanIdOf(pathname: string): number | undefined {
  const found = /^\/span\/(\d+)$/.exec(pathname);
  return found ? Number(found[1]) : undefined;
}

/** The address of the page with other values of a parameter of the view. */
export function hrefWith(key: "zoom" | "hide", values: readonly string[], params: URLSearchParams): string {
  const rest = new URLSearchParams(params);
  rest.delete(key);
  for (const value of values) rest.append(key, value);
  return `${window.location.pathname}${rest.size > 0 ? `?${rest}` : ""}`;
}

/** Explore, limited to this name, in the same scope. */
export function exploreHref(
  name: string,
  params: URLSearchParams,
  more: Readonly<Record<string, string>> = {},
): string {
  const rest = new URLSearchParams(params);
  for (const own of ["zoom", "hide", "name"]) rest.delete(own);
  rest.append("name", name);
  for (const [key, value] of Object.entries(more)) rest.set(key, value);
  return `/explore?${rest}`;
}
