/** The writing thread: when it starts, what becomes of its spans when it is lost, and what a program sees of it. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { createProject, type Project } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
  project.write("program.mjs", PROGRAM);
  project.write("count.cjs", COUNT);
  for (const [name, code] of Object.entries(LOSSES)) project.write(`${name}.cjs`, `${SPY}\n${code}`);
});
afterAll(() => project.remove());

/** Spans in bursts, with a parent over all of them, post-end tags and failures, and turns in between. */
const PROGRAM = `
  import { SP } from "spantom";
  const all = SP.span("all").begin();
  const late = [];
  SP.run({ name: "lost", burst: -1 });
  await all.run(async () => {
    for (let burst = 0; burst < 30; burst++) {
      for (let i = 0; i < 500; i++) {
        SP.span("outer", { n: burst * 500 + i }, () => {
          if (i % 50 === 0) late.push(SP.span("late").begin());
          SP.span("inner", () => {});
        });
      }
      for (const span of late.slice(-10)) span.end();
      SP.run({ burst });
      await new Promise((resolve) => setTimeout(resolve, 3));
      for (const span of late.slice(-10)) span.tag({ late: "yes" }).fail(new RangeError("late"));
    }
  });
  all.end();
  SP.run({ last: true });
  process.exitCode = 7;`;

/** Prints at the end how many threads were started. */
const COUNT = `
  let count = 0;
  process.on("worker", () => { count += 1; });
  if (require("node:worker_threads").isMainThread) process.on("exit", () => console.log("threads " + count));`;

/** Calls \`lose\` with our thread. */
const SPY = `
  const threads = require("node:worker_threads");
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(code, options) {
      if (options?.name === "spantom") before?.(options);
      super(code, options);
      if (options?.name === "spantom") lose?.(this);
    }
  };
  require("node:module").syncBuiltinESMExports();
  var before, lose;`;

const LOSSES = {
  "is ended at once": "lose = (worker) => worker.terminate();",
  "is ended after 20 ms": "lose = (worker) => setTimeout(() => worker.terminate(), 20);",
  "is ended after 60 ms": "lose = (worker) => setTimeout(() => worker.terminate(), 60);",
  "cannot be started": 'before = () => { throw new Error("no thread for you"); };',
  "throws at its start": 'before = (options) => { options.workerData.driver = "/nowhere"; };',
  // With 1 or 2 MB, V8 ends the whole process from Node 22 on, for an empty thread too.
  "has no memory":
    "before = (options) => { options.resourceLimits = { maxOldGenerationSizeMb: 4, maxYoungGenerationSizeMb: 1 }; };",
};

const WRITERS = ["", "thread"];

describe.each(WRITERS)("with writer %j, a thread that", (writer) => {
  test.each(Object.keys(LOSSES))("%s costs nothing", async (name) => {
    const file = project.at(`${name} ${writer}.db`);
    const ended = await project.run("program.mjs", [], {
      node: ["--require", `./${name}.cjs`],
      env: { SPANTOM_DB: file, SPANTOM_WRITER: writer },
    });
    expect(ended).toMatchObject({ code: 7, signal: null, stdout: "" });
    expect(ended.stderr).toBe("");
    expectWhole(file);
  });
});

/** Loads the real driver, no sooner than a program could end, and records its progress. */
const SLOW_DRIVER = `
  const { appendFileSync } = require("node:fs");
  const said = require("node:path").join(__dirname, "said");
  appendFileSync(said, "begun ");
  for (const begun = Date.now(); Date.now() - begun < 100; );
  module.exports = require("better-sqlite3");
  new module.exports(":memory:").close();
  appendFileSync(said, "loaded");`;

/** Ends while the thread loads the driver. */
const SHORT = `
  import { existsSync } from "node:fs";
  import { SP } from "spantom";
  let count = 0;
  for (const begun = Date.now(); !existsSync(process.argv[2]) && Date.now() - begun < 20_000; )
    for (let i = 0; i < 2000; i++) SP.span("span", { count: ++count }, () => {});
  console.log(count);`;

test("a program that ends while its thread loads better-sqlite3 waits for that: cut off, 13 aborts it", async () => {
  project.write("slow-driver.cjs", SLOW_DRIVER);
  const slow = 'before = (options) => { options.workerData.driver = require.resolve("./slow-driver.cjs"); };';
  project.write("slow.cjs", `${SPY}\n${slow}`);
  project.write("short.mjs", SHORT);
  const [file, said] = [project.at("short.db"), project.at("said")];
  const ended = await project.run("short.mjs", [said], {
    node: ["--require", "./slow.cjs"],
    env: { SPANTOM_DB: file, SPANTOM_WRITER: "" },
  });
  expect(ended).toMatchObject({ code: 0, signal: null, stderr: "" });
  expect(readFileSync(said, "utf8")).toBe("begun loaded");
  expect(readRecorded(file)).toMatchObject({ count: { span: Number(ended.stdout) }, faults: [], runs: 1 });
});

