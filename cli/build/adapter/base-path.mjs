/**
 * Makes built pages work under any path. They are built with a placeholder base path; here, every occurrence becomes
 * relative to the `<base>` that cli/serve/base-path.ts writes into each page. Only the router in the browser needs the
 * path itself, and reads it from that element.
 */

/** `/proxy/8050` of a dashboard at `/proxy/8050/`, empty at the root. */
const IN_BROWSER = '(new URL(".",document.baseURI).pathname.slice(0,-1))';

/** A pathname of the build as requested from the server. */
export function dropBase(pathname, base) {
  if (base === "" || (pathname !== base && !pathname.startsWith(`${base}/`))) return pathname;
  return pathname.slice(base.length) || "/";
}

/** @param text a file for the browser */
export function freeBrowserFile(text, base) {
  if (base === "") return text;
  const alone = ['"', "'", "`"].map((quote) => `${quote}${base}${quote}`);
  return alone.reduce((freed, literal) => freed.replaceAll(literal, IN_BROWSER), text).replaceAll(`${base}/`, "./");
}

/**
 * @param path of the file in the build
 * @param text a file that the server runs or reads
 */
export function freeServerFile(path, text, base) {
  if (base === "") return text;
  // On the server the base path is the root: cli/serve/base-path.ts strips any prefix.
  if (path.endsWith(".json")) return text.replace(/("assetPrefix":\s*)"[^"]*"/, '$1"."').replaceAll(base, "");
  return text.replaceAll(base, ".");
}
