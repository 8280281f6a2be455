/** Builds what is older than its sources: the library, the dashboard, the command-line program. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun, npm, step } from "./step.mjs";

/** Not shipped: `.next` is where the build keeps what it may throw away. */
const RECORD = ".next/spantom-built.json";
const SHARED = ["lib", "package.json", "package-lock.json", "tsconfig.json"];
const PARTS = {
  lib: { title: "Building the library", sources: SHARED, output: "dist/lib/index.js" },
  app: {
    title: "Building the dashboard, ten to thirty seconds",
    sources: [...SHARED, "app", "public", "next.config.mjs", "cli/next-adapter.mjs", "cli/adapter"],
    output: "dist/dashboard/manifest.json",
  },
  cli: { title: "Building the command-line program", sources: [...SHARED, "cli"], output: "dist/cli/index.js" },
};

function listFiles(path) {
  if (!existsSync(path)) return [];
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test(-d)?\.[a-z]+$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](fixtures|node_modules)[\\/]/.test(file));
}

function hashSources(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(listFiles).sort()) hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

function readRecord() {
  try {
    return JSON.parse(readFileSync(RECORD, "utf8"));
  } catch {
    return {};
  }
}

/** Does nothing when all is built from the sources as they are. */
export async function build() {
  const record = readRecord();
  for (const [part, { title, sources, output }] of Object.entries(PARTS)) {
    const hash = hashSources(sources);
    if (record[part] === hash && existsSync(output)) continue;
    const { command, shell } = npm("run", "--silent", `build:${part}`);
    await step(title, () => mustRun(`npm run build:${part}`, command, { shell }));
    record[part] = hash;
    mkdirSync(".next", { recursive: true });
    writeFileSync(RECORD, JSON.stringify(record));
  }
}
