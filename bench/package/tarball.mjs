/** The download size, and the size on disk after installing into an empty folder. */
import { execFileSync } from "node:child_process";
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const QUIET = ["--ignore-scripts", "--silent", "--no-audit", "--no-fund", "--prefer-offline"];
/** The version that npm on Node 22 and later chooses by `engines`. */
const DRIVER = "13.2.0";

function npm(args, cwd) {
  const options = { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };
  return execFileSync("npm", args, { ...options, shell: process.platform === "win32" });
}

/** Bytes and packages as on Node 22 and later, whichever Node runs this. */
export function measureTarball(root) {
  const folder = mkdtempSync(join(tmpdir(), "spantom-size-"));
  try {
    npm(["pack", ...QUIET, "--pack-destination", folder], root);
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ overrides: { "better-sqlite3": DRIVER } }));
    npm(["install", ...QUIET, `./${tarball}`], folder);
    const modules = join(folder, "node_modules");
    const { packages } = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8"));
    const own = join(modules, "spantom");
    return {
      tarball: statSync(join(folder, tarball)).size,
      packages: Object.keys(packages).length,
      installed: sizeOf(modules),
      own: sizeOf(own),
      files: listFiles(own).length,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function sizeOf(folder) {
  return listFiles(folder).reduce((sum, file) => sum + lstatSync(file).size, 0);
}
