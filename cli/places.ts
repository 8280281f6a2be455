/** Where the built parts lie, as seen from the running file: dist/cli when bundled, cli/ when run from source. */
import { dirname } from "node:path";
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
