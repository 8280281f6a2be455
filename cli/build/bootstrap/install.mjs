/** Installs the lock file's dependencies, and a better-sqlite3 that this Node can run. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DRIVER, driverWorks, REPLACEMENT, replaceDriver } from "./driver.mjs";
import { mustRun, npm, step } from "./step.mjs";

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/**
 * Whether node_modules matches the lock file, down to the last package. The record that npm writes at the end of an
 * install distinguishes optional packages omitted on this platform from missing ones.
 * @param {boolean} driverReplaced whether better-sqlite3 may differ from the lock file's
 */
export function isInstalled(root = ".", driverReplaced = false) {
  const isOnDisk = (path, { link, version }) => {
    const manifest = join(root, path, "package.json");
    return existsSync(manifest) && (link || readJson(manifest).version === version);
  };
  try {
    const { packages: installed } = readJson(join(root, "node_modules/.package-lock.json"));
    return Object.entries(readJson(join(root, "package-lock.json")).packages)
      .filter(([path]) => path.includes("node_modules/"))
      .filter(([path]) => !(driverReplaced && `${path}/`.startsWith(`${DRIVER}/`)))
      .every(([path, entry]) => (installed[path] ? isOnDisk(path, entry) : entry.optional));
  } catch {
    return false;
  }
}

/** Does nothing if everything is in place. */
export async function install(replacement = REPLACEMENT) {
  let works = driverWorks(replacement);
  if (!isInstalled(".", replacement !== undefined) || (!works && !replacement)) {
    await step("Installing the dependencies, about a minute", () => {
      // No dependency needs its scripts (see `allowScripts`), and ours would compile without output.
      const { command, shell } = npm(
        "ci",
        "--include=dev",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
      );
      return mustRun("npm ci", command, { shell });
    });
    works = driverWorks(replacement);
  }
  if (!works && replacement) {
    await replaceDriver(replacement);
    works = driverWorks(replacement);
  }
  if (!works)
    throw new Error(
      `better-sqlite3 does not work on this Node; this shows why: node -e "require('better-sqlite3')(':memory:')"`,
    );
}
