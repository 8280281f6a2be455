/** Paths of the built parts relative to the running file: dist/cli when bundled, cli/ when run from source. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = new URL(import.meta.url.endsWith(".ts") ? "../dist/" : "../", import.meta.url);

/** The folder written by cli/build/next-adapter.mjs. */
export const dashboardFolder: string = fileURLToPath(new URL("dashboard/", dist));
/** The program of the reader's processes. */
export const readerChild: string = fileURLToPath(new URL("lib/reader-child.js", dist));
export const exportChild: string = fileURLToPath(new URL("lib/export-child.js", dist));
export const packageFolder: string = dirname(fileURLToPath(dist));

export interface Route {
  readonly pathname: string;
  /** For routes with parameters: matches their pathnames. */
  readonly pattern?: string;
  /** The compiled module, relative to the dashboard's folder. */
  readonly file: string;
}

/** The manifest of the built dashboard, written by cli/build/next-adapter.mjs. */
export interface Manifest {
  readonly routes: readonly Route[];
  /** Pathnames of all files for the browser, each under static/. */
  readonly files: readonly string[];
}

/** @throws Error with a one-line message if the dashboard is not built */
export function readManifest(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
  } catch (cause) {
    throw new Error("the dashboard is not built; run: npm run build", { cause });
  }
}
