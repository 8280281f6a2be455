/** Bundles the command-line program and all its dependencies except better-sqlite3 into one file. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const SHEBANG = "#!/usr/bin/env node\n";

/** Shared with the development bundle. */
export const COMMAND = {
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  external: ["better-sqlite3"],
  banner: { js: 'const __spantomUrl = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: "warning",
};

export const defineCommand = (version) => ({
  __SPANTOM_VERSION__: JSON.stringify(version),
  "import.meta.url": "__spantomUrl",
});

/** The queries are built with the library's processes; the command loads them from that build on demand. */
export const queriesFromLibrary = {
  name: "queries-from-library",
  setup({ onResolve }) {
    onResolve({ filter: /[\\/]queries[\\/]registry\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "../lib/queries.js", external: true } : undefined,
    );
  },
};

/**
 * CommonJS, in which a command's modules are still loaded on demand: as ES modules, the dashboard consisted of sixteen
 * files and took a tenth longer to start.
 */
export async function bundleCommand(folder, version) {
  const file = join(folder, "index.js");
  mkdirSync(folder, { recursive: true });
  await build({
    ...COMMAND,
    entryPoints: [fileURLToPath(new URL("../index.ts", import.meta.url))],
    outfile: file,
    minify: true,
    define: defineCommand(version),
    legalComments: "linked",
    plugins: [queriesFromLibrary],
  });
  const code = readFileSync(file, "utf8");
  if (!code.startsWith(SHEBANG)) writeFileSync(file, SHEBANG + code);
  chmodSync(file, 0o755);
  // The package's type is "module".
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
}
