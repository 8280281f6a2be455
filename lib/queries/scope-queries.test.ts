import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { makeDatabase } from "../fixtures/fixture-database.ts";
import { explainQuery } from "../fixtures/plan.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { openReader } from "../store/database.ts";
import { readScopeCount } from "./scope-count.ts";
import { readScopeNames } from "./scope-names.ts";
import { readScopeStrip, STRIP_BINS } from "./scope-strip.ts";
import { readScopeTags } from "./scope-tags.ts";
import { readSelfTimes } from "./self-times.ts";

/** A file written by the Python package: no runs, no index. */
const db = openReader(Database, fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)));
afterAll(() => db.close());

const scoped = (change: Partial<Scope> = {}) => ({ scope: { ...DEFAULT_SCOPE, ...change } });
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

test("names come with counts and self times, whichever of them are chosen", () => {
  const all = readScopeNames(db, scoped());
  expect(all.names.map(({ name, count }) => [name, count])).toEqual(
    ["file", "tokenize", "parse", "compile", "read"].map((name) => [name, 596]),
  );
  expect(readScopeNames(db, scoped({ names: ["read"] }))).toEqual(all);
  const self = new Map(readSelfTimes(db, scoped(), () => undefined).self);
  for (const { name, self: own } of all.names) expect(own, name).toBeCloseTo(self.get(name) ?? Number.NaN, 9);
  const late = readScopeNames(db, scoped({ from: 2, window: 1000 }));
  expect(sum(late.names.map(({ count }) => count))).toBe(readScopeCount(db, scoped({ from: 2, window: 1000 })).count);
});

test("the strip counts every span of the run once, whatever time is selected", () => {
  const strip = readScopeStrip(db, scoped());
  expect(strip.bins).toHaveLength(STRIP_BINS);
  expect(sum(strip.bins)).toBe(2980);
  expect(strip.length).toBeCloseTo(5.594, 3);
  expect(readScopeStrip(db, scoped({ from: 1, to: 2, names: ["read"] }))).toEqual(strip);
  expect(sum(readScopeStrip(db, scoped({ run: "all" })).bins)).toBe(2980);
});

test.each([
  ["recorded", false],
  ["found from pauses", true],
])("starts in 1970 and 2050 do not flatten the strip of a run that was %s, and lead to their spans", (_, plain) => {
  const today = 1_795_000_000;
  const spans = Array.from({ length: 1000 }, (_, index) => ({
    id: index + 1,
    start: today + index / 100,
    duration: 0.01,
  }));
  const far = [
    [200, 0],
    [500, 2_524_608_000],
    [501, 2_524_608_001],
  ] as const;
  const odd = spans.map((span) => ({ ...span, start: far.find(([id]) => id === span.id)?.[1] ?? span.start }));
  const file = makeDatabase(odd, { plain });
  file.exec(plain ? "" : `UPDATE runs SET started = ${today}`);
  for (const run of ["latest", "all"]) {
    const strip = readScopeStrip(file, scoped({ run }));
    expect(strip.length).toBeCloseTo(10, 1);
    expect(strip.bins.filter((count) => count > 0)).toHaveLength(STRIP_BINS);
    expect([sum(strip.bins), strip.earlier.count, strip.later.count]).toEqual([997, 1, 2]);
    const count = (change: Partial<Scope>) => readScopeCount(file, scoped({ run, ...change })).count;
    expect(count({ to: strip.earlier.to })).toBe(1);
    expect(count({ from: strip.later.from })).toBe(2);
  }
});

test("a run whose clock was set after its start has a strip of its spans", () => {
  const spans = Array.from({ length: 100 }, (_, index) => ({
    id: index + 1,
    start: 1_795_000_000 + index,
    duration: 1,
  }));
  const { low, length, bins } = readScopeStrip(makeDatabase(spans), scoped());
  expect([low, length, sum(bins)]).toEqual([0, 100, 100]);
});

test("tags come with kinds, values and ranges, of the names that are chosen", () => {
  const { tags, keyCount, basis } = readScopeTags(db, scoped());
  expect([keyCount, basis.exact]).toEqual([tags.length, true]);
  const bytes = tags.find(({ key }) => key === "bytes");
  expect(bytes).toMatchObject({ kind: "number", count: 2980 });
  expect(sum(bytes?.numbers?.bins ?? [])).toBe(2980);
  expect(bytes?.top).toHaveLength(8);
  expect(readScopeTags(db, scoped({ names: ["read"] })).tags.find(({ key }) => key === "bytes")?.count).toBe(596);
  expect(readScopeTags(db, scoped({ from: 1e6 })).tags).toEqual([]);
});

test("what runs say of themselves is a tag of all their spans in scope, unless spans carry it", () => {
  const spans = Array.from({ length: 30 }, (_, index) => ({
    id: index + 1,
    name: index % 3 === 0 ? "a" : "b",
    start: index,
    duration: 1,
    tags: { level: "9" },
  }));
  const runs = [[1, 10] as const, [11, 20] as const, [21, 30] as const];
  const said = [{ "param.rate": "0.1", "param.level": "1" }, { "param.rate": "0.2", name: "none" }, {}];
  const db = makeDatabase(spans, { runs, runTags: said });
  const read = (names: string[]) => readScopeTags(db, { scope: { ...DEFAULT_SCOPE, run: "all", names } });
  const ofName = (name: string, run: number) =>
    spans.filter((span) => span.name === name && Math.ceil(span.id / 10) === run).length;
  const { tags, keyCount } = read(["a"]);
  expect([keyCount, tags.map(({ key, count }) => [key, count])]).toEqual([
    2,
    [
      ["level", 10],
      ["rate", ofName("a", 1) + ofName("a", 2)],
    ],
  ]);
  expect(tags[1]).toMatchObject({ kind: "number", values: 2 });
  expect(new Map(tags[1]?.top.map(({ value, count }) => [value, count]))).toEqual(
    new Map([
      ["0.1", ofName("a", 1)],
      ["0.2", ofName("a", 2)],
    ]),
  );
  db.close();
});

test("of a file with several runs, only the chosen one's", () => {
  const spans = [1, 2, 3, 4, 5].map((id) => ({
    id,
    name: `n${id}`,
    start: 1000 * (id < 4 ? 1 : 2) + id,
    duration: 1,
    tags: { id: `v${id}` },
  }));
  const file = makeDatabase(spans, {
    runs: [
      [1, 3],
      [4, 5],
    ],
  });
  const names = (run: string) => readScopeNames(file, scoped({ run })).names.map(({ name }) => name);
  expect(names("latest")).toEqual(["n4", "n5"]);
  expect(names("run-0")).toEqual(["n1", "n2", "n3"]);
  expect(names("all")).toHaveLength(5);
  expect(readScopeTags(file, scoped({ run: "run-0" })).tags[0]?.values).toBe(3);
  expect(readScopeStrip(file, scoped({ run: "run-0" })).length).toBe(4);
});

test("each reads the spans by their ids, and tags without an index in table order", () => {
  const plan = explainQuery(db, (spy) => {
    readScopeNames(spy, scoped());
    readScopeTags(spy, scoped());
  }).join("\n");
  expect(plan).toContain("SEARCH t USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
  expect(plan).not.toMatch(/AUTOMATIC|SCAN (spans|span_tags|t)\b/);
});
