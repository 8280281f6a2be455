/** Bundles the command-line program, with all it needs but better-sqlite3, into one file. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const SHEBANG = "#!/usr/bin/env node\n";

/**
 * CommonJS, in which what a command needs is loaded when it runs, all the same: as ES modules the dashboard came in
 * sixteen files, and its start took a tenth longer.
 */
export async function bundleCommand(folder, version) {
  const file = join(folder, "index.js");
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL("index.ts", import.meta.url))],
    outfile: file,
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    external: ["better-sqlite3"],
    define: { __SPANTOM_VERSION__: JSON.stringify(version), "import.meta.url": "__spantomUrl" },
    banner: { js: 'const __spantomUrl = require("node:url").pathToFileURL(__filename).href;' },
    legalComments: "linked",
    logLevel: "warning",
  });
  const code = readFileSync(file, "utf8");
  if (!code.startsWith(SHEBANG)) writeFileSync(file, SHEBANG + code);
  chmodSync(file, 0o755);
  // The package is one of ES modules.
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
}
