/** One round of the package's size and timings: reads the task as JSON from the command line, like child.mjs. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "../figures.mjs";
import { writeFile } from "../files/write-file.mjs";
import { measureFirstLoad } from "./first-load.mjs";
import { measureImport } from "./importing.mjs";
import { measureIdle, timeBare, timeDashboard, withDashboard } from "./starting.mjs";
import { measureTarball } from "./tarball.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { calls: spans, lib, times } = JSON.parse(process.argv[2]);
const build = dirname(lib);
const file = join(build, `spans-${spans}.db`);
if (!existsSync(file)) {
  const Database = createRequire(join(lib, "index.js"))("better-sqlite3");
  await writeFile(Database, file, { spans, seed: 1, runs: 10, indexed: true, moreIndexes: false });
}

const failed = [];
/** What is the same in every round, or takes a minute, is measured only in the first. */
const kept = join(build, "package.json.measured");
const once = existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : await measureOnce();
writeFileSync(kept, JSON.stringify(once));
const result = { ...once, ...(await timeStarts()), ...timeImports() };
process.stdout.write(JSON.stringify(failed.length > 0 ? { ...result, failed } : result));

async function measureOnce() {
  const { files } = JSON.parse(readFileSync(join(build, "dashboard/manifest.json"), "utf8"));
  const running = await withDashboard(build, file, async (url, pid) => {
    const firstLoad = await measureFirstLoad(url, files);
    failed.push(...firstLoad.failed);
    return { firstLoad: firstLoad.bytes / 1e3, idle: await measureIdle(pid) };
  });
  const { tarball, packages, installed, own } = measureTarball(root);
  return { ...running, tarball: tarball / 1e6, packages, installed: installed / 1e6, own: own / 1e6 };
}

async function timeStarts() {
  const pairs = [];
  // The first start warms the disk cache.
  await timeDashboard(build, file);
  for (let i = 0; i < times; i++) pairs.push([timeBare(), await timeDashboard(build, file)]);
  return {
    bare: median(pairs.map(([bare]) => bare)),
    start: median(pairs.map(([, start]) => start)),
    startTimes: median(pairs.map(([bare, start]) => start / bare)),
  };
}

function timeImports() {
  const taken = Array.from({ length: times * 3 }, () => measureImport(lib));
  failed.push(...new Set(taken.flatMap((one) => one.failed)));
  return {
    imported: median(taken.map(({ library }) => library)),
    importMore: median(taken.map(({ library, empty }) => library - empty)),
  };
}
