/** Bundles the library as published: for Node as an ES module and as CommonJS, and the build that traces nothing. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { defineThread } from "./writer/build-thread.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export const SHARED = {
  bundle: true,
  platform: "node",
  target: "node20",
  external: ["better-sqlite3"],
  logLevel: "warning",
};

/** `node:module` stays an import: a test runner provides its own. */
const STATIC_IMPORT = /^import (?:\{([^}]*)\} )?from "(node:(?!module")[a-z_/]+)";$/gm;

/**
 * When an ES module imports a built-in module by name, Node reads every property of it, and some of those load more
 * code: the streams of node:fs, the argument parser of node:util. Obtained this way they load nothing, which takes a
 * third off the import time.
 */
function replaceBuiltinImports(code) {
  return code.replace(
    STATIC_IMPORT,
    (_, names, from) => `const {${names.replaceAll(" as ", ": ")}} = process.getBuiltinModule("${from}");`,
  );
}

/** @param {string} out folder for index.js, index.cjs, noop.js and noop.cjs */
export async function bundleLibrary(out) {
  const thread = await defineThread();
  const [esm, cjs] = [join(out, "index.js"), join(out, "index.cjs")];
  await build({ ...SHARED, entryPoints: [at("index.ts")], format: "esm", outfile: esm, define: thread });
  writeFileSync(esm, replaceBuiltinImports(readFileSync(esm, "utf8")));
  await build({
    ...SHARED,
    entryPoints: [at("index.ts")],
    format: "cjs",
    outfile: cjs,
    define: { ...thread, "import.meta.url": "__spantomUrl" },
    banner: { js: 'const __spantomUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  const noop = { bundle: true, platform: "neutral", target: "es2022", logLevel: "warning" };
  for (const [format, outfile] of [
    ["esm", join(out, "noop.js")],
    ["cjs", join(out, "noop.cjs")],
  ])
    await build({ ...noop, entryPoints: [at("noop.ts")], format, outfile });
}
