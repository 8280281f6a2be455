/** One round of the dashboard on one large file: the task comes as JSON on the command line, as in child.mjs. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFile } from "../files/write-file.mjs";
import { serve, time } from "./serve.mjs";
import { BARE, LONG, VIEWS } from "./views.mjs";

/** Of each page so many, and the median: the first loads its code. */
const TIMES = 5;

const { peer, calls: spans, lib } = JSON.parse(process.argv[2]);
const build = dirname(lib);
const file = join(build, `spans-${peer}-${spans}.db`);
if (!existsSync(file)) {
  const Database = createRequire(join(lib, "index.js"))("better-sqlite3");
  await writeFile(Database, file, { spans, seed: 1, runs: 10, indexed: peer === "indexed", moreIndexes: false });
}
process.stdout.write(JSON.stringify({ ...(await timeViews()), ...timeCommands() }));

async function timeViews() {
  const { url, stop } = await serve(build, file);
  try {
    const { bare, views, failed } = await timeEach(url);
    return { bare, views, ...(failed.length > 0 && { failed }), beside: await timeBeside(url) };
  } finally {
    await stop();
  }
}

async function timeEach(url) {
  const bare = await typical(() => time(url, BARE));
  const views = {};
  const failed = [];
  for (const { name, path, row } of VIEWS) {
    try {
      views[name] = await typical(() => time(url, path, row));
    } catch (error) {
      failed.push(error.message);
    }
  }
  return { bare, views, failed };
}

async function typical(measure) {
  await measure();
  const values = [];
  for (let i = 0; i < TIMES; i++) values.push(await measure());
  return values.sort((a, b) => a - b)[TIMES >> 1];
}

/** The longest wait for the overview of the newest spans, as long as a question about all of them is answered. */
async function timeBeside(url) {
  const { path, row } = VIEWS[0];
  let over = false;
  const long = time(url, LONG).finally(() => {
    over = true;
  });
  let worst = 0;
  while (!over) worst = Math.max(worst, await time(url, path, row));
  return { worst, long: await long };
}

/** Commands against processes that only ask SQLite for the same. Both start, load the driver and open the file. */
function timeCommands() {
  const cli = (...args) => timeProcess(join(build, "cli/index.js"), ...args, "--db-path", file);
  const bare = (what) => timeProcess(fileURLToPath(new URL("bare.mjs", import.meta.url)), lib, file, what);
  return {
    percentiles: { ms: cli("summary", "--json"), bare: bare("percentiles") },
    why: { ms: cli("why", "compress", "--run", "all", "--json"), bare: bare("why") },
  };
}

function timeProcess(...args) {
  const began = performance.now();
  execFileSync(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"], maxBuffer: 1 << 28 });
  return performance.now() - began;
}
