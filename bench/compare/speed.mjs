/** How long the verdicts on two sides of five runs take, beside the first answer about the same runs. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "../figures.mjs";

const RUNS = 5;
/** A third of the spans of such a run are jobs. */
const NAMES = 3;
/** What a page that shows the comparison asks: the first answer, from a sample if the runs are large, and the verdicts. */
const QUERIES = {
  verdicts: ["compareRuns", { pairBy: null, failIf: [] }],
  first: ["compareStart", { reading: "sample" }],
};

/** @returns medians: ms by the clock and of processor time, and the ratio of the two processor times */
export function timeQueries(library, { folder, calls, times, seed }) {
  const path = join(folder, `compared-${calls}.db`);
  if (!existsSync(path)) {
    const runs = Array.from({ length: 2 * RUNS }, () => ({}));
    library.makeRuns({ runs, jobs: Math.ceil(calls / NAMES), seed }, path).close();
  }
  const taken = Array.from({ length: times }, () => ({ verdicts: time("verdicts", path), first: time("first", path) }));
  return {
    verdicts: median(taken.map(({ verdicts }) => verdicts.wall)),
    verdictsCpu: median(taken.map(({ verdicts }) => verdicts.cpu)),
    first: median(taken.map(({ first }) => first.wall)),
    firstCpu: median(taken.map(({ first }) => first.cpu)),
    timesFirst: median(taken.map(({ verdicts, first }) => verdicts.cpu / first.cpu)),
  };
}

/** In a process of its own: what was read stays in the memory of one that has answered. */
function time(query, path) {
  const args = ["--expose-gc", fileURLToPath(import.meta.url), query, path];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${query}: ${/^.*Error: .*$/m.exec(stderr)?.[0] ?? stderr}`);
  return JSON.parse(stdout);
}

async function ask(name, path) {
  const folder = join(path, "..");
  const library = await import(join(folder, "compare-library.mjs"));
  const Database = createRequire(join(folder, "package.json"))("better-sqlite3");
  const db = new Database(path, { readonly: true });
  const of = (parity) => Array.from({ length: RUNS }, (_, run) => `run-${2 * run + parity}`).join(",");
  const [query, more] = QUERIES[name];
  const choice = { ...library.DEFAULT_CHOICE, by: "runs", baseline: of(0), candidate: of(1) };
  const [began, before] = [performance.now(), process.cpuUsage()];
  const answer = library.runQuery(db, query, { choice, scope: library.DEFAULT_SCOPE, ...more });
  const { user, system } = process.cpuUsage(before);
  const taken = { wall: performance.now() - began, cpu: (user + system) / 1000 };
  if ((answer?.names ?? answer?.rows)?.length !== NAMES) throw new Error(`${query} does not answer`);
  process.stdout.write(JSON.stringify(taken));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ask(process.argv[2], process.argv[3]);
