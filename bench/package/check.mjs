/**
 * `npm run check:package`: fails if the published package exceeds its budget, if a large library gets into the
 * first load, or if publint or are-the-types-wrong report a problem. Needs the build and the registry.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFile } from "../files/write-file.mjs";
import { measureFirstLoad } from "./first-load.mjs";
import { withDashboard } from "./starting.mjs";
import { measureTarball } from "./tarball.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "dist");

/** About a tenth above the current values. A commit that raises one states why. */
const BUDGETS = [
  { title: "tarball", limit: 2_750_000, unit: "bytes", of: ({ tarball }) => tarball },
  { title: "packages after install", limit: 3, unit: "packages", of: ({ packages }) => packages },
  { title: "on the disk after install", limit: 36_000_000, unit: "bytes", of: ({ installed }) => installed },
  { title: "first load of the overview, gzipped", limit: 200_000, unit: "bytes", of: ({ firstLoad }) => firstLoad },
];

/** Not dependencies: they bring a hundred packages, and only this script needs them. */
const LINTERS = [
  ["publint@0.3.25", "--strict"],
  ["@arethetypeswrong/cli@0.18.5", "--pack", ".", "--format", "ascii"],
];

if (!existsSync(join(dist, "dashboard/manifest.json"))) {
  console.error("check:package: not built; run: npm run build");
  process.exit(1);
}

const problems = [];
const sizes = { ...measureTarball(root), ...(await measurePage()) };
for (const { title, limit, unit, of } of BUDGETS) {
  const value = of(sizes);
  const text = `${title}: ${value.toLocaleString("en-US")} ${unit}, budget ${limit.toLocaleString("en-US")}`;
  console.log(text);
  if (value > limit) problems.push(text);
}
for (const [name, ...args] of LINTERS) {
  const { status } = spawnSync("npx", ["--yes", name, ...args], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) problems.push(`${name} has found a fault, or could not be run`);
}
for (const problem of problems) console.error(`check:package: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function measurePage() {
  const folder = mkdtempSync(join(tmpdir(), "spantom-page-"));
  try {
    const file = join(folder, "spans.db");
    const Database = createRequire(join(dist, "lib/index.js"))("better-sqlite3");
    await writeFile(Database, file, { spans: 1_000, seed: 1, runs: 2, indexed: true, moreIndexes: false });
    const { files } = JSON.parse(readFileSync(join(dist, "dashboard/manifest.json"), "utf8"));
    const { bytes, failed } = await withDashboard(dist, file, (url) => measureFirstLoad(url, files));
    problems.push(...failed);
    return { firstLoad: bytes };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
