/**
 * The site behind the gate: the built dashboard, or the one under development (cli/serve/dev). Serves exactly the
 * static files listed by the build, so that no path leads elsewhere.
 */
import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { pipeline } from "node:stream";
import { createBrotliDecompress } from "node:zlib";
import { dashboardFolder, readManifest } from "../dist.ts";
import type { Exceptions, Guard } from "./gate.ts";
import type { Upgrade } from "./http-server.ts";
import { createPages, type Pages } from "./pages.ts";
import { pagePolicy } from "./policy.ts";

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

/** Answers and returns true if there is such a file; otherwise leaves the response alone. */
type ServeFile = (pathname: string, request: IncomingMessage, response: ServerResponse) => boolean;

export interface Site {
  readonly pages: Pages;
  readonly serveFile: ServeFile;
  /** The Content-Security-Policy of a page with that nonce. */
  policyOf(nonce: string): string;
  /** See `GateConfig`. */
  readonly exceptions?: Exceptions;
  /** Creates the handler of upgrade requests that the guard admits. */
  createUpgrade?(guard: Guard): Upgrade;
}

/** @throws Error with a one-line message if the dashboard is not built */
export function openBuiltSite(ip: string): Site {
  const { routes, files } = readManifest(dashboardFolder);
  return {
    pages: createPages(dashboardFolder, routes, ip),
    serveFile: createFileServer(dashboardFolder, files),
    policyOf: pagePolicy,
  };
}

export function createFileServer(folder: string, pathnames: readonly string[]): ServeFile {
  const known = new Set(pathnames);
  return (asked, request, response) => {
    // Browsers request it if the user leaves a page before its head has named the icon.
    const pathname = asked === "/favicon.ico" ? "/icon.svg" : asked;
    if (!known.has(pathname) || request.method === "POST") return false;
    const found = findFile(join(folder, "static", pathname));
    if (!found) return false;
    const { file, size, compressed } = found;
    const unpacked = compressed && !takesBrotli(request);
    const forever = pathname.startsWith("/_next/static/");
    response.writeHead(200, {
      "Content-Type": TYPES[extname(pathname)] ?? "application/octet-stream",
      "Cache-Control": forever ? "public, max-age=31536000, immutable" : "no-cache",
      ...(compressed ? { Vary: "Accept-Encoding" } : {}),
      ...(compressed && !unpacked ? { "Content-Encoding": "br" } : {}),
      ...(unpacked ? {} : { "Content-Length": size }),
    });
    // Fails when the browser disconnects, which is not an error.
    const ended = () => undefined;
    if (request.method === "HEAD") response.end();
    else if (unpacked) pipeline(createReadStream(file), createBrotliDecompress(), response, ended);
    else pipeline(createReadStream(file), response, ended);
    return true;
  };
}

/** The build stores text files compressed. */
function findFile(path: string): { file: string; size: number; compressed: boolean } | undefined {
  for (const file of [path, `${path}.br`]) {
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size !== undefined) return { file, size, compressed: file !== path };
  }
  return undefined;
}

function takesBrotli({ headers }: IncomingMessage): boolean {
  return /(^|,)\s*br\s*(,|;(?!\s*q=0(\.0*)?\s*(,|$))|$)/i.test(String(headers["accept-encoding"] ?? ""));
}
