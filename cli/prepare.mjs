// Puts better-sqlite3 12 in place on Node 20. The lock file holds 13, which crashes there (it needs N-API 10);
// npm's own resolver would choose by `engines`, but not against a lock file. See docs/decisions/0002.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const installed = "node_modules/better-sqlite3/package.json";
const needsOld = Number(process.versions.napi) < 10;
if (needsOld && existsSync(installed) && !JSON.parse(readFileSync(installed, "utf8")).version.startsWith("12.")) {
  console.log("spantom: Node 20 needs better-sqlite3 12; compiling it, one to two minutes, once");
  const npm = process.env.npm_execpath;
  const args = ["install", "--no-save", "--no-package-lock", "--include=dev", "better-sqlite3@12.11.1"];
  const env = { ...process.env, SPANTOM_PREPARING: "1" };
  if (npm) execFileSync(process.execPath, [npm, ...args], { stdio: "inherit", env });
  else execFileSync("npm", args, { stdio: "inherit", env, shell: process.platform === "win32" });
}
