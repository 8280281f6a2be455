/** Serves the dashboard's files for the browser: exactly the built ones, by name, so that no path leads elsewhere. */
import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { pipeline } from "node:stream";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

export type ServeFile = (pathname: string, request: IncomingMessage, response: ServerResponse) => boolean;

/** The function answers and says true when there is such a file, and leaves the response alone otherwise. */
export function createFileServer(folder: string, pathnames: readonly string[]): ServeFile {
  const known = new Set(pathnames);
  return (asked, request, response) => {
    // Browsers ask for it where a page is left before its head has named the icon.
    const pathname = asked === "/favicon.ico" ? "/icon.svg" : asked;
    if (!known.has(pathname) || request.method === "POST") return false;
    const file = join(folder, "static", pathname);
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size === undefined) return false;
    const forever = pathname.startsWith("/_next/static/");
    response.writeHead(200, {
      "Content-Type": TYPES[extname(pathname)] ?? "application/octet-stream",
      "Content-Length": size,
      "Cache-Control": forever ? "public, max-age=31536000, immutable" : "no-cache",
    });
    if (request.method === "HEAD") response.end();
    // Ends early when the browser goes away, which is nobody's fault.
    else pipeline(createReadStream(file), response, () => {});
    return true;
  };
}
