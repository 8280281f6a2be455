// Puts better-sqlite3 12 in place on Node 20. The lock file holds 13, which crashes there (it needs N-API 10);
// npm's own resolver would choose by `engines`, but not against a lock file. See docs/decisions/0002.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const folder = "node_modules/better-sqlite3";
const OLD = "12.11.1";

function npm(...args) {
  const path = process.env.npm_execpath;
  if (path) execFileSync(process.execPath, [path, ...args], { stdio: "inherit" });
  else execFileSync("npm", args, { stdio: "inherit", shell: process.platform === "win32" });
}

function prepare() {
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  if (version.startsWith("12.") && existsSync(`${folder}/build/Release/better_sqlite3.node`)) return;
  console.log("spantom: Node 20 needs better-sqlite3 12; compiling it, two to four minutes, once");
  if (version.startsWith("12.")) npm("rebuild", "better-sqlite3");
  else npm("install", "--no-save", "--no-package-lock", "--include=dev", "--loglevel=error", `better-sqlite3@${OLD}`);
}

if (Number(process.versions.napi) < 10 && existsSync(`${folder}/package.json`)) {
  try {
    prepare();
  } catch {
    console.error(
      `spantom: better-sqlite3 ${OLD} could not be installed; it needs a C++ compiler and Python, or Node 22.14 or newer needs neither`,
    );
    process.exitCode = 1;
  }
}
