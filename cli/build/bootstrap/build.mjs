/** Rebuilds the library, dashboard and command-line program if their sources have changed. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mustRun, step } from "./step.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** Not shipped: `.next` holds the build's disposable files. */
const RECORD = join(ROOT, ".next/spantom-built.json");
const SHARED = ["lib", "package.json", "package-lock.json", "tsconfig.json"];
const PARTS = {
  lib: { title: "Building the library", sources: SHARED, script: ["lib/build.mjs"], output: "dist/lib" },
  app: {
    title: "Building the dashboard, ten to thirty seconds",
    sources: [...SHARED, "app", "public", "next.config.mjs", "cli/build/next-adapter.mjs", "cli/build/adapter"],
    script: ["node_modules/next/dist/bin/next", "build"],
    output: "dist/dashboard",
  },
  cli: {
    title: "Building the command-line program",
    sources: [...SHARED, "cli"],
    script: ["cli/build/build.mjs"],
    output: "dist/cli",
  },
};

/** @param {string} path of a file or folder, from the root of this tree */
function listFiles(path) {
  if (!existsSync(join(ROOT, path))) return [];
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
}

const isSource = (file) => !/\.test(-d)?\.[a-z]+$/.test(file) && !/[\\/](fixtures|node_modules)[\\/]/.test(file);

/** A part's source files, relative to the root of this tree. */
export function listSources(part) {
  return PARTS[part].sources.flatMap(listFiles).filter(isSource).sort();
}

function hashFiles(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(ROOT, file)));
  return hash.digest("hex");
}

function readRecord() {
  try {
    return JSON.parse(readFileSync(RECORD, "utf8"));
  } catch {
    return {};
  }
}

/**
 * Does nothing if everything is up to date. The record also covers the outputs, as a manual build leaves no record.
 * @param {("lib" | "app" | "cli")[]} parts
 */
export async function build(parts = Object.keys(PARTS)) {
  for (const part of parts) {
    const { title, script, output } = PARTS[part];
    const record = readRecord();
    const sources = hashFiles(listSources(part));
    const built = () => `${sources} ${hashFiles(listFiles(output).sort())}`;
    if (record[part] === built()) continue;
    await step(title, () => mustRun(script.join(" "), [process.execPath, ...script], { cwd: ROOT }));
    mkdirSync(join(ROOT, ".next"), { recursive: true });
    writeFileSync(RECORD, JSON.stringify({ ...record, [part]: built() }));
  }
}
