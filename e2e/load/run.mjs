// Load on the built dashboard, not in `npm test`: `npm run build && npm run soak [-- --minutes 10] [--write]`. Linux.
// Parts can be measured separately: `--only burst|paging|soak --into FILE` adds the figures to FILE.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AT_ONCE, burst } from "./burst.mjs";
import { startDashboard } from "./dashboard.mjs";
import { comparePaging } from "./paging.mjs";
import { writeReport } from "./report.mjs";
import { soak } from "./soak.mjs";
import { listViews } from "./views.mjs";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    only: { type: "string" },
    write: { type: "boolean" },
    into: { type: "string" },
  },
});
const root = new URL("../..", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "spantom-load-"));
const wanted = (part) => !values.only || values.only === part;
const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
const results = values.into && existsSync(values.into) ? JSON.parse(readFileSync(values.into, "utf8")) : {};

function sample() {
  const path = join(folder, "sample.db");
  for (let run = 0; run < 3; run++)
    execFileSync(process.execPath, ["examples/compress.mjs", "lib"], {
      cwd: root,
      env: { ...process.env, SPANTOM_DB: path },
      stdio: "ignore",
    });
  return path;
}

async function on(file, use) {
  const dashboard = await startDashboard(file);
  try {
    return await use(dashboard);
  } finally {
    await dashboard.stop();
  }
}

try {
  if (wanted("burst")) {
    const tell = ({ path, failed, why = "", ms }) =>
      console.log(`${path.slice(0, 60).padEnd(60)} ${failed} of ${AT_ONCE} failed, ${Math.round(ms)} ms  ${why}`);
    results.burst = await on(sample(), (dashboard) => burst(dashboard, listViews("compress", 2), tell));
    console.log(results.burst.most);
  }
  if (wanted("paging")) {
    results.paging = await on(sample(), (dashboard) => comparePaging(dashboard, "compress"));
    console.log(results.paging);
  }
  if (wanted("soak")) {
    const tell = (when, { heap, serverMemory, treeMemory, descriptors, children }) =>
      console.log(
        `${when.padEnd(12)} heap ${megabytes(heap)}, server ${megabytes(serverMemory)}, with its processes ${megabytes(treeMemory)}, ${descriptors} descriptors, ${children} processes`,
      );
    const file = join(folder, "soak.db");
    results.soak = await on(file, (dashboard) => soak(dashboard, file, Number(values.minutes), tell));
    console.log(results.soak);
  }
  if (values.into) writeFileSync(values.into, JSON.stringify(results));
  if (values.write) writeReport(root, results, Number(values.minutes));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
