/** Spans that are still running can be seen in the file: how long they have been, and with which tags. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { hostname } from "node:os";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createProject, type Project, waitFor, waitForOutput } from "../fixtures/project.ts";
import { queryFile } from "../fixtures/traced-file.ts";
import { clearDatabase } from "../store/clear.ts";
import { pruneDatabase } from "../store/prune.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

interface Row {
  readonly number: number;
  readonly name: string;
  readonly parent: number | null;
  readonly run_id: string;
  readonly pid: number;
  readonly host: string;
  readonly start: number;
  readonly duration: number;
  readonly tags: string;
  readonly error: string | null;
  readonly seen: number;
  readonly among: number;
}

/** The running spans in the file, longest first. */
function readRunning(file: string): Row[] {
  if (!existsSync(file)) return [];
  const db = new Database(file, { readonly: true });
  try {
    const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'running_spans'").get();
    return isThere ? (db.prepare("SELECT * FROM running_spans ORDER BY start").all() as Row[]) : [];
  } finally {
    db.close();
  }
}

const namesIn = (file: string) => readRunning(file).map(({ name }) => name);
/** Not `expect.poll`, which needs the test that it is in: these run concurrently. */
const PATIENCE = { timeout: 60_000, interval: 20 };
const awaitNames = (file: string, names: readonly string[]) =>
  vi.waitFor(() => expect(namesIn(file)).toEqual(names), PATIENCE);
const spansIn = (file: string) => queryFile<[string]>(file, "SELECT name FROM spans ORDER BY id").flat();

let files = 0;

/** Starts a program that waits to be told to go on. */
function start(way: string, file = project.at(`${files++}.db`), name = "outer") {
  const child = project.start("waiting.mjs", [way, name], { env: { SPANTOM_DB: file } });
  return {
    file,
    child,
    started: waitForOutput(child, "started"),
    ended: waitFor(child),
    kill: async () => {
      child.kill("SIGKILL");
      await once(child, "close");
    },
    next: () => child.stdin.write("next"),
    goOn: () => child.stdin.end("go on"),
  };
}

describe.concurrent("a span that waits", () => {
  test.each(["alone", "after others"])("is seen while it runs, and then as a span (%s)", async (way) => {
    const { file, child, started, ended, goOn } = start(way);
    await started;
    await awaitNames(file, ["outer", "inner"]);
    const [outer, inner] = readRunning(file) as [Row, Row];
    expect(outer).toMatchObject({ parent: null, pid: child.pid, host: hostname(), error: null, among: 2 });
    expect(inner).toMatchObject({ parent: outer.number, error: "TypeError: not yet", among: 2 });
    expect([outer.tags, inner.tags].map((text) => JSON.parse(text))).toEqual([
      { stage: "2", text: 'a "quoted" one' },
      { n: "7" },
    ]);
    expect(outer.start + outer.duration).toBeCloseTo(outer.seen, 1);
    expect(queryFile(file, "SELECT id, pid FROM runs")).toEqual([[outer.run_id, child.pid]]);
    // The next reports: the same rows, with what they have taken by then.
    await vi.waitFor(() => expect(readRunning(file)[0]?.duration).toBeGreaterThan(outer.duration + 1), PATIENCE);
    expect(readRunning(file)).toMatchObject([{ number: outer.number }, { number: inner.number }]);
    goOn();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
    expect(readRunning(file)).toEqual([]);
    expect(spansIn(file).slice(-2)).toEqual(["inner", "outer"]);
    expect(queryFile(file, "PRAGMA foreign_key_check")).toEqual([]);
  });

  test("goes to the file together with the end of its row: no reader sees both, or neither", async () => {
    const { file, started, ended, goOn } = start("after others");
    await started;
    await awaitNames(file, ["outer", "inner"]);
    const seen = new Set<number>();
    goOn();
    const db = new Database(file, { readonly: true });
    const count = db
      .prepare(
        "SELECT (SELECT count(*) FROM running_spans) + (SELECT count(*) FROM spans WHERE name IN ('inner', 'outer'))",
      )
      .pluck();
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    while (!isOver) {
      for (let i = 0; i < 100; i++) seen.add(count.get() as number);
      await new Promise((resolve) => setImmediate(resolve));
    }
    db.close();
    expect([...seen]).toEqual([2]);
  });

  test("is seen however the program's timers are faked", async () => {
    const { file, started, ended, goOn } = start("fake timers");
    await started;
    await awaitNames(file, ["outer", "inner"]);
    goOn();
    expect((await ended).code).toBe(0);
  });

  test("leaves its row when the program is killed", async () => {
    const { file, started, kill } = start("alone");
    await started;
    await awaitNames(file, ["outer", "inner"]);
    await kill();
    expect(namesIn(file)).toEqual(["outer", "inner"]);
    expect(spansIn(file)).toEqual([]);
  });

  test("leaves the file with SP.close(), and goes over to another with SP.init()", async () => {
    const closing = start("closing");
    const moving = start("moving");
    for (const { file, started, next, child } of [closing, moving]) {
      await started;
      await awaitNames(file, ["outer", "inner"]);
      const done = waitForOutput(child, "ed\n");
      next();
      await done;
      await awaitNames(file, []);
    }
    const other = `${moving.file}.other`;
    await awaitNames(other, ["outer", "inner"]);
    closing.goOn();
    moving.goOn();
    expect([(await closing.ended).code, (await moving.ended).code]).toEqual([0, 0]);
    expect([spansIn(closing.file), spansIn(other)]).toEqual([
      ["inner", "outer"],
      ["inner", "outer"],
    ]);
    expect([readRunning(closing.file), readRunning(other)]).toEqual([[], []]);
  });
});

