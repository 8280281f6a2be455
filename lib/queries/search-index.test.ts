import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { readColumns } from "../columns/read-columns.ts";
import { makeDatabase } from "../fixtures/fixture-database.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { openReader } from "../store/database.ts";
import { readScopeTags } from "./scope-tags.ts";
import { readSearchIndex } from "./search-index.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

const db = openReader(Database, fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)));
afterAll(() => db.close());
const places = readSearchIndex(db, { run: "latest", window: 100_000 });

test("names come with count and total, the largest first", () => {
  expect(places.names.map(({ name, count }) => [name, count])).toEqual([
    ["file", 596],
    ["tokenize", 596],
    ["parse", 596],
    ["compile", 596],
    ["read", 596],
  ]);
  const { total } = places.names[0] ?? { total: 0 };
  expect(total).toBeCloseTo(
    db.prepare("SELECT sum(duration) FROM spans WHERE name = 'file'").pluck().get() as number,
    9,
  );
});

test("a tag key comes with the name that carries it and its most frequent values", () => {
  const key = places.keys.find(({ key }) => key === "package");
  expect(key).toMatchObject({ kind: "text", on: "file" });
  expect(key?.top).toHaveLength(8);
});

test("a file without recorded runs has the inferred one", () =>
  expect(places.runs.map(({ id, count }) => [id, count])).toEqual([["gap-1", 2980]]));

test("errors are counted in the run, by type; a file that records none has none", () => {
  expect(places.errors).toEqual({ failed: 0, unfinished: 0, types: [], typeCount: 0 });
  const span = (id: number, type: string) => ({ id, start: id, duration: 1, error: { type, message: "" } });
  const file = makeDatabase([span(1, "TypeError"), span(2, "Unfinished"), span(3, "TypeError")]);
  expect(readSearchIndex(file, { run: "latest", window: 2 }).errors).toEqual({
    failed: 1,
    unfinished: 1,
    types: [
      { type: "TypeError", count: 1 },
      { type: "Unfinished", count: 1 },
    ],
    typeCount: 2,
  });
});

test("the values of a tag are as many as in the rail and in a column: those of the run, the empty text too", () => {
  const long = "x".repeat(100);
  const values = ["", "a", "b", "c", `${long}1`, `${long}2`, `${long}3`];
  const spans = Array.from({ length: 60 }, (_, index) => ({
    id: index + 1,
    // The runs are not at once, which would make them a session.
    start: index < 30 ? index : index + 600,
    duration: 1,
    tags: { tenant: values[index % (index < 30 ? 7 : 5)] as string },
  }));
  const file = makeDatabase(spans, {
    runs: [
      [1, 30],
      [31, 60],
    ],
  });
  for (const [run, count] of [
    ["latest", 5],
    ["run-0", 7],
    ["all", 7],
  ] as const) {
    const scope = { ...DEFAULT_SCOPE, run };
    const index = readSearchIndex(file, { run, window: null });
    expect([index.allTags, index.keys[0]?.values], run).toEqual([true, count]);
    expect(readScopeTags(file, { scope }).tags[0]?.values, run).toBe(count);
    const columns = readColumns(file, resolveScope(file, scope));
    expect(new Set(columns.tags[0]?.values).size, run).toBe(count);
  }
});

test("a smaller window counts what is in it", () =>
  expect(readSearchIndex(db, { run: "all", window: 10 }).names.reduce((sum, { count }) => sum + count, 0)).toBe(10));

test("only the spans of the window are read", () => {
  const plan = db
    .prepare("EXPLAIN QUERY PLAN SELECT s.name, count(*) FROM spans AS s WHERE s.id BETWEEN ? AND ? GROUP BY 1")
    .all(1, 2) as { detail: string }[];
  expect(plan[0]?.detail).toMatch(/^SEARCH s USING INTEGER PRIMARY KEY/);
});
