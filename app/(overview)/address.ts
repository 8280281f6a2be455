/** Adjustments of the page that stand in its address, so that a reload and a pasted link keep them. */
"use client";

/** Writes without asking the server: what changes is already in the page. */
export function adjustAddress(change: (params: URLSearchParams) => void): void {
  const url = new URL(window.location.href);
  change(url.searchParams);
  window.history.replaceState(null, "", url);
}

/** Gives a parameter these values, and takes it away where there are none. */
export function setAll(params: URLSearchParams, key: string, values: readonly string[]): void {
  params.delete(key);
  for (const value of values) params.append(key, value);
}
