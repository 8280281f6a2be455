/** Puts the dependencies in place: those of the lock file, and a better-sqlite3 that this Node can run. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mustRun, npm, step } from "./step.mjs";

const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const installedVersion = (name) => {
  const file = `node_modules/${name}/package.json`;
  return existsSync(file) ? read(file).version : undefined;
};

/** Whether every direct dependency is there in the version of the lock file. npm writes its own record last. */
function isInstalled() {
  if (!existsSync("node_modules/.package-lock.json")) return false;
  const { packages } = read("package-lock.json");
  const { dependencies = {}, devDependencies = {} } = packages[""];
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => name !== "better-sqlite3")
    .every((name) => installedVersion(name) === packages[`node_modules/${name}`]?.version);
}

/** Tried in a process of its own: a better-sqlite3 for another Node can end the process it is loaded into. */
function driverWorks() {
  // 12 on a Node that has 13 works at first, and aborts in garbage collection from Node 24.19 on.
  if (installedVersion("better-sqlite3")?.startsWith("12.") !== Number(process.versions.napi) < 10) return false;
  const probe = 'new (require("better-sqlite3"))(":memory:").close()';
  return spawnSync(process.execPath, ["-e", probe], { stdio: "ignore" }).status === 0;
}

/** Does nothing when all is in place. */
export async function install() {
  const complete = isInstalled();
  if (complete && driverWorks()) return;
  if (complete && Number(process.versions.napi) < 10) {
    await step("Preparing better-sqlite3", () => mustRun("npm", [process.execPath, "cli/prepare.mjs"]));
  } else {
    await step(
      "Installing the dependencies, about a minute (on Node 20 better-sqlite3 is compiled too, three to five)",
      () => {
        const { command, shell } = npm("ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error");
        return mustRun("npm ci", command, { shell });
      },
    );
  }
  if (!driverWorks())
    throw new Error(
      "better-sqlite3 does not work on this Node; look above for why, or run: npm rebuild better-sqlite3",
    );
}
