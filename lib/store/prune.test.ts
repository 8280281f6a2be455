/** Pruned files: what stays, what is deleted, and that the file stays consistent whatever else is going on. */
import { copyFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createProject, type Project, waitFor, waitForOutput } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";
import { createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";
import { loadDriver } from "./driver.ts";
import { countOld, type Keep, type Pruned, pruneDatabase } from "./prune.ts";

const PYTHON_WRITTEN = fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url));

/** Prunes as the command does, and says what each transaction deleted. */
async function prune(path: string, keep: Keep): Promise<Pruned[]> {
  const db = new (loadDriver())(path, { timeout: 5000 });
  try {
    const old = countOld(db, keep);
    const steps: Pruned[] = [];
    for await (const step of pruneDatabase(db, keep)) steps.push(step);
    expect(steps.reduce((sum, { spans }) => sum + spans, 0)).toBe(old);
    return steps;
  } finally {
    db.close();
  }
}

function change(path: string, sql: string): void {
  const db = new (loadDriver())(path);
  db.pragma("foreign_keys = OFF");
  db.exec(sql);
  db.close();
}

describe("a file written here", () => {
  let traced: TracedFile;
  beforeEach(() => {
    traced = createTracedFile();
  });
  afterEach(() => traced.remove());

  /** Names in the order of their ids; starts as given, in seconds. */
  const setStarts = (starts: Readonly<Record<string, number>>) => {
    traced.SP.flush();
    for (const [name, start] of Object.entries(starts))
      change(traced.path, `UPDATE spans SET start = ${start} WHERE name = '${name}'`);
  };

  test.each([
    [1, ["d"]],
    [3, ["b", "c", "d"]],
    [4, ["a", "b", "c", "d"]],
    [5, ["a", "b", "c", "d"]],
    [1e15, ["a", "b", "c", "d"]],
  ])("the newest %d stay", async (newest, names) => {
    for (const name of ["a", "b", "c", "d"]) traced.SP.span(name, { name }, () => {});
    traced.SP.flush();
    await prune(traced.path, { newest });
    expect(traced.tree()).toEqual(names);
    expect(readRecorded(traced.path)).toMatchObject({ tagCount: names.length, runs: 1, faults: [] });
  });

  test("those that started at the time or later stay, in whatever order they ended", async () => {
    for (const name of ["new", "old", "edge", "older", "newest"]) traced.SP.span(name, () => {});
    setStarts({ new: 201, old: 199.999, edge: 200, older: 1, newest: 300 });
    await prune(traced.path, { since: 200 });
    expect(traced.tree()).toEqual(["new", "edge", "newest"]);
    expect(ask(traced.path, "SELECT first_span_id || '-' || last_span_id FROM run_spans")).toEqual(["1-5"]);
    expect(readRecorded(traced.path).faults).toEqual([]);
  });

  test("tags, errors and links go with their spans", async () => {
    const { SP } = traced;
    const fail = () => SP.span("failed", { a: 1, b: 2 }, (span) => span.fail(new Error("no")));
    SP.span("outer", { c: 3 }, fail);
    SP.span("outer", { c: 3 }, fail);
    SP.flush();
    expect(await prune(traced.path, { newest: 2 })).toEqual([{ spans: 2, tags: 3 }]);
    expect(readRecorded(traced.path)).toMatchObject({
      count: { failed: 1, outer: 1 },
      errors: { failed: "Error" },
      links: ["failed < outer"],
      tagCount: 3,
      faults: [],
    });
    expect(ask(traced.path, "SELECT first_span_id || '-' || last_span_id FROM run_spans")).toEqual(["3-4"]);
  });

  test("a parent that stays loses a child that goes; a child that stays becomes a root", async () => {
    const { SP } = traced;
    SP.span("parent", () => SP.span("early child", () => {}));
    SP.span("early parent", () => SP.span("child", () => SP.span("grandchild", () => {})));
    setStarts({ "early child": 10, parent: 20, "early parent": 10, child: 20, grandchild: 20 });
    await prune(traced.path, { since: 20 });
    expect(traced.tree()).toEqual(["parent", "grandchild < child", "child"]);
    expect(readRecorded(traced.path).faults).toEqual([]);
  });

  test("a child that ended after its parent becomes a root when its parent goes", async () => {
    const { SP } = traced;
    let finish = () => {};
    const background = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let late: Promise<void> | undefined;
    SP.span("parent", () => {
      late = SP.span("late child", () => background);
    });
    SP.flush();
    finish();
    await late;
    expect(traced.tree()).toEqual(["parent", "late child < parent"]);
    await prune(traced.path, { newest: 1 });
    expect(traced.tree()).toEqual(["late child"]);
    expect(readRecorded(traced.path).faults).toEqual([]);
  });

  test("ids go on, in a program that has the file open as in the next one", async () => {
    traced.SP.span("first", () => {});
    traced.SP.flush();
    setStarts({ first: 1 });
    await prune(traced.path, { since: 2 });
    expect(readRecorded(traced.path)).toMatchObject({ spans: [], runs: 0, faults: [] });
    traced.SP.span("second", () => {});
    traced.SP.flush();
    expect(readRecorded(traced.path)).toMatchObject({ spans: [{ id: 2, name: "second" }], runs: 1, faults: [] });
  });
});

