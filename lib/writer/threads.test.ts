import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject, type Project } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

async function compare(role: string, file = project.at(`${role}.db`)) {
  const env = { SPANTOM_DB: file };
  const traced = await project.run("threads.mjs", [role], { env });
  const untraced = await project.run("threads.mjs", [role], { env: { ...env, SPANTOM_DISABLED: "1" } });
  expect(traced).toEqual(untraced);
  return { ...traced, ...readRecorded(file) };
}

const THREADS = { early: 3, late: 3, main: 3 };

describe.concurrent("a worker thread that", () => {
  test.each([
    ["ends by itself", "worker 0\n", THREADS],
    ["calls process.exit", "worker 3\n", THREADS],
    ["calls process.exit in a span", "worker 3\n", { ...THREADS, outer: 1 }],
    ["throws", "thrown by the worker\nworker 1\n", THREADS],
    ["is terminated while it waits", "worker 1\n", THREADS],
    ["is terminated after a turn in which another had the file", "worker 1\n", THREADS],
  ])("%s leaves all its spans", async (role, said, kept) => {
    const { count, faults, stdout, code } = await compare(role);
    expect({ count, faults, stdout, code }).toEqual({ count: kept, faults: [], stdout: said, code: 0 });
  });

  test.each([
    ["ends by itself", "worker 0\n"],
    ["calls process.exit", "worker 3\n"],
    ["throws", "thrown by the worker\nworker 1\n"],
  ])("%s while its first span runs leaves that", async (way, said) => {
    const { count, errors, faults, stdout, code } = await compare(`${way} while its first span runs`);
    expect({ count, faults, stdout, code }).toEqual({
      count: { first: 1, main: 3 },
      faults: [],
      stdout: said,
      code: 0,
    });
    expect(errors).toEqual({ first: "Unfinished" });
  });

  test.each([1, 2, 3, 4])("is terminated while it writes harms neither process nor file (%d)", async (round) => {
    const file = project.at(`busy-${round}.db`);
    const { count, faults, code } = await compare("is terminated while it writes", file);
    expect({ faults, code, main: count.main }).toEqual({ faults: [], code: 0, main: 3 });
    expect(count.busy).toBeGreaterThan(0);
  });

  test("goes on while the main thread calls process.exit", async () => {
    const { count, faults, code } = await compare("main exits first");
    expect({ faults, code, main: count.main }).toEqual({ faults: [], code: 5, main: 3 });
  });
});

test("threads that were started before the program traced anything belong to its run", async () => {
  const { count, faults, runs } = await compare("threads first");
  expect({ count, faults, runs }).toEqual({ count: { early: 6, late: 6, main: 3 }, faults: [], runs: 1 });
});

test("a package that is loaded anew again and again under load has one writing thread", async () => {
  const { count, faults, runs, stdout } = await compare("hot reload");
  expect({ count, faults, runs, stdout }).toEqual({
    count: { outer: 30_000, inner: 30_000 },
    faults: [],
    runs: 1,
    stdout: "threads at most 1\n",
  });
});

test("forked children write their own spans and belong to their parent's run", async () => {
  const { count, faults, runs, stdout } = await compare("children");
  expect({ count, faults, runs, stdout }).toEqual({
    count: { parent: 1, early: 6, late: 6 },
    faults: [],
    runs: 1,
    stdout: "0 3\n",
  });
});

test("cluster workers write their own spans", async () => {
  const { count, faults, stdout } = await compare("cluster");
  expect({ count, faults, stdout }).toEqual({ count: { early: 6, late: 6 }, faults: [], stdout: "0 0\n" });
  expect(ask(project.at("cluster.db"), "SELECT count(*) FROM run_spans")[0]).toBeGreaterThanOrEqual(2);
});
