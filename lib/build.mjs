/** Builds the published library: ESM and CommonJS bundles, one file of types for each, and the processes that read. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { defineThread } from "./writing/build-thread.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = at("../dist/lib/");
const types = at("../dist/types/");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const shared = { bundle: true, platform: "node", target: "node20", external: ["better-sqlite3"], logLevel: "warning" };
const thread = await defineThread();
await build({ ...shared, entryPoints: [at("index.ts")], format: "esm", outfile: `${out}index.js`, define: thread });
await build({
  ...shared,
  entryPoints: [at("index.ts")],
  format: "cjs",
  outfile: `${out}index.cjs`,
  define: { ...thread, "import.meta.url": "__spantomUrl" },
  banner: { js: 'const __spantomUrl = require("node:url").pathToFileURL(__filename).href;' },
});
for (const room of ["reader", "export"]) {
  const entryPoints = [at(`${room}/child.ts`)];
  await build({ ...shared, entryPoints, format: "esm", outfile: `${out}${room}-child.js` });
}

// One self-contained file of types, so that it can serve as .d.ts and .d.cts alike: relative imports in a .d.cts
// would lead to the types of an ES module, which TypeScript refuses from CommonJS.
const tsc = createRequire(import.meta.url)
  .resolve("typescript/package.json")
  .replace(/package\.json$/, "bin/tsc");
execFileSync(process.execPath, [tsc, "-p", at("tsconfig.json")], { stdio: "inherit" });
const api = readFileSync(`${types}api.d.ts`, "utf8");
const index = readFileSync(`${types}index.d.ts`, "utf8").replace(
  /^(import|export) type .* from "\.\/api\.ts";\n/gm,
  "",
);
if (/from "\./.test(api + index)) throw new Error("the public types import something besides api.ts");
for (const name of ["index.d.ts", "index.d.cts"])
  writeFileSync(
    out + name,
    `/// <reference lib="esnext.disposable" />\n${api.replace(/^export \{\};\n/m, "")}\n${index}`,
  );
rmSync(types, { recursive: true, force: true });
