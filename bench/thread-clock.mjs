/** CPU time of the main thread in ns and of ended child processes in ms; compiled on first use. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const source = at("thread-clock.c");
const binary = at(`.out/thread-clock-${process.platform}-${process.arch}.node`);

if (!existsSync(binary) || statSync(binary).mtimeMs < statSync(source).mtimeMs) {
  mkdirSync(at(".out"), { recursive: true });
  const unfinished = `${binary}.${process.pid}`;
  const flags = process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : [];
  try {
    execFileSync("cc", ["-shared", "-fPIC", "-O2", ...flags, "-o", unfinished, source], { stdio: "inherit" });
  } catch (error) {
    throw new Error(`bench/thread-clock.c does not compile; it needs cc, a C compiler: ${error.message}`);
  }
  renameSync(unfinished, binary);
}

export const { threadCpu, childrenCpu } = createRequire(import.meta.url)(binary);

/** The cost of one reading in ns: the smallest mean of several warm series. */
export function readingCost() {
  let least = Number.POSITIVE_INFINITY;
  for (let series = 0; series < 20; series++) {
    const before = threadCpu();
    for (let i = 0; i < 2000; i++) threadCpu();
    least = Math.min(least, (threadCpu() - before) / 2001);
  }
  return least;
}
