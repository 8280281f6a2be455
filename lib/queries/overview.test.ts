import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import type { OverviewFigures } from "../analysis/overview/answer.ts";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { openReader } from "../store/database.ts";
import { readOverview } from "./overview.ts";
import { readOverviewSql } from "./overview-sql.ts";
import { readScopeCount } from "./scope-count.ts";
import { readScopeNewest } from "./scope-newest.ts";
import { readScopeStrip } from "./scope-strip.ts";
import { readSelfTimes } from "./self-times.ts";
import { readWindow, resolveScope } from "./sql/scoped-spans.ts";
import { readNames } from "./summary.ts";

/** A file written by the Python package: no runs, no parents, no index. */
const db = openReader(Database, fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)));
afterAll(() => db.close());

const quiet = () => undefined;
const scoped = (change: Partial<Scope> = {}) => ({ scope: { ...DEFAULT_SCOPE, ...change } });
const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0);

test("figures match SQLite's", () => {
  const figures = readOverview(db, scoped(), quiet);
  const window = readWindow(db);
  const expected = readNames(db, window);
  expect(figures.names.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  for (const [index, { name, firstId: _, ...own }] of expected.entries())
    for (const [key, value] of Object.entries(own))
      expect(figures.names[index]?.[key as "p50"], `${name} ${key}`).toBeCloseTo(value, 9);
  // All other spans run inside `file` spans, which run one after the other.
  expect(figures.traced).toBeCloseTo(expected.find(({ name }) => name === "file")?.total ?? 0, 3);
  expect(figures).toMatchObject({ nameCount: 5, count: 2980, leftOut: 0 });
});

test("a single span lies at the start of a second, not among years", () => {
  const { x } = readOverview(
    makeDatabase([{ id: 1, name: "only", start: 1_795_000_000, duration: 0.1 }]),
    scoped(),
    quiet,
  ).heatmap;
  expect([x.low, x.high]).toEqual([0, 1]);
});

test.each([false, true])(
  "shares of calls of 50 ns add up to the whole, and self times to what was traced",
  (nested) => {
    const names = ["parse", "emit", "hash"];
    const calls = Array.from({ length: 3000 }, (_, index) => ({
      id: index + 1,
      name: names[index % 3] ?? "",
      start: 1_795_000_000 + index * 70e-9,
      duration: 50e-9,
      ...(nested && { parent: 3001 }),
    }));
    const file = nested ? [...calls, { id: 3001, name: "all", start: 1_795_000_000, duration: 3000 * 70e-9 }] : calls;
    const figures = readOverview(makeDatabase(file), scoped(), quiet);
    const { self } = readSelfTimes(makeDatabase(file), scoped(), quiet);
    const shares = figures.names.filter(({ name }) => nested === (name === "all")).map(({ share }) => share);
    expect(sum(shares)).toBeCloseTo(1, 2);
    expect(sum(self.map(([, seconds]) => seconds)) / figures.traced).toBeCloseTo(1, 2);
  },
);

function checkSums({ names, count, leftOut, heatmap, layers }: OverviewFigures): void {
  expect(sum(names.map((name) => name.count))).toBe(count - leftOut);
  for (const { bins, unplaced, count: own } of names) expect(sum(bins) + unplaced).toBe(own);
  expect(heatmap.drawn + heatmap.zeros + heatmap.missing.x + heatmap.outside).toBe(count - leftOut);
  expect(sum(layers.flatMap(({ counts }) => counts))).toBe(heatmap.drawn);
}

test("starts in 1970 and 2050 do not flatten the heatmap and the trends, and are counted", () => {
  const spans = Array.from({ length: 3000 }, (_, index) => ({
    id: index + 1,
    start: 1_795_000_000 + index,
    duration: 1,
  }));
  const odd = spans.map((span) => ({
    ...span,
    start: span.id === 7 ? 0 : span.id > 2998 ? 2_524_608_000 : span.start,
  }));
  const figures = readOverview(makeDatabase(odd), scoped(), quiet);
  checkSums(figures);
  const columns = new Set(figures.heatmap.cells.map((cell) => cell % figures.heatmap.x.bins));
  expect(columns.size).toBe(figures.heatmap.x.bins);
  expect(figures.names[0]?.trend).not.toContain(null);
  expect(figures).toMatchObject({ earlier: 1, later: 2, heatmap: { outside: 3 } });
});

test("every span is counted once, in bins, cells and layers, whatever the scope", () => {
  for (const change of [
    {},
    { names: ["read", "parse"] },
    { from: 1, to: 3 },
    { tags: [{ key: "bytes", operator: ">=", value: "5000" }] },
  ] as const) {
    const figures = readOverview(db, scoped(change), quiet);
    checkSums(figures);
    expect(figures.count).toBe(readScopeCount(db, scoped(change)).count);
    expect(figures.count).toBeGreaterThan(0);
  }
});

test("the heatmap tells names with most self time apart, below however many callers, and all others together", () => {
  const callers = Array.from({ length: 14 }, (_, level) => `caller ${level}`);
  const spans = [...callers, "quick", "slow"].map((name, place, all) => ({
    id: all.length - place,
    name,
    start: 1000 + place / 10,
    duration: name === "quick" ? 0.01 : 40 - place,
    ...(place > 0 && { parent: name === "slow" ? all.length - 13 : all.length - place + 1 }),
  }));
  const figures = readOverview(makeDatabase(spans), scoped(), quiet);
  checkSums(figures);
  const names = figures.layers.map(({ name }) => name);
  expect(names[0]).toBe("slow");
  expect(names).toHaveLength(13);
  expect(names.indexOf(null)).toBe(12);
  expect(sum(figures.layers[12]?.counts ?? [])).toBe(4);
});

test("shares are of everything that ran, even with a single name selected", () => {
  const share = (change: Partial<Scope>) =>
    readOverview(db, scoped(change), quiet).names.find(({ name }) => name === "read")?.share;
  expect(share({ names: ["read"] })).toBeCloseTo(share({}) ?? Number.NaN, 9);
});

test("shares and the strip of the run are of everything, even with failed spans alone", () => {
  const file = makeDatabase(
    Array.from({ length: 100 }, (_, index) => ({
      id: index + 1,
      start: 1000 + index,
      duration: 1,
      ...(index % 4 === 0 && { error: { type: index === 0 ? "Unfinished" : "TypeError", message: "" } }),
    })),
  );
  const shareOf = (error: string | null) => readOverview(file, scoped({ error }), quiet).names[0]?.share;
  expect([null, "any", "none", "Unfinished", "TypeError"].map(shareOf)).toEqual([1, 0.25, 0.75, 0.01, 0.24]);
  expect(readScopeStrip(file, scoped({ error: "any" }))).toEqual(readScopeStrip(file, scoped()));
  expect(readScopeCount(file, scoped({ error: "any" }))).toMatchObject({ count: 25 });
});

test("failed and unfinished calls are counted by name, as SQL counts them; the slowest and newest say theirs", () => {
  const types = ["TypeError", "Unfinished", "Unfinished", "a ✕"];
  const spans = Array.from({ length: 120 }, (_, index): FixtureSpan => {
    const type = types[index % 7];
    const span = { id: index + 1, name: ["a", "b", "c"][index % 3] ?? "", start: 1000 + index, duration: 1 + index };
    return type === undefined || span.name === "c" ? span : { ...span, error: { type, message: "" } };
  });
  const typeOf = (id: number) => spans.find((span) => span.id === id)?.error?.type ?? null;
  const file = makeDatabase(spans);
  // Without a number as its duration a span has no figures.
  file.exec("UPDATE spans SET duration = 'long' WHERE id = 1");
  for (const change of [{}, { error: "none" }, { error: "Unfinished" }, { from: 20, to: 90 }, { window: 50 }]) {
    const { names } = readOverview(file, scoped(change), quiet);
    const counted = names.map(({ name, errors, unfinished }) => [name, errors, unfinished]).sort();
    const { where, parameters } = resolveScope(file, { ...DEFAULT_SCOPE, ...change });
    const stored = file
      .prepare<(string | number)[], [string, number, number]>(
        `SELECT s.name, count(e.type), count(e.type) FILTER (WHERE e.type = 'Unfinished')
         FROM spans AS s LEFT JOIN span_errors AS e ON e.span_id = s.id
         WHERE ${where} AND typeof(s.duration) <> 'text' GROUP BY s.name ORDER BY s.name`,
      )
      .raw()
      .all(...parameters);
    expect(counted).toEqual(stored);
  }
  const { slowest } = readSelfTimes(file, scoped(), quiet);
  const newest = readScopeNewest(file, scoped()).spans;
  expect(slowest.filter(({ error }) => error !== null).length).toBeGreaterThan(0);
  for (const { id, error } of [...slowest, ...newest]) expect(error).toBe(typeOf(id));
});

test("the SQL of the names counts errors where there are any, and gives the same", () => {
  const span = (id: number) => ({ id, name: "ab"[id % 2] ?? "", start: id, duration: id });
  const error = { type: "TypeError", message: "" };
  const failing = makeDatabase([span(1), { ...span(2), error }, span(3), { ...span(4), error }]);
  const rows = failing.prepare(readOverviewSql(failing, scoped()).names).all() as { name: string; errors: number }[];
  expect(rows.map(({ name, errors }) => [name, errors])).toEqual([
    ["a", 2],
    ["b", 0],
  ]);
  expect(readOverview(failing, scoped(), quiet).names.map(({ name, errors }) => [name, errors])).toEqual([
    ["a", 2],
    ["b", 0],
  ]);
  expect(readOverviewSql(db, scoped()).names).not.toContain("errors");
  expect(readOverviewSql(makeDatabase([span(1)]), scoped()).names).not.toContain("errors");
});

test("self time excludes children, whether they are in scope or not", () => {
  const { self, parents, source, slowest } = readSelfTimes(db, scoped(), quiet);
  const names = readOverview(db, scoped(), quiet).names;
  const total = new Map(names.map((figures) => [figures.name, figures.total]));
  const own = new Map(self);
  expect([parents, source]).toEqual([["file"], "containment"]);
  for (const name of ["read", "tokenize", "parse", "compile"])
    expect(own.get(name)).toBeCloseTo(total.get(name) ?? 0, 9);
  expect(own.get("file")).toBeCloseTo(
    (total.get("file") ?? 0) - sum(["read", "tokenize", "parse", "compile"].map((name) => own.get(name) ?? 0)),
    3,
  );
  expect(new Map(readSelfTimes(db, scoped({ names: ["file"] }), quiet).self).get("file")).toBeCloseTo(
    own.get("file") ?? 0,
    9,
  );
  const slow = db
    .prepare("SELECT id FROM spans WHERE name <> 'file' ORDER BY duration DESC, id LIMIT 30")
    .pluck()
    .all();
  expect(slowest.map(({ id }) => id)).toEqual(slow);
});

const NESTED = [
  { id: 1, name: "leaf", start: 10.2, duration: 0.1, tags: { level: "9" } },
  { id: 2, name: "inner", start: 10.1, duration: 0.5, tags: { cache: "warm", path: "inner" } },
  { id: 3, name: "outer", start: 10, duration: 1, tags: { path: "outer", "": "" } },
];

test.each([
  ["recorded", NESTED.map((span, index) => (index < 2 ? { ...span, parent: index + 2 } : span)), {}],
  ["from the intervals", NESTED, { plain: true }],
] as const)("newest spans have the tags of those around them, %s", (_, spans, options) => {
  const file = makeDatabase(spans, options);
  const newest = readScopeNewest(file, scoped({ run: "all" }));
  expect(newest.spans.map(({ id, tags }) => [id, tags])).toEqual([
    [
      3,
      [
        ["path", "outer"],
        ["", ""],
      ],
    ],
    [
      2,
      [
        ["cache", "warm"],
        ["path", "inner"],
        ["", "", "outer"],
      ],
    ],
    [
      1,
      [
        ["level", "9"],
        ["cache", "warm", "inner"],
        ["path", "inner", "inner"],
        ["", "", "outer"],
      ],
    ],
  ]);
  expect(readScopeNewest(file, { ...scoped({ run: "all" }), after: 2 }).spans.map(({ id }) => id)).toEqual([3]);
  expect(readScopeNewest(file, scoped({ run: "all", names: ["leaf"] })).spans[0]?.tags).toEqual(newest.spans[2]?.tags);
});

test("a file without spans, and one whose values are no numbers, answer too", () => {
  const file = makeDatabase([{ id: 1, start: 1, duration: 1 }]);
  file.exec("DELETE FROM spans");
  expect(readOverview(file, scoped(), quiet)).toMatchObject({ names: [], count: 0, traced: 0 });
  expect(readSelfTimes(file, scoped(), quiet)).toMatchObject({ self: [], slowest: [] });
  expect(readScopeNewest(file, scoped()).spans).toEqual([]);
  file.exec(
    "INSERT INTO spans (id, name, start, duration) VALUES (5, 'odd', 'today', 'long'), (6, 'odd', 3, 0), (7, x'00', 4, 2)",
  );
  const figures = readOverview(file, scoped({ run: "all" }), quiet);
  checkSums(figures);
  expect(figures).toMatchObject({ count: 3, leftOut: 1 });
  expect(
    readScopeNewest(file, scoped({ run: "all" })).spans.map(({ start, duration }) => [start === null, duration]),
  ).toEqual([
    [false, 2],
    [false, 0],
    [true, null],
  ]);
});

test("the newest spans are found from the end, and of their tags no others are read", () => {
  const statements: string[] = [];
  const spy = Object.assign(Object.create(db), {
    prepare: (sql: string) => {
      statements.push(sql);
      return db.prepare(sql);
    },
  });
  readScopeNewest(spy, scoped());
  const plan = (part: string) => {
    const sql = statements.find((text) => text.includes(part)) ?? "";
    const count = (sql.match(/\?/g) ?? []).length;
    return (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...new Array(count).fill(1)) as { detail: string }[])
      .map(({ detail }) => detail)
      .join("; ");
  };
  expect(plan("ORDER BY s.id DESC LIMIT 100")).toMatch(/^SEARCH s USING INTEGER PRIMARY KEY/);
  expect(plan("ORDER BY s.id DESC LIMIT 100")).not.toContain("TEMP B-TREE");
  expect(plan("FROM span_tags AS t\n       WHERE t.span_id IN")).toContain(
    "SEARCH t USING INTEGER PRIMARY KEY (rowid>?)",
  );
});

test("durations that are all equal lie in the middle of an axis, not at its edge", () => {
  const equal = makeDatabase(
    Array.from({ length: 20 }, (_, i) => ({ id: i + 1, name: "equal", start: i, duration: 0.005 })),
  );
  const { low, high, names } = readOverview(equal, scoped(), quiet);
  expect([low, high]).toEqual([0.0025, 0.01]);
  expect(names[0]?.bins.indexOf(20)).toBe(Math.floor((names[0]?.bins.length ?? 0) / 2));
});
