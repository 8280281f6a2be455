/** Builds the writing thread's program as a text: a thread has no file of its own to be lost by a bundler. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What esbuild or vite has to `define` for the tracer to have a writing thread. */
export async function defineThread() {
  const result = await build({
    entryPoints: [fileURLToPath(new URL("./thread.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: true,
    write: false,
  });
  return { __SPANTOM_THREAD__: JSON.stringify(result.outputFiles[0].text) };
}
