/** Several writers, readers and threads on one file, concurrently. */
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createProject, type Project, waitFor } from "../fixtures/project.ts";
import { readRecorded } from "../fixtures/recorded.ts";
import { queryFile } from "../fixtures/traced-file.ts";

/** Traces `count` pairs of spans, yielding now and then, and prints how long its loop took and what it lost. */
const LOOP = `
  import { SP } from "spantom";
  export async function trace(who, count) {
    for (let i = 0; i < count; i++) {
      SP.span("outer", () => { SP.tag({ who, i }); SP.span("inner", () => {}); });
      if (i % 500 === 0) await new Promise(setImmediate);
    }
  }
  export { SP };`;

let project: Project;
let file: string;
let number = 0;
beforeAll(async () => {
  project = createProject();
  project.write("loop.mjs", LOOP);
  project.write(
    "process.mjs",
    `import { SP, trace } from "./loop.mjs"; await trace(process.argv[2], +process.argv[3]); SP.close(); console.log(SP.summary().dropped);`,
  );
  project.write(
    "threads.mjs",
    `import { isMainThread, Worker, workerData } from "node:worker_threads";
    import { trace } from "./loop.mjs";
    if (isMainThread) {
      await trace("main", 50);
      const url = new URL(import.meta.url);
      const ended = (worker) => new Promise((done, fail) => worker.on("error", fail).on("exit", done));
      await Promise.all([1, 2, 3, 4].map((who) => ended(new Worker(url, { workerData: who }))));
      await trace("main", 50);
    } else await trace(workerData, 1000);`,
  );
  project.write(
    "endless.mjs",
    `import { SP } from "./loop.mjs";
    for (;;) SP.span("work", () => { const end = performance.now() + 0.2; while (performance.now() < end); });`,
  );
  project.write(
    "inherits.mjs",
    `import { execFileSync } from "node:child_process";
    import { SP } from "./loop.mjs";
    SP.span("parent", () => execFileSync(process.execPath, [new URL("process.mjs", import.meta.url).pathname, "child", "10"]));`,
  );
});
afterAll(() => project.remove());
beforeEach(() => {
  number += 1;
  file = project.at(`file-${number}.db`);
});

/** 0 before the file has its tables. */
function countSpans(): number {
  if (!existsSync(file)) return 0;
  const made = queryFile(file, "SELECT 1 FROM sqlite_schema WHERE name = 'spans'").length > 0;
  return made ? (queryFile<[number]>(file, "SELECT count(*) FROM spans")[0]?.[0] ?? 0) : 0;
}

const env = () => ({ SPANTOM_DB: file });

describe("one file", () => {
  test("of four processes has every span of each, and nobody waits or fails", async () => {
    const outcomes = await Promise.all(
      ["a", "b", "c", "d"].map((who) => project.run("process.mjs", [who, "2500"], { env: env() })),
    );
    for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 0, stderr: "", stdout: "0\n" });
    const recorded = readRecorded(file);
    expect(recorded).toMatchObject({ count: { outer: 10_000, inner: 10_000 }, tagCount: 20_000, runs: 4, faults: [] });
    expect(recorded.links).toEqual(["inner < outer"]);
  });

  test("of a program and its four threads has every span of each", async () => {
    const outcome = await project.run("threads.mjs", [], { env: env() });
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(readRecorded(file)).toMatchObject({ count: { outer: 4100, inner: 4100 }, runs: 1, faults: [] });
  });

  test("can be read while a loop that never yields is traced", async () => {
    const child = project.start("endless.mjs", [], { env: env() });
    const counts = [];
    try {
      const deadline = Date.now() + 20_000;
      while (counts.length < 3 && Date.now() < deadline) {
        await sleep(100);
        const count = countSpans();
        if (count > (counts.at(-1) ?? 0)) counts.push(count);
      }
    } finally {
      child.kill("SIGKILL");
      await waitFor(child);
    }
    expect(counts).toHaveLength(3);
  });

  test("of a program and the processes it starts is one run", async () => {
    const outcome = await project.run("inherits.mjs", [], { env: env() });
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(readRecorded(file)).toMatchObject({ count: { parent: 1, outer: 10, inner: 10 }, runs: 1, faults: [] });
  });
});