function expectWhole(file: string): void {
  const { count, links, faults, runs } = readRecorded(file);
  expect({ count, links, faults, runs }).toEqual({
    count: { all: 1, outer: 15_000, inner: 15_000, late: 300 },
    links: ["inner < outer", "late < outer", "outer < all"],
    faults: [],
    runs: 1,
  });
  expect(ask(file, "SELECT count(*) FROM span_links")).toEqual([30_300]);
  // Each number once, and post-end updates with the span that they are for.
  expect(ask(file, "SELECT count(DISTINCT value) FROM span_tags WHERE key = 'n'")).toEqual([15_000]);
  expect(
    ask(file, "SELECT count(*) FROM span_tags JOIN spans ON spans.id = span_id WHERE name = 'late' AND key = 'late'"),
  ).toEqual([300]);
  expect(ask(file, "SELECT count(*) FROM span_errors JOIN spans ON spans.id = span_id WHERE name = 'late'")).toEqual([
    300,
  ]);
  expect(ask(file, "SELECT key || ' ' || value FROM run_tags WHERE key LIKE 'param.%' ORDER BY key")).toEqual([
    "param.burst 29",
    "param.last true",
  ]);
  expect(ask(file, "SELECT value FROM run_tags WHERE key = 'name'")).toEqual(["lost"]);
}

describe("threads are started", () => {
  const run = async (
    name: string,
    script: string,
    args: string[],
    node: string[] = [],
    env: Record<string, string> = {},
  ) => {
    const file = project.at(`${name}.db`);
    return project.run(script, args, {
      node: ["--require", "./count.cjs", ...node],
      env: { SPANTOM_WRITER: "", SPANTOM_DB: file, ...env },
    });
  };
  const some = (count: number) =>
    `import { SP } from "spantom"; for (let i = 0; i < ${count}; i++) SP.span("span", () => {}); await new Promise((done) => setTimeout(done, 100));`;

  test.each([
    [100, 0],
    [2000, 1],
  ])("by %d spans in one turn: %d", async (count, threads) => {
    project.write(`some-${count}.mjs`, some(count));
    expect(await run(`some-${count}`, `some-${count}.mjs`, [])).toMatchObject({
      code: 0,
      stdout: `threads ${threads}\n`,
      stderr: "",
    });
  });

  test("never for a database in memory, and not where SPANTOM_WRITER says so", async () => {
    project.write("some.mjs", some(5000));
    expect(await run("none", "some.mjs", [], [], { SPANTOM_DB: ":memory:" })).toMatchObject({ stdout: "threads 0\n" });
    expect(await run("main", "some.mjs", [], [], { SPANTOM_WRITER: "main" })).toMatchObject({ stdout: "threads 0\n" });
  });

  test("once, however the program is preloaded, and not in threads of its own", async () => {
    project.write(
      "preload.cjs",
      'const { SP } = require("spantom"); for (let i = 0; i < 3000; i++) SP.span("preload", () => {});',
    );
    project.write(
      "preload.mjs",
      'import { SP } from "spantom"; for (let i = 0; i < 3000; i++) SP.span("preload", () => {});',
    );
    project.write(
      "own.mjs",
      `import { isMainThread, Worker } from "node:worker_threads";
      ${some(3000)}
      if (isMainThread) await new Promise((done) => new Worker(process.argv[1]).on("exit", done));`,
    );
    const ways: [string, string[], Record<string, string>][] = [
      ["require", ["--require", "./preload.cjs"], {}],
      ["import", ["--import", "./preload.mjs"], {}],
      ["environment", [], { NODE_OPTIONS: "--require ./preload.cjs" }],
    ];
    for (const [name, node, env] of ways) {
      // Its own, and ours.
      expect(await run(name, "own.mjs", [], node, env)).toMatchObject({ code: 0, stdout: "threads 2\n", stderr: "" });
      expect(readRecorded(project.at(`${name}.db`))).toMatchObject({
        count: { preload: 6000, span: 6000 },
        faults: [],
        runs: 1,
      });
    }
  });
});

test.skipIf(because(process.platform !== "linux", "threads can be seen in /proc only"))(
  "a thread is idle when the program is, and does not keep it alive",
  async () => {
    project.write(
      "idle.mjs",
      `
    import { readdirSync, readFileSync } from "node:fs";
    import { SP } from "spantom";
    const look = () => process.getActiveResourcesInfo().filter((name) => name !== "CloseReq").sort().join();
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const names = ["SIGINT", "SIGTERM", "SIGHUP", "uncaughtException", "worker"];
    const before = look();
    const tasks = new Set(readdirSync("/proc/self/task"));
    for (let i = 0; i < 3000; i++) SP.span("span", () => {});
    SP.flush();
    const list = () => readdirSync("/proc/self/task").filter((task) => !tasks.has(task));
    const switches = () => list().map((task) => task + /^voluntary_ctxt_switches:\\s+(\\d+)/m.exec(readFileSync("/proc/self/task/" + task + "/status", "utf8"))?.[1]).join();
    // Until what is still to be done has been done: half a second without a turn.
    for (let was; was !== (was = switches()); ) await wait(500);
    const added = list();
    const at = switches();
    await wait(2000);
    console.log(added.length > 0, switches() === at, look() === before, names.map((name) => process.listenerCount(name)).join(""));`,
    );
    const ended = await project.run("idle.mjs", [], {
      env: { SPANTOM_WRITER: "thread", SPANTOM_DB: project.at("idle.db") },
    });
    expect(ended).toMatchObject({ code: 0, stdout: "true true true 00000\n", stderr: "" });
  },
);
