/** Links between views: they carry the scope over, but not the view's own parameters. */

import { SCOPE_PARAMETERS } from "../../lib/model/scope.ts";

/** The scope's parameters of an address. */
export function scopeOf(params: URLSearchParams): URLSearchParams {
  const scope = new URLSearchParams();
  for (const key of SCOPE_PARAMETERS) for (const value of params.getAll(key)) scope.append(key, value);
  return scope;
}

/** The address of another view in the same scope. */
export function viewHref(path: string, params: URLSearchParams): string {
  const text = scopeOf(params).toString();
  return text === "" ? path : `${path}?${text}`;
}

/** The view's data endpoint for the same parameters, relative to the dashboard; null if it has none. */
export function dataEndpointHref(path: string, params: string, format: "csv" | "json"): string | null {
  const query = params === "" ? "" : `?${params}`;
  if (path === "/") return `overview.${format}${query}`;
  if (path.startsWith("/span/")) return format === "json" ? `${path.slice(1)}.json${query}` : null;
  return ["/explore", "/compare", "/query"].includes(path) ? `${path.slice(1)}.${format}${query}` : null;
}

/**
 * The full address of a view, for callers that would resolve it against the open page: a proxy may serve the dashboard
 * under any path. Next's links and router handle that themselves, as does anything that the browser resolves, such as
 * `fetch` and plain links, if it has no leading slash.
 */
export function addressOf(href: string): string {
  return new URL(href.replace(/^\//, ""), document.baseURI).href;
}
