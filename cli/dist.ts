/** Where the built parts lie, as seen from the running file: dist/cli when bundled, cli/ when run from source. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = new URL(import.meta.url.endsWith(".ts") ? "../dist/" : "../", import.meta.url);

/** The folder made by cli/build/next-adapter.mjs. */
export const dashboardFolder: string = fileURLToPath(new URL("dashboard/", dist));
/** The program in which typed SQL runs. */
export const readerChild: string = fileURLToPath(new URL("lib/reader-child.js", dist));
/** The program that exports. */
export const exportChild: string = fileURLToPath(new URL("lib/export-child.js", dist));
/** Where the package lies. */
export const packageFolder: string = dirname(fileURLToPath(dist));

export interface Route {
  readonly pathname: string;
  /** Set for routes with parameters: matches their pathnames. */
  readonly pattern?: string;
  /** The compiled module, relative to the dashboard's folder. */
  readonly file: string;
}

/** What cli/build/next-adapter.mjs wrote about the built dashboard. */
export interface Manifest {
  readonly routes: readonly Route[];
  /** Pathnames of all files for the browser; each lies under static/. */
  readonly files: readonly string[];
}

/** @throws Error with a one-line message when the dashboard is not built */
export function readManifest(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
  } catch (cause) {
    throw new Error("the dashboard is not built; run: npm run build", { cause });
  }
}
