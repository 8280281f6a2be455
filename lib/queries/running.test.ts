/** Running spans of a scope, and what is said about each: still running, silent, or gone with its process. */
import { hostname } from "node:os";
import Database from "better-sqlite3";
import { beforeEach, describe, expect, test } from "vitest";
import { parseTagFilter, type TagFilter } from "../model/filter.ts";
import { describeRunning, describeState } from "../model/running.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { clearDatabase } from "../store/clear.ts";
import type { Connection } from "../store/driver.ts";
import { creationSql, RUNNING_SPANS } from "../store/schema.ts";
import { readNewest } from "./newest.ts";
import { runQuery } from "./registry.ts";
import { NO_RUNNING, readRunning } from "./running.ts";
import { countRunning } from "./sql/running-rows.ts";

const NOW = Date.now() / 1000;
/** By a clock that is ahead: just now, however long the tests take. */
const FRESH = NOW + 600;
/** Beyond the numbers that systems give. */
const NO_PROCESS = 2 ** 30;

let db: Connection;
beforeEach(() => {
  db = new Database(":memory:");
  // As for a tracer: a run's row may be missing.
  db.pragma("foreign_keys = OFF");
  db.exec(`${creationSql(new Set())};${RUNNING_SPANS}`);
});

const ROW = {
  reporter: "a",
  number: 1 as unknown,
  run_id: "old",
  pid: process.pid as unknown,
  host: hostname(),
  parent: null,
  name: "job" as unknown,
  start: NOW - 60,
  duration: 59,
  tags: "{}" as unknown,
  error: null,
  seen: FRESH as unknown,
  among: 1,
};

let number = 0;
function addRunning(row: Partial<typeof ROW>): void {
  const all = { ...ROW, number: ++number, ...row };
  const columns = Object.keys(all);
  db.prepare(`INSERT INTO running_spans (${columns}) VALUES (${columns.map((column) => `@${column}`)})`).run(all);
}

function addRun(id: string, started: number, spans: number): void {
  db.prepare("INSERT INTO runs VALUES (?, ?, 1, 'host', 'node x.js', 'v20', '/')").run(id, started);
  if (spans === 0) return;
  const insert = db.prepare("INSERT INTO spans (name, start, duration) VALUES ('ended', ?, 1)");
  const first = (db.prepare("SELECT coalesce(max(id), 0) + 1 FROM spans").pluck().get() as number) ?? 1;
  for (let i = 0; i < spans; i++) insert.run(started + i);
  db.prepare("INSERT INTO run_spans VALUES (?, ?, ?)").run(id, first, first + spans - 1);
}

const read = (scope: Partial<Scope> = {}) => readRunning(db, { scope: { ...DEFAULT_SCOPE, ...scope } });
const namesOf = (scope?: Partial<Scope>) => read(scope).spans.map(({ name }) => name);

describe("the state of a span", () => {
  test.each([
    ["seen just now", { seen: FRESH }, "running"],
    ["seen just now, by a container with this host's name", { seen: FRESH, pid: NO_PROCESS }, "running"],
    ["seen just now, on another machine", { seen: FRESH, host: "elsewhere" }, "running"],
    ["unseen, though its process is there", { seen: NOW - 60 }, "silent"],
    ["unseen, on another machine", { seen: NOW - 60, host: "elsewhere", pid: NO_PROCESS }, "silent"],
    ["unseen, without its process", { seen: NOW - 60, pid: NO_PROCESS }, "gone"],
    ["unseen, with a number that is no process's", { seen: NOW - 60, pid: -1 }, "gone"],
  ] as const)("%s", (_, row, state) => {
    addRunning(row);
    const { spans, counts } = read();
    expect(spans).toMatchObject([{ state, duration: 59 }]);
    expect(counts).toEqual({ running: 0, silent: 0, gone: 0, [state]: 1 });
  });

  test("in words", () => {
    expect(describeRunning({ running: 0, silent: 0, gone: 0 })).toBeNull();
    expect(describeRunning({ running: 2, silent: 1, gone: 1 })).toBe(
      "2 spans are running, 1 span was running when last heard of, 1 span was running when its process ended",
    );
    expect(describeRunning({ running: 1, silent: 0, gone: 1200 })).toBe(
      "1 span is running, 1,200 spans were running when their process ended",
    );
    expect(describeState("running", 12.3, 0.4)).toBe("Still running for 12.3 s when last seen, 400 ms ago");
    expect(describeState("gone", 12.3, 60)).toMatch(/^Had been running .* its process has ended since$/);
    expect(describeState("silent", 12.3, 60)).toMatch(/blocked in synchronous code, is stopped, or is gone$/);
  });
});

test("those that run come first, then the last started; at most 100 are listed, and all counted", () => {
  for (let i = 0; i < 150; i++) addRunning({ name: `${i}`, start: NOW - 1000 + i, among: 400 });
  addRunning({ reporter: "b", name: "gone", start: NOW - 5, seen: NOW - 60, pid: NO_PROCESS });
  addRunning({ reporter: "c", name: "silent", start: NOW - 5, seen: NOW - 60 });
  const { spans, counts, unknown } = read();
  expect(spans.map(({ name }) => name)).toEqual(Array.from({ length: 100 }, (_, i) => `${149 - i}`));
  expect(counts).toEqual({ running: 150, silent: 1, gone: 1 });
  expect(unknown).toBe(250);
  expect(countRunning(db)).toEqual({ running: 400, silent: 1, gone: 1 });
});

