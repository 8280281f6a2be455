/** Runs, and the spans that a scope selects. */
import Database from "better-sqlite3";
import { beforeEach, expect, test } from "vitest";
import { parseScope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { creationSql } from "../store/schema.ts";
import { readRuns } from "./runs.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

let db: Connection;
beforeEach(() => {
  db = new Database(":memory:");
  db.exec(creationSql(new Set()));
});

function addSpans(count: number, from: number, name = "loop", each = 1): void {
  const insert = db.prepare("INSERT INTO spans (name, start, duration) VALUES (?, ?, ?)");
  db.transaction(() => {
    for (let i = 0; i < count; i++) insert.run(name, from + i * each, each / 2);
  })();
}

function addRun(id: string, started: number, ranges: readonly (readonly [number, number])[]): void {
  db.prepare("INSERT INTO runs VALUES (?, ?, 1, 'host', 'loop.mjs', '20.0.0', '/')").run(id, started);
  for (const [first, last] of ranges) db.prepare("INSERT INTO run_spans VALUES (?, ?, ?)").run(id, first, last);
}

const read = (query: string) => resolveScope(db, parseScope(new URLSearchParams(query)));
const pick = (query: string) => {
  const { where, parameters } = read(query);
  return db
    .prepare<(string | number)[], number>(`SELECT s.id FROM spans AS s WHERE ${where}`)
    .pluck()
    .all(...parameters);
};

test("up to a span, runs and window are what they were when it was the newest", () => {
  addSpans(6, 1000);
  addRun("first", 999, [[1, 6]]);
  const [latest, all] = [read("window=4"), read("window=4&run=all")];
  addSpans(4, 1010);
  db.exec("UPDATE run_spans SET last_span_id = 8");
  addRun("second", 1012, [[9, 10]]);
  expect(read("window=4").run?.id).toBe("second");
  for (const [query, then] of [
    ["window=4&until=6", latest],
    ["window=4&until=6&run=all", all],
  ] as const) {
    const now = read(query);
    expect([now.window, now.run?.id, now.runs.length, now.origin]).toEqual([
      then.window,
      then.run?.id,
      then.runs.length,
      then.origin,
    ]);
    expect(pick(query)).toEqual([3, 4, 5, 6]);
  }
});

test("a run begins with its first span, wherever that was written", () => {
  // Ids in the order of writing: jobs that are told of after the fact, and in any order.
  const days = [9, 2, 7, 0, 5, 3].map((day) => 1_795_000_000 - 86_400 * day);
  for (const start of [1_795_000_000, ...days, ...days.map((start) => start + 50)]) addSpans(1, start);
  const first = 1_795_000_000 - 9 * 86_400;
  addRun("told", 1_795_000_000 - 1, [[1, 13]]);
  const { origin, run, zero } = read("");
  expect([origin, run?.started, run?.ended]).toEqual([first, first, 1_795_000_050.5]);
  expect(zero).toEqual({ origin: first, dated: true });
});

test("a start in 1970 does not begin the run, nor make it one of days", () => {
  addSpans(30, 1_795_000_000);
  addSpans(1, 5);
  addSpans(30, 1_795_000_030);
  addRun("usual", 1_795_000_000 - 1, [[1, 61]]);
  expect(read("").zero).toEqual({ origin: 1_795_000_000 - 1, dated: false });
});

test("of interleaved runs, each begins with its own first span", () => {
  for (let i = 0; i < 40; i++) addSpans(1, 1_795_000_000 + (i % 2) * 500 + i);
  const own = (odd: number) => Array.from({ length: 20 }, (_, i) => [2 * i + 1 + odd, 2 * i + 1 + odd] as const);
  addRun("early", 1_795_000_000 + 10, own(0));
  addRun("late", 1_795_000_000 + 10, own(1));
  expect(readRuns(db).map(({ id, started }) => [id, started])).toEqual([
    ["early", 1_795_000_000],
    ["late", 1_795_000_010],
  ]);
});

test("a run that is not there is refused, not replaced by another", () => {
  expect(read("run=gone").window.total).toBe(0);
  addSpans(2, 1000);
  addRun("first", 999, [[1, 2]]);
  expect(() => read("run=gone")).toThrow("Run gone is not in this file (any more); there is first.");
});

test("commands are read without the secrets that older files hold; an empty one is none", () => {
  addSpans(3, 1000);
  for (const id of ["a", "b", "c"]) addRun(id, 1000, [[1, 3]]);
  db.exec("UPDATE runs SET command = 'node a.mjs --password hunter2 --port=80' WHERE id = 'a'");
  db.exec("UPDATE runs SET command = '' WHERE id = 'b'");
  expect(readRuns(db).map(({ command }) => command)).toEqual(["node a.mjs --password … --port=80", null, "loop.mjs"]);
});

test("a pause of half a minute ends a run", () => {
  addSpans(1000, 1000);
  addSpans(500, 2029); // 29.5 s after the end of the last: the same
  addSpans(10, 2600);
  addSpans(10, 9_000);
  const runs = readRuns(db);
  expect(runs.map(({ id, firstId, lastId, started }) => [id, firstId, lastId, started])).toEqual([
    ["gap-1", 1, 1500, 1000],
    ["gap-1501", 1501, 1510, 2600],
    ["gap-1511", 1511, 1520, 9000],
  ]);
});

test("a span across a pause keeps its run in one piece", () => {
  addSpans(10, 1000);
  addSpans(10, 1100);
  db.prepare("INSERT INTO spans (name, start, duration) VALUES ('outer', 999, 200)").run();
  expect(readRuns(db)).toMatchObject([{ id: "gap-1", firstId: 1, lastId: 21, started: 999, ended: 1199 }]);
});

test.each([
  ["1970", 0],
  ["2050", 2_524_608_000],
])("a span of %s among those of today parts no run, and moves neither its start nor its end", (_, far) => {
  const today = 1_700_000_000;
  for (const place of [2, 3, 700, 1500, 1999]) {
    for (const count of [1, 3]) {
      db.exec("DELETE FROM spans; DELETE FROM sqlite_sequence");
      addSpans(place, today);
      addSpans(count, far);
      addSpans(2000 - place, today + place);
      // A pause is still detected.
      addSpans(20, today + 5000);
      const ids = readRuns(db).map(({ firstId, lastId, started, ended }) => [firstId, lastId, started, ended]);
      const first = 2000 + count + 1;
      expect(ids, `${count} after ${place}`).toEqual([
        [1, first - 1, today, today + 1999.5],
        [first, first + 19, today + 5000, today + 5019.5],
      ]);
    }
  }
});

test("a span of 2050 at the end is no new run", () => {
  addSpans(100, 1_700_000_000);
  addSpans(1, 2_524_608_000);
  expect(readRuns(db)).toMatchObject([{ id: "gap-1", firstId: 1, lastId: 101, ended: 1_700_000_099.5 }]);
});

test("runs of one span each, a minute apart, stay apart", () => {
  for (let run = 0; run < 40; run++) addSpans(1, 1_700_000_000 + 60 * run);
  expect(readRuns(db)).toHaveLength(40);
  addSpans(1, 1_700_000_000 + 50 * 86_400);
  expect(readRuns(db).at(-1)).toMatchObject({ firstId: 41, started: 1_700_000_000 + 50 * 86_400 });
});

test("a file of two days is searched in few lookups", () => {
  let statements = 0;
  db = new Database(":memory:", { verbose: () => void statements++ });
  db.exec(creationSql(new Set()));
  addSpans(20_000, 0, "loop", 4);
  addSpans(20_000, 90_000, "loop", 4);
  statements = 0;
  expect(readRuns(db)).toHaveLength(2);
  expect(statements).toBeLessThan(12_000);
});

test("recorded runs are taken as they are, in the order of their starts, also when they mix", () => {
  addSpans(10, 1000);
  addRun("b", 1004, [
    [4, 5],
    [8, 10],
  ]);
  addRun("a", 1000, [
    [1, 3],
    [6, 7],
  ]);
  expect(readRuns(db)).toMatchObject([
    { id: "a", count: 5, mixed: true, found: "recorded", command: "loop.mjs", lastId: 7, ended: 1006.5 },
    { id: "b", count: 5, mixed: true },
  ]);
  expect(read("run=b").window).toMatchObject({ count: 5, total: 5 });
  expect(pick("run=b")).toEqual([4, 5, 8, 9, 10]);
  expect(pick("run=a")).toEqual([1, 2, 3, 6, 7]);
  expect(pick("run=all")).toHaveLength(10);
});

test("spans that another package added after the last recorded run are the latest run", () => {
  addSpans(10, 1000);
  addRun("a", 1000, [[1, 10]]);
  addSpans(5, 2000);
  expect(readRuns(db).map(({ id }) => id)).toEqual(["a", "gap-11"]);
  expect(pick("")).toEqual([11, 12, 13, 14, 15]);
});

test("an empty file has no runs and no spans", () => {
  expect(readRuns(db)).toEqual([]);
  expect(read("").window.total).toBe(0);
  expect(pick("")).toEqual([]);
});

test("names, time and window limit the run", () => {
  addSpans(10, 1000, "a?b");
  addSpans(10, 1010, "it's");
  expect(pick(`name=${encodeURIComponent("it's")}`)).toHaveLength(10);
  expect(pick(`name=${encodeURIComponent("it's")}&name=a%3Fb`)).toHaveLength(20);
  expect(pick("from=3&to=5")).toEqual([4, 5, 6]);
  expect(pick("window=4")).toEqual([17, 18, 19, 20]);
  expect(read("window=4").window).toMatchObject({ count: 4, total: 20 });
});

test("tags limit it too, as text or as numbers", () => {
  addSpans(6, 1000);
  const tag = db.prepare("INSERT INTO span_tags (span_id, key, value) VALUES (?, ?, ?)");
  for (const [id, value] of [
    [1, "9"],
    [2, "10"],
    [3, "None"],
    [4, "1e1"],
  ])
    tag.run(id, "n", value);
  expect(pick("tag=n%3D10")).toEqual([2]);
  expect(pick("tag=n!%3D10")).toEqual([1, 3, 4, 5, 6]);
  expect(pick("tag=n%3E%3D9.5")).toEqual([2, 4]);
  expect(pick("tag=n%3C%3D9.5")).toEqual([1]);
});

test("a span has the tags of its nearest ancestor that carries them", () => {
  // Two outer spans of 10 s with a middle one and two calls each; in the second, the middle one overrides the tag.
  const add = (name: string, start: number, duration: number, cache?: string) => {
    const id = db.prepare("INSERT INTO spans (name, start, duration) VALUES (?, ?, ?)").run(name, start, duration);
    if (cache)
      db.prepare("INSERT INTO span_tags (span_id, key, value) VALUES (?, 'cache', ?)").run(id.lastInsertRowid, cache);
  };
  for (const [from, middle] of [
    [1000, undefined],
    [1020, "warm"],
  ] as const) {
    add("call", from + 1, 1);
    add("call", from + 3, 1);
    add("middle", from + 0.5, 5, middle);
    add("outer", from, 10, "cold");
  }
  expect(pick("tag=cache%3Dcold")).toEqual([1, 2, 3, 4, 8]);
  expect(pick("tag=cache%3Dwarm")).toEqual([5, 6, 7]);
  expect(pick("tag=cache!%3Dcold")).toEqual([5, 6, 7]);
  expect(pick("tag=cache%3Dcold&name=call")).toEqual([1, 2]);
  expect(pick("tag=size%3D1")).toEqual([]);
});

test("the condition shown to users selects the same spans", () => {
  addSpans(10, 1000, "it's a?b");
  const { whereSql } = read(`name=${encodeURIComponent("it's a?b")}&from=2&run=all`);
  expect(db.prepare(`SELECT count(*) FROM spans AS s WHERE ${whereSql}`).pluck().get()).toBe(8);
});
