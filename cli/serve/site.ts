/** What stands behind the gate: the dashboard as it was built, unless it is being worked on (cli/serve/dev). */

import { dashboardFolder, readManifest } from "../dist.ts";
import type { Exceptions, Guard } from "./gate.ts";
import type { Upgrade } from "./http-server.ts";
import { createPages, type Pages } from "./pages.ts";
import { pagePolicy } from "./policy.ts";
import { createFileServer, type ServeFile } from "./static-files.ts";

export interface Site {
  readonly pages: Pages;
  readonly serveFile: ServeFile;
  /** The Content-Security-Policy of a page whose scripts have that nonce. */
  policyOf(nonce: string): string;
  /** See `GateConfig`. */
  readonly exceptions?: Exceptions;
  /** Makes what takes requests for another protocol, from those that the guard lets in. */
  createUpgrade?(guard: Guard): Upgrade;
}

/** @throws Error with a one-line message when the dashboard is not built */
export function openBuiltSite(ip: string): Site {
  const { routes, files } = readManifest(dashboardFolder);
  return {
    pages: createPages(dashboardFolder, routes, ip),
    serveFile: createFileServer(dashboardFolder, files),
    policyOf: pagePolicy,
  };
}
