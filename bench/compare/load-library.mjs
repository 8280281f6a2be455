/** Loads what the comparison of runs is made of, which exists only in TypeScript. */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const NAMES = {
  "lib/analysis/compare/compare-runs.ts": "compareRuns",
  "lib/analysis/compare/between-runs.ts": "orderOf",
  "lib/analysis/compare/environment.ts": "findDifferences",
  "lib/queries/paired-runs.ts": "readPairedRuns",
  "lib/queries/sql/run-tags.ts": "readRunTags",
  "lib/queries/registry.ts": "runQuery",
  "lib/model/compare-choice.ts": "DEFAULT_CHOICE",
  "lib/model/scope.ts": "DEFAULT_SCOPE",
  "lib/stats/random.ts": "createRandom",
  "lib/stats/student.ts": "studentQuantile",
  "lib/stats/chance.ts": "logGamma, normalTails",
  "lib/fixtures/made-runs.ts": "makeRuns",
};
const ENTRY = Object.entries(NAMES)
  .map(([file, name]) => `export { ${name} } from "./${file}";`)
  .join("\n");

/** @param folder where better-sqlite3 is found */
export async function loadLibrary(folder) {
  const file = join(folder, "compare-library.mjs");
  await build({
    stdin: { contents: ENTRY, resolveDir: root },
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["better-sqlite3"],
    logLevel: "error",
  });
  return import(pathToFileURL(file).href);
}
