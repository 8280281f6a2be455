/** Reads what cli/build/next-adapter.mjs wrote about the built dashboard. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Route {
  readonly pathname: string;
  /** Set for routes with parameters: matches their pathnames. */
  readonly pattern?: string;
  /** The compiled module, relative to the dashboard's folder. */
  readonly file: string;
}

export interface Manifest {
  readonly routes: readonly Route[];
  /** Pathnames of all files for the browser; each lies under static/. */
  readonly files: readonly string[];
}

/** @throws Error with a one-line message when the dashboard is not built. */
export function readManifest(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
  } catch (cause) {
    throw new Error("the dashboard is not built; run: npm run build", { cause });
  }
}
