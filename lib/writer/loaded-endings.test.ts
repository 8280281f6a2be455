/** Program endings that are harder under load, and those caused by Node or a tool. */
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProject, type Project, waitFor, waitForOutput } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

test("process.exit while the writing thread is still starting", async () => {
  for (let ms = 0; ms < 100; ms += 5) {
    const file = project.at(`starting ${ms}.db`);
    const ended = await project.run("loaded.mjs", ["starting", String(ms)], { env: { SPANTOM_DB: file } });
    expect(ended).toEqual({ code: 7, signal: null, stdout: "", stderr: "" });
    expect(readRecorded(file)).toMatchObject({ count: { span: 1500 }, tagCount: 1500, faults: [] });
  }
});

test("process.exit of two sessions, both under load", async () => {
  const files = [project.at("first.db"), project.at("second.db")];
  const ended = await project.run("loaded.mjs", ["sessions", ...files]);
  expect(ended).toEqual({ code: 7, signal: null, stdout: "", stderr: "" });
  for (const file of files)
    expect(readRecorded(file)).toMatchObject({ count: { span: 30_000 }, tagCount: 30_000, faults: [] });
});

test("SP.close() under load, and more spans after it", async () => {
  const file = project.at("closed.db");
  const ended = await project.run("loaded.mjs", ["closed"], { env: { SPANTOM_DB: file } });
  expect(ended).toEqual({ code: 0, signal: null, stdout: "50005\n", stderr: "" });
  const parts = Object.fromEntries(Array.from({ length: 5 }, (_, part) => [`part ${part}`, 10_000]));
  expect(readRecorded(file)).toMatchObject({ count: { ...parts, over: 5 }, tagCount: 50_000, faults: [] });
});

test("out of memory: all but the last moments", async () => {
  const file = project.at("memory.db");
  const ended = await project.run("loaded.mjs", ["memory"], {
    env: { SPANTOM_DB: file },
    node: ["--max-old-space-size=64"],
  });
  expect(ended).toMatchObject({ code: null, signal: "SIGABRT" });
  expect(ended.stderr).toContain("JavaScript heap out of memory");
  expect(ended.stderr).not.toContain("spantom:");
  const told = Number(ended.stdout.trim().split("\n").at(-1));
  const { count, tagCount, faults } = readRecorded(file);
  expect(faults).toEqual([]);
  expect(tagCount).toBe(count.span);
  // Twenty turns, each of 5 ms plus garbage collection: several times as long as a commit is delayed.
  expect(count.span).toBeGreaterThanOrEqual(told - 2000);
});

test("node --watch that starts the program anew: all that was ended before the change", async () => {
  const file = project.at("watched.db");
  const child = project.start("loaded.mjs", ["watched"], { env: { SPANTOM_DB: file }, node: ["--watch"] });
  const ended = waitFor(child);
  for (let start = 1; start <= 3; start++) {
    await waitForOutput(child, "traced");
    while ((ask<number>(file, "SELECT count(*) FROM spans")[0] ?? 0) < start * 4000) await sleep(20);
    if (start < 3) appendFileSync(project.at("loaded.mjs"), "\n");
  }
  child.kill("SIGTERM");
  expect((await ended).stderr).not.toContain("spantom:");
  expect(readRecorded(file)).toMatchObject({ count: { span: 12_000 }, tagCount: 12_000, runs: 3, faults: [] });
});
