/** The writing thread: when it starts, what becomes of its spans when it is lost, and what a program sees of it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject, type Project } from "./fixtures/project.ts";
import { ask, readRecorded } from "./fixtures/recorded.ts";

let project: Project;
beforeAll(async () => {
  project = await createProject();
  project.write("program.mjs", PROGRAM);
  project.write("count.cjs", COUNT);
  for (const [name, code] of Object.entries(LOSSES)) project.write(`${name}.cjs`, `${SPY}\n${code}`);
});
afterAll(() => project.remove());

/** Spans in bursts, with a parent over all of them, tags and failures that come late, and turns in between. */
const PROGRAM = `
  import { SP } from "spantom";
  const all = SP.span("all").begin();
  const late = [];
  await all.run(async () => {
    for (let burst = 0; burst < 30; burst++) {
      for (let i = 0; i < 500; i++) {
        SP.span("outer", { n: burst * 500 + i }, () => {
          if (i % 50 === 0) late.push(SP.span("late").begin());
          SP.span("inner", () => {});
        });
      }
      for (const span of late.slice(-10)) span.end();
      await new Promise((resolve) => setTimeout(resolve, 3));
      for (const span of late.slice(-10)) span.tag({ late: "yes" }).fail(new RangeError("late"));
    }
  });
  all.end();
  process.exitCode = 7;`;

/** Says at the end how many threads were started. */
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
  "has no memory":
    "before = (options) => { options.resourceLimits = { maxOldGenerationSizeMb: 1, maxYoungGenerationSizeMb: 1 }; };",
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

function expectWhole(file: string): void {
  const { count, links, faults, runs } = readRecorded(file);
  expect({ count, links, faults, runs }).toEqual({
    count: { all: 1, outer: 15_000, inner: 15_000, late: 300 },
    links: ["inner < outer", "late < outer", "outer < all"],
    faults: [],
    runs: 1,
  });
  expect(ask(file, "SELECT count(*) FROM span_links")).toEqual([30_300]);
  // Each number once, and what came late with the span that it was for.
  expect(ask(file, "SELECT count(DISTINCT value) FROM span_tags WHERE key = 'n'")).toEqual([15_000]);
  expect(
    ask(file, "SELECT count(*) FROM span_tags JOIN spans ON spans.id = span_id WHERE name = 'late' AND key = 'late'"),
  ).toEqual([300]);
  expect(ask(file, "SELECT count(*) FROM span_errors JOIN spans ON spans.id = span_id WHERE name = 'late'")).toEqual([
    300,
  ]);
}
