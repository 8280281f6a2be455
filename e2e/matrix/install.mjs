/** Installs the tarball into an empty project with a package manager, as the README describes. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { mustRun } from "./run-program.mjs";
import { cache, findBinary, findManager, ownNpm } from "./tools.mjs";

const PIN = { "better-sqlite3": "12.11.1" };

/** npm chooses by the packages' `engines`; the others take the newest version and need a pin. */
function isPinned({ node, manager, pins }) {
  return pins === "12" || (pins === undefined && node === "20" && !manager.startsWith("npm"));
}

let registry;
const findRegistry = async () => {
  registry ??= (await ownNpm(["config", "get", "registry"], cache)).trim();
  return registry;
};

/** Writes the project's manifest files. @returns the command's arguments and environment */
async function prepare({ manager, pinned, tarball, folder }) {
  const own = join(cache, manager.replace(/\W+/g, "-"));
  const project = { private: true };
  if (manager.startsWith("npm")) {
    if (pinned) project.overrides = PIN;
    writeFileSync(join(folder, "package.json"), JSON.stringify(project));
    return { args: ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", tarball], env: {} };
  }
  if (manager === "pnpm") {
    writeFileSync(join(folder, "package.json"), JSON.stringify(project));
    // Settings of pnpm 10 and newer, which disables install scripts by default.
    const overrides = pinned ? `overrides:\n  better-sqlite3: ${PIN["better-sqlite3"]}\n` : "";
    writeFileSync(join(folder, "pnpm-workspace.yaml"), `${overrides}strictDepBuilds: false\n`);
    return { args: ["add", "--ignore-scripts", "--store-dir", join(own, "store"), tarball], env: {} };
  }
  if (pinned) project.resolutions = PIN;
  writeFileSync(join(folder, "package.json"), JSON.stringify(project));
  writeFileSync(join(folder, "yarn.lock"), "");
  const lines = [
    "nodeLinker: pnp",
    "enableTelemetry: false",
    "enableScripts: false",
    `npmRegistryServer: ${await findRegistry()}`,
  ];
  writeFileSync(join(folder, ".yarnrc.yml"), `${lines.join("\n")}\n`);
  return { args: ["add", `spantom@file:${tarball}`], env: { YARN_GLOBAL_FOLDER: own } };
}

/** Resolved by the project's own Node, which needs its loader under plug'n'play. */
const WHERE = `const { createRequire } = require("node:module"), { dirname } = require("node:path");
const about = require.resolve("spantom/package.json");
const driver = createRequire(about).resolve("better-sqlite3/package.json");
console.log(JSON.stringify({ spantom: dirname(about), driver: dirname(driver), version: require(driver).version }));`;

/**
 * @returns the folder, the environment, and the paths of the package and better-sqlite3
 */
export async function install(cell, { node, tarball, folder }) {
  mkdirSync(folder, { recursive: true });
  const pinned = isPinned(cell);
  const { args, env } = await prepare({ manager: cell.manager, pinned, tarball, folder });
  const path = dirname(node) + delimiter + process.env.PATH;
  await mustRun([node, await findManager(cell.manager), ...args], { cwd: folder, env: { PATH: path, ...env } });
  const pnp = join(folder, ".pnp.cjs");
  const options = existsSync(pnp) ? await loaderOptions(node, cell.manager, folder) : "";
  const runtime = { PATH: path, ...(options ? { NODE_OPTIONS: options } : {}) };
  const found = JSON.parse(await mustRun([node, "-e", WHERE], { cwd: folder, env: runtime }));
  const binary = join(found.driver, "build/Release/better_sqlite3.node");
  if (found.version.startsWith("12.") && cell.binary !== false && cell.node === "20" && !existsSync(binary)) {
    mkdirSync(dirname(binary), { recursive: true });
    copyFileSync(await findBinary(node), binary);
  }
  const { version } = JSON.parse(readFileSync(join(found.driver, "package.json"), "utf8"));
  return { folder, env: runtime, package: found.spantom, driver: version };
}

/** The environment that `yarn node` and `yarn spantom` set for their programs. */
async function loaderOptions(node, manager, folder) {
  const command = [node, await findManager(manager), "node", "-p", "process.env.NODE_OPTIONS"];
  return (await mustRun(command, { cwd: folder })).trim();
}
