/** Cookies for what the server needs to know for the first paint: the theme, the rail's width, the columns' widths. */

const YEAR_SECONDS = 31_536_000;

/** @param value null deletes it */
export function writeCookie(name: "theme" | "rail" | "columns", value: string | null): void {
  const { pathname } = new URL(".", document.baseURI);
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it, to get the first paint right
  document.cookie = `${name}=${value ?? ""}; path=${pathname}; samesite=strict; max-age=${value === null ? 0 : YEAR_SECONDS}`;
}
