/** Measures one peer in one case once, in a separate process and with a new file. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { childrenCpu } from "./thread-clock.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SPANTOM|NODE_|npm_)/.test(name)));

/** Copies the build next to the chosen better-sqlite3, so that a run measures the same build on every Node. */
function copyBuild(driver) {
  mkdirSync(join(here, ".out"), { recursive: true });
  const dir = mkdtempSync(join(here, ".out/run-"));
  process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
  for (const part of ["lib", "cli", "dashboard"]) {
    const built = join(here, "../dist", part);
    if (existsSync(built)) cpSync(built, join(dir, part), { recursive: true });
  }
  mkdirSync(join(dir, "node_modules"));
  symlinkSync(realpathSync(join(driver, "node_modules/better-sqlite3")), join(dir, "node_modules/better-sqlite3"));
  writeFileSync(join(dir, "package.json"), '{ "type": "module" }');
  return dir;
}

/** For passes that do not measure a peer in a process. */
const SCRIPTS = {
  dashboard: "dashboard/run.mjs",
  scopes: "dashboard/scopes.mjs",
  package: "package/run.mjs",
  compare: "compare/run.mjs",
  tests: "tests/run.mjs",
};

export function prepare({ node, driver }) {
  const dir = copyBuild(driver);
  const lib = join(dir, "lib");
  const file = join(dir, "spans.db");

  function run(stderr, ...args) {
    const stdio = ["ignore", "pipe", stderr];
    const done = spawnSync(node, args, { env, stdio, encoding: "utf8", timeout: 1_800_000, maxBuffer: 1 << 24 });
    if (done.status === 0) return done.stdout;
    const lines = (done.stderr ?? "").trim().split("\n");
    const reason = lines.find((line) => /\w*Error: /.test(line)) ?? lines.at(-1);
    throw new Error(reason || done.error?.message || `ended with ${done.signal ?? done.status}`);
  }

  /** Streams the output of passes that take minutes; of the tests, it is the only record of a failure. */
  const start = (script, task) =>
    run(
      ["tests", "compare"].includes(task.pass) ? "inherit" : "pipe",
      join(here, script),
      JSON.stringify({ ...task, file, lib }),
    );

  /** Wall and CPU time of a whole process, ms. */
  function measureStartup(task) {
    const cpu = childrenCpu();
    const before = performance.now();
    start("startup.mjs", task);
    const result = { wall: performance.now() - before, cpu: childrenCpu() - cpu };
    const isDatabase = existsSync(file) && readFileSync(file, "latin1").startsWith("SQLite format 3");
    return isDatabase ? { ...result, ...JSON.parse(start("child.mjs", { ...task, pass: "count" })) } : result;
  }

  function measure(task) {
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(file + end, { force: true });
    if (task.pass === "startup") return measureStartup(task);
    return JSON.parse(start(SCRIPTS[task.pass] ?? "child.mjs", task));
  }

  return { dir, lib, measure, version: run("pipe", "--version").trim() };
}
