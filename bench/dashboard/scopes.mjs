/**
 * One round of the views' queries on one large run: from a sample, exact, and asked something else. Reads the task as
 * JSON from the command line, like child.mjs.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { writeFile } from "../files/write-file.mjs";
import { serve, time } from "./serve.mjs";
import { BARE, scopeQueries } from "./views.mjs";

const { calls: spans, lib } = JSON.parse(process.argv[2]);
const build = dirname(lib);
const file = join(build, `run-${spans}.db`);
if (!existsSync(file)) {
  const Database = createRequire(join(lib, "index.js"))("better-sqlite3");
  await writeFile(Database, file, { spans, seed: 1, runs: 1, indexed: true, moreIndexes: false });
}
const result = { memory: 0, views: {} };
for (const [view, asked] of Object.entries(scopeQueries(spans))) {
  result.views[view] = await withServer(({ ask, bare }) => timeWarm(asked, ask, bare));
  // In a dashboard that has read nothing yet.
  result.views[view].started = await withServer(async ({ ask, bare }) => (await ask(asked, "sample")) - bare);
}
process.stdout.write(JSON.stringify(result));

/** A server each, whose processes have read nothing of the run yet. */
async function withServer(measure) {
  const { url, pid, stop } = await serve(build, file);
  const ask = ({ query, params }, reading) => time(url, `/api/q/${query}`, /"ok":true/, { ...params, reading });
  try {
    await time(url, BARE);
    const bare = await time(url, BARE);
    const measured = await measure({ ask, bare });
    result.memory = Math.max(result.memory, largestReader(pid));
    return measured;
  } finally {
    await stop();
  }
}

/** After the same of a few spans, so that processes run and code is compiled. */
async function timeWarm({ next, ...asked }, ask, bare) {
  const { scope } = asked.params;
  const few = { ...asked, params: { ...asked.params, scope: { ...scope, window: 10_000 } } };
  await ask(few, "exact");
  await ask(few, "exact");
  const sample = await ask(asked, "sample");
  const exact = await ask(asked, "exact");
  const second = await ask(next, "exact");
  return { sample: sample - bare, exact: exact - bare, second: second - bare };
}

/** Peak memory of the server's processes that read, MB; on Linux, from /proc. */
function largestReader(parent) {
  if (process.platform !== "linux") return undefined;
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(" ");
  const peaks = children.map((pid) => /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  return Math.max(...peaks.map(Number)) / 1024;
}
