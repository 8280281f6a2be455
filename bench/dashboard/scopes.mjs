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
for (const [view, { query, params, next }] of Object.entries(scopeQueries(spans))) {
  // A server each, whose processes have read nothing yet.
  const { url, pid, stop } = await serve(build, file);
  const ask = (name, given, reading) => time(url, `/api/q/${name}`, /"ok":true/, { ...given, reading });
  try {
    await time(url, BARE);
    const bare = await time(url, BARE);
    const sample = await ask(query, params, "sample");
    const exact = await ask(query, params, "exact");
    const second = await ask(next.query, next.params, "exact");
    result.views[view] = { sample: sample - bare, exact: exact - bare, second: second - bare };
    result.memory = Math.max(result.memory, largestReader(pid));
  } finally {
    await stop();
  }
}
process.stdout.write(JSON.stringify(result));

/** Peak memory of the server's processes that read, MB; on Linux, from /proc. */
function largestReader(parent) {
  if (process.platform !== "linux") return undefined;
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(" ");
  const peaks = children.map((pid) => /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  return Math.max(...peaks.map(Number)) / 1024;
}
