/** Replaces only the lock file's better-sqlite3, by one that this Node can run. See docs/decisions/0002. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { mustRun, npm, step } from "./step.mjs";

const NAME = "better-sqlite3";
export const DRIVER = `node_modules/${NAME}`;

/** The version needed instead of the lock file's 13, which crashes below N-API 10; undefined if 13 runs. */
export const REPLACEMENT = Number(process.versions.napi) < 10 ? "12.11.1" : undefined;

/** Variables npm sets for its scripts that would make a nested npm refuse to install a single package. */
const WITHOUT = {
  npm_config_workspace: undefined,
  npm_config_workspaces: undefined,
  npm_config_include_workspace_root: undefined,
  npm_config_allow_scripts: undefined,
};

function readVersion(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}

/** Tries it in a separate process: a driver built for another Node can crash the process that loads it. */
function opens(folder) {
  const probe = 'new (require(process.argv[1]))(":memory:").close()';
  return spawnSync(process.execPath, ["-e", probe, resolve(folder)], { stdio: "ignore" }).status === 0;
}

/** Whether the installed better-sqlite3 opens a database and, if needed, is the replacement. */
export function driverWorks(replacement) {
  return (!replacement || readVersion(DRIVER) === replacement) && opens(DRIVER);
}

/** In a separate folder, so that npm has no other packages to resolve. */
async function build(folder, version) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, dependencies: { [NAME]: version }, allowScripts: { [NAME]: true } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const quiet = ["--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  const { command, shell } = npm("install", "--ignore-scripts=false", ...quiet);
  await mustRun("npm install", command, { cwd: folder, shell, env: WITHOUT }).catch((error) => {
    throw new Error(
      `${error.message}. ${NAME} ${version} needs a C++ compiler and Python; Node 22.14 or newer needs neither`,
    );
  });
}

/** An interrupted copy has another name or does not load, so the next start redoes it. */
function put(modules) {
  const staged = join("node_modules", `.${NAME}-new`);
  rmSync(staged, { recursive: true, force: true });
  cpSync(join(modules, NAME), staged, { recursive: true });
  // Its dependencies are nested: as siblings, their versions could differ from the lock file's.
  for (const name of readdirSync(modules))
    if (name !== NAME && !name.startsWith("."))
      cpSync(join(modules, name), join(staged, "node_modules", name), { recursive: true });
  rmSync(DRIVER, { recursive: true, force: true });
  renameSync(staged, DRIVER);
}

/** Compiles once: keeps the result outside node_modules, which `npm ci` empties, where Next's builds leave it alone. */
export async function replaceDriver(version) {
  const folder = `.next/cache/${NAME}-${version}`;
  const modules = join(folder, "node_modules");
  if (!opens(join(modules, NAME)))
    await step(`Building ${NAME} ${version} for this Node, two to four minutes, once`, () => build(folder, version));
  put(modules);
}