describe("a scope", () => {
  const filter = (text: string) => parseTagFilter(text) as TagFilter;

  test("limits them by run: the latest, and what started later", () => {
    addRun("old", NOW - 3000, 3);
    addRun("other", NOW - 2500, 0);
    addRun("last", NOW - 2000, 3);
    addRun("new", NOW - 100, 0);
    for (const run of ["old", "other", "last", "new", "unknown"])
      addRunning({ run_id: run, name: run, start: NOW - (run === "unknown" ? 50 : 60) });
    expect(namesOf().sort()).toEqual(["last", "new", "unknown"]);
    expect(namesOf({ run: "old" })).toEqual(["old"]);
    expect(namesOf({ run: "new" })).toEqual(["new"]);
    expect(namesOf({ run: "all" })).toHaveLength(5);
    expect(() => namesOf({ run: "no such run" })).toThrow("Run no such run is not in this file (any more)");
    const { origin, spans } = read({ run: "latest" });
    expect((origin ?? 0) + (spans[0]?.start ?? 0)).toBeCloseTo(NOW - 50, 3);
  });

  test("limits them by name, start and their own tags, as it limits spans", () => {
    addRun("old", NOW - 100, 3);
    addRunning({ name: "a", start: NOW - 90, tags: '{"level":"9","id":"007"}' });
    addRunning({ name: "b", start: NOW - 80, tags: '{"level":"11"}' });
    addRunning({ name: "c", start: NOW - 70 });
    expect(namesOf({ names: ["a", "c"] })).toEqual(["c", "a"]);
    expect(namesOf({ from: 15 })).toEqual(["c", "b"]);
    expect(namesOf({ to: 15 })).toEqual(["a"]);
    expect(namesOf({ tags: [filter("level=9")] })).toEqual(["a"]);
    expect(namesOf({ tags: [filter("level!=9")] })).toEqual(["c", "b"]);
    expect(namesOf({ tags: [filter("level>=10")] })).toEqual(["b"]);
    expect(namesOf({ tags: [filter("level<=11"), filter("id=007")] })).toEqual(["a"]);
    expect(read({ names: ["a"] }).counts).toEqual({ running: 1, silent: 0, gone: 0 });
  });

  test("that ends at a span is one of the past: it has none", () => {
    addRun("old", NOW - 100, 3);
    addRunning({});
    expect(read({ maxSpanId: 3 })).toEqual(NO_RUNNING);
  });
});

describe("they are apart from spans that have ended", () => {
  const figures = () => {
    const { running: _, ...summary } = runQuery(db, "summary", {});
    const scope = { ...DEFAULT_SCOPE, run: "all" };
    return [
      summary,
      runQuery(db, "overview", { scope }),
      runQuery(db, "scopeNewest", { scope }),
      runQuery(db, "runs", {}),
    ];
  };

  test("no figure changes with them", () => {
    addRun("old", NOW - 100, 3);
    const before = figures();
    addRunning({ name: "ended", duration: 1e6 });
    addRun("new", NOW - 10, 0);
    addRunning({ run_id: "new" });
    expect(figures()).toEqual(before);
    expect(runQuery(db, "summary", {}).running).toEqual({ running: 2, silent: 0, gone: 0 });
  });

  test("the poll says when one was last seen, if any", () => {
    expect(readNewest(db, 0)).toEqual({ lastId: 0, count: 0, running: null });
    addRunning({ seen: 1000 });
    addRunning({ seen: 2000 });
    expect(readNewest(db, 0)).toEqual({ lastId: 0, count: 0, running: 2000 });
    clearDatabase(db);
    expect(readNewest(db, 0).running).toBeNull();
  });
});

describe("files of others", () => {
  test("without the table have none", () => {
    db.exec("DROP TABLE running_spans");
    expect([read(), readNewest(db, 0).running, countRunning(db).running]).toEqual([NO_RUNNING, null, 0]);
    db.exec("CREATE TABLE running_spans (name)");
    expect([read(), readNewest(db, 0).running]).toEqual([NO_RUNNING, null]);
  });

  test("with other values in it have no rows of those, and tags that are no JSON are none", () => {
    const odd = [
      { name: Buffer.from("x") },
      { pid: "one" },
      { seen: "soon" },
      { tags: Buffer.from("{}") },
      { start: 1e301 },
    ];
    for (const row of odd) addRunning(row as Partial<typeof ROW>);
    expect(read()).toEqual(NO_RUNNING);
    expect(readNewest(db, 0).running).toBeNull();
    for (const tags of ["{", "null", "[1]", '{"a":{"b":1},"__proto__":"x"}']) addRunning({ tags });
    expect(read().spans.map(({ tags }) => tags)).toEqual([
      [],
      [],
      [["0", "1"]],
      [
        ["a", '{"b":1}'],
        ["__proto__", "x"],
      ],
    ]);
  });
});