describe("a file of the Python package's, two tables without an index", () => {
  let traced: TracedFile;
  beforeEach(() => {
    traced = createTracedFile();
    copyFileSync(PYTHON_WRITTEN, traced.path);
  });
  afterEach(() => traced.remove());

  const faults = () => [
    ...ask<string>(traced.path, "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
    ...ask<string>(traced.path, "SELECT id FROM span_tags WHERE span_id NOT IN (SELECT id FROM spans)"),
  ];
  const ids = () => ask<number>(traced.path, "SELECT id FROM spans ORDER BY id");

  test("by number, in several transactions; the tables stay two", async () => {
    const steps = await prune(traced.path, { newest: 700 });
    expect(steps.length).toBeGreaterThan(1);
    expect(ids()).toEqual(Array.from({ length: 700 }, (_, i) => 2281 + i));
    expect(steps.reduce((sum, { tags }) => sum + tags, 0)).toBe(
      7152 - (ask<number>(traced.path, "SELECT count(*) FROM span_tags")[0] ?? 0),
    );
    expect(faults()).toEqual([]);
    const tables = "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'";
    expect(ask(traced.path, tables)).toEqual(["spans", "span_tags"]);
  });

  test("what is added to old spans between two transactions goes with them", async () => {
    change(traced.path, "UPDATE spans SET start = 1");
    traced.SP.write("first of ours", 2, 1, {});
    traced.SP.flush();
    const db = new (loadDriver())(traced.path);
    const added = "INSERT INTO span_tags (span_id, key, value) VALUES (2500, 'late', 'yes')";
    const child = "INSERT INTO spans (name, start, duration) VALUES ('late child', 5, 1)";
    let steps = 0;
    for await (const _ of pruneDatabase(db, { since: 5 })) {
      if (steps++ > 0) continue;
      change(traced.path, `${added}; ${child}; INSERT INTO span_links SELECT max(id), 2500 FROM spans`);
    }
    db.close();
    expect(steps).toBeGreaterThan(1);
    expect(ids()).toEqual([2982]);
    expect(faults()).toEqual([]);
    expect(ask(traced.path, "SELECT count(*) FROM span_links")).toEqual([0]);
  });

  test("by age", async () => {
    const [middle = 0] = ask<number>(traced.path, "SELECT start FROM spans ORDER BY start LIMIT 1 OFFSET 1000");
    const stay = ask<number>(traced.path, `SELECT id FROM spans WHERE start >= ${middle} ORDER BY id`);
    await prune(traced.path, { since: middle });
    expect(ids()).toEqual(stay);
    expect(faults()).toEqual([]);
  });
});

/** Traces until it is told to stop, and reports how many times it did. */
const TRACING = `
  import { SP } from "spantom";
  let going = true;
  let rounds = 0;
  process.stdin.on("data", () => { going = false; });
  while (going) {
    await SP.span("outer", { pair: rounds }, async () => {
      for (let i = 0; i < 20; i++) SP.span("inner", { pair: rounds }, () => {});
      if (rounds % 10 === 0) await new Promise(setImmediate);
    });
    rounds++;
    if (rounds % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    if (rounds === 200) process.stdout.write("tracing\\n");
  }
  process.stdout.write(rounds + " rounds\\n");
  process.exit();`;

describe("while a program traces into the file", () => {
  let project: Project;
  beforeAll(async () => {
    project = createProject();
    project.write("tracing.mjs", TRACING);
  });
  afterAll(() => project.remove());

  test.each(["Spantom's", "Python's"])("nothing that it ends is lost, and old spans go (%s file)", async (whose) => {
    const file = project.at(`${whose[0]}.db`);
    if (whose === "Python's") copyFileSync(PYTHON_WRITTEN, file);
    else await project.run("load.mjs", ["5000", "end"], { env: { SPANTOM_DB: file } });
    change(file, "UPDATE spans SET name = 'old', start = start - 1e6");
    const program = project.start("tracing.mjs", [], { env: { SPANTOM_DB: file } });
    const ended = waitFor(program);
    await waitForOutput(program, "tracing");
    const steps = await prune(file, { since: Date.now() / 1000 - 1e5 });
    expect(steps.length).toBeGreaterThan(1);
    program.stdin.write("end\n");
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([0, ""]);
    const rounds = Number(/(\d+) rounds/.exec(stdout)?.[1]);
    expect(readRecorded(file)).toMatchObject({
      count: { outer: rounds, inner: rounds * 20 },
      links: ["inner < outer"],
      tagCount: rounds * 21,
      runs: 1,
      faults: [],
    });
  });

  test("a run goes with the last of its spans", async () => {
    const file = project.at("runs.db");
    for (const pairs of ["3", "2"]) await project.run("load.mjs", [pairs, "end"], { env: { SPANTOM_DB: file } });
    await prune(file, { newest: 5 });
    expect(readRecorded(file)).toMatchObject({ runs: 2, faults: [] });
    await prune(file, { newest: 4 });
    expect(readRecorded(file)).toMatchObject({ count: { outer: 2, inner: 2 }, runs: 1, faults: [] });
  });
});
