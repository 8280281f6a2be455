/** Bundles the command-line program and its server into dist/cli/, with all they need but better-sqlite3. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { findUnshippable } from "./adapter/shipped.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(at("../package.json"), "utf8"));
const out = at("../dist/cli/");
rmSync(out, { recursive: true, force: true });

await build({
  entryPoints: [at("index.ts"), at("server.ts")],
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external: ["better-sqlite3"],
  define: { __SPANTOM_VERSION__: JSON.stringify(version) },
  // commander is CommonJS and requires node: modules.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  legalComments: "linked",
  logLevel: "warning",
});

const bin = `${out}index.js`;
const SHEBANG = "#!/usr/bin/env node\n";
const code = readFileSync(bin, "utf8");
if (!code.startsWith(SHEBANG)) writeFileSync(bin, SHEBANG + code);
chmodSync(bin, 0o755);

// This part is built last: all that is shipped is there.
const problems = findUnshippable(at("../dist/"), at("..").replace(/[\\/]$/, ""));
if (problems.length > 0) throw new Error(`dist cannot be shipped:\n- ${problems.join("\n- ")}`);
