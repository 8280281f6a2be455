/** Bundles the writing thread's program into a string: a user's bundler could leave a separate file behind. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** @returns {Promise<{ text: string, sources: string[] }>} the program, and its source files */
export async function bundleThread() {
  const result = await build({
    entryPoints: [fileURLToPath(new URL("./thread.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: true,
    metafile: true,
    write: false,
  });
  return {
    text: result.outputFiles[0].text,
    sources: Object.keys(result.metafile.inputs).map((file) => resolve(file)),
  };
}

/** What esbuild must `define` for the tracer to have a writing thread. */
export async function defineThread() {
  return { __SPANTOM_THREAD__: JSON.stringify((await bundleThread()).text) };
}