describe.concurrent("in one file", () => {
  test("each program has its own rows", async () => {
    const one = start("alone");
    const two = start("alone", one.file, "second");
    const three = start("alone", one.file, "killed");
    await Promise.all([one.started, two.started, three.started]);
    const names = () =>
      namesIn(one.file)
        .filter((name) => name !== "inner")
        .sort();
    await vi.waitFor(() => expect(names()).toEqual(["killed", "outer", "second"]), PATIENCE);
    await three.kill();
    one.goOn();
    expect((await one.ended).code).toBe(0);
    expect(names()).toEqual(["killed", "second"]);
    two.goOn();
    expect((await two.ended).code).toBe(0);
    expect(names()).toEqual(["killed"]);
    expect(spansIn(one.file)).toEqual(["inner", "outer", "inner", "second"]);
  });

  test.each([
    ["a thread", "in a thread"],
    ["a child", "in a child"],
  ])("%s of a program has its own too, in the same run", async (way, name) => {
    const { file, started, ended, goOn } = start(way);
    await started;
    const names = [name, "inner", "inner", "outer"].sort();
    await vi.waitFor(() => expect(namesIn(file).sort()).toEqual(names), PATIENCE);
    expect(new Set(readRunning(file).map((row) => row.run_id)).size).toBe(1);
    goOn();
    expect((await ended).code).toBe(0);
    await awaitNames(file, []);
    expect(
      spansIn(file)
        .filter((name) => name !== "short")
        .sort(),
    ).toEqual(names);
  });
});

describe.concurrent("deleting", () => {
  test("clear and prune take the rows of a program that is gone, and its run", async () => {
    for (const way of ["clear", "prune"]) {
      const { file, started, kill } = start("after others");
      await started;
      await awaitNames(file, ["outer", "inner"]);
      await kill();
      const db = new Database(file);
      if (way === "clear") clearDatabase(db);
      else for await (const _ of pruneDatabase(db, { since: Date.now() / 1000 + 1 }));
      db.close();
      expect(readRunning(file), way).toEqual([]);
      expect(queryFile(file, "SELECT * FROM runs"), way).toEqual([]);
    }
  });

  test("prune leaves what was seen since, with its run", async () => {
    const { file, started, kill } = start("after others");
    await started;
    await awaitNames(file, ["outer", "inner"]);
    await kill();
    const db = new Database(file);
    db.exec("UPDATE spans SET start = start - 1000");
    for await (const _ of pruneDatabase(db, { since: Date.now() / 1000 - 900 }));
    db.close();
    expect(spansIn(file)).toEqual([]);
    expect(namesIn(file)).toEqual(["outer", "inner"]);
    expect(queryFile(file, "SELECT count(*) FROM runs")).toEqual([[1]]);
  });

  test("a program that is still there has its rows back with its next report", async () => {
    const { file, started, ended, goOn } = start("after others");
    await started;
    await awaitNames(file, ["outer", "inner"]);
    const db = new Database(file);
    clearDatabase(db);
    db.close();
    await awaitNames(file, ["outer", "inner"]);
    goOn();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
    expect(spansIn(file)).toEqual(["inner", "outer"]);
    expect(readRunning(file)).toEqual([]);
  });
});

test("a program of short spans leaves no table", async () => {
  const { file, ended } = (() => {
    const path = project.at("short.db");
    const child = project.start("waiting.mjs", ["short"], { env: { SPANTOM_DB: path } });
    return { file: path, ended: waitFor(child) };
  })();
  expect((await ended).code).toBe(0);
  expect(queryFile(file, "SELECT name FROM sqlite_schema WHERE name = 'running_spans'")).toEqual([]);
});
