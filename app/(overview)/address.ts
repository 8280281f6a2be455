/** Page adjustments kept in the address, so that they survive a reload and travel with the link. */
"use client";

/** Replaces the address without a server request: the page already has the data for the change. */
export function adjustAddress(change: (params: URLSearchParams) => void): void {
  const url = new URL(window.location.href);
  change(url.searchParams);
  window.history.replaceState(null, "", url);
}

/** Sets a parameter to these values; removes it when there are none. */
export function setAll(params: URLSearchParams, key: string, values: readonly string[]): void {
  params.delete(key);
  for (const value of values) params.append(key, value);
}
