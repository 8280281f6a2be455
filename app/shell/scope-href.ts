/** Links between views: they carry the scope over and drop a view's own parameters. */

import { SCOPE_PARAMETERS } from "../../lib/model/scope.ts";

/** The scope's parameters of an address. */
export function scopeOf(params: URLSearchParams): URLSearchParams {
  const scope = new URLSearchParams();
  for (const key of SCOPE_PARAMETERS) for (const value of params.getAll(key)) scope.append(key, value);
  return scope;
}

/** The address of another view with this one's scope. */
export function viewHref(path: string, params: URLSearchParams): string {
  const text = scopeOf(params).toString();
  return text === "" ? path : `${path}?${text}`;
}

/** The same view's data endpoint, relative to the dashboard; null if it has none. */
export function twinHref(path: string, params: string, format: "csv" | "json"): string | null {
  const query = params === "" ? "" : `?${params}`;
  if (path === "/") return `overview.${format}${query}`;
  if (path.startsWith("/span/")) return format === "json" ? `${path.slice(1)}.json${query}` : null;
  return ["/explore", "/compare", "/query"].includes(path) ? `${path.slice(1)}.${format}${query}` : null;
}

/**
 * The whole address of a view, for what resolves against the open page: a proxy may serve the dashboard under
 * any path. Next's links and router take care of that themselves, and so does what the browser resolves, such as
 * `fetch` and plain links, if it has no leading slash.
 */
export function addressOf(href: string): string {
  return new URL(href.replace(/^\//, ""), document.baseURI).href;
}
