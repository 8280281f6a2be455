/** One round of the dashboard on one large file: reads the task as JSON from the command line, like child.mjs. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFile } from "../files/write-file.mjs";
import { serve, time } from "./serve.mjs";
import { BARE, VIEWS, WHY } from "./views.mjs";

const { peer, calls: spans, lib, times } = JSON.parse(process.argv[2]);
const build = dirname(lib);
const file = join(build, `spans-${peer}-${spans}.db`);
if (!existsSync(file)) {
  const Database = createRequire(join(lib, "index.js"))("better-sqlite3");
  await writeFile(Database, file, { spans, seed: 1, runs: 10, indexed: peer === "indexed", moreIndexes: false });
}
const MAX_ASKED = 20;
const failed = [];
const result = { ...(await timeViews()), ...timeCommands() };
process.stdout.write(JSON.stringify(failed.length > 0 ? { ...result, failed } : result));

async function timeViews() {
  const { url, stop } = await serve(build, file);
  try {
    return { ...(await timeEach(url)), beside: await timeBeside(url) };
  } finally {
    await stop();
  }
}

async function timeEach(url) {
  const bare = await typical(() => time(url, BARE));
  const views = {};
  for (const { name, path, row } of VIEWS) {
    try {
      views[name] = await typical(() => time(url, path, row));
    } catch (error) {
      failed.push(error.message);
    }
  }
  return { bare, views };
}

/** The median of several requests, after one that loads the page's code. */
async function typical(measure) {
  await measure();
  const values = [];
  for (let i = 0; i < times; i++) values.push(await measure());
  return values.sort((a, b) => a - b)[times >> 1];
}

/**
 * The longest wait for each view's first row while "why" runs over a million calls. Results are cached,
 * so each repetition queries another set of names, until every view has been measured.
 */
async function timeBeside(url) {
  const views = {};
  let longest = 0;
  try {
    for (let index = 0, asked = 0; index < VIEWS.length; asked++) {
      let over = false;
      const long = time(url, WHY.path, /"outcome":\{"ok":true/, WHY.body(asked)).finally(() => {
        over = true;
      });
      // It may reject before it is awaited.
      long.catch(() => undefined);
      while (!over && index < VIEWS.length) {
        const { name, path, row } = VIEWS[index];
        const wait = await time(url, path, row);
        // An answer after the query's end proves nothing; the view is measured again beside the next query.
        if (over) break;
        views[name] = wait;
        index++;
      }
      longest = Math.max(longest, await long);
      if (asked === MAX_ASKED) throw new Error("views during why slow: the views take longer than the query");
    }
    return { views, long: longest };
  } catch (error) {
    failed.push(error.message);
    return undefined;
  }
}

/** Compares commands with processes that only run the same SQL. Both start, load the driver and open the file. */
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
  const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status === 0) return performance.now() - began;
  failed.push(`${args.slice(1, 3).join(" ")} ended with ${status}`);
  return undefined;
}
