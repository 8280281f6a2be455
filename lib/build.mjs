/** Builds the published library: the bundles, one file of types per module format, and the processes that read. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleLibrary, SHARED } from "./bundle.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = at("../dist/lib/");
const types = at("../dist/types/");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

await bundleLibrary(out);
await build({
  ...SHARED,
  // The queries are also loaded by the commands and the server, on demand.
  entryPoints: {
    "reader-child": at("reader/child.ts"),
    "export-child": at("export/child.ts"),
    queries: at("queries/registry.ts"),
  },
  minify: true,
  format: "esm",
  splitting: true,
  chunkNames: "shared-[hash]",
  outdir: out,
});

// One self-contained file of types, so that it can serve as .d.ts and .d.cts alike: relative imports in a .d.cts
// would resolve to the types of an ES module, which TypeScript rejects in CommonJS.
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
