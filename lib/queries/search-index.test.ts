import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { openReader } from "../store/database.ts";
import { readSearchIndex } from "./search-index.ts";

const db = openReader(Database, fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)));
afterAll(() => db.close());
const places = readSearchIndex(db, { run: "latest", window: 100_000 });

test("names come with count, total and the colour they have everywhere, the largest first", () => {
  expect(places.names.map(({ name, count }) => [name, count])).toEqual([
    ["file", 596],
    ["tokenize", 596],
    ["parse", 596],
    ["compile", 596],
    ["read", 596],
  ]);
  const { total, colorIndex } = places.names[0] ?? { total: 0, colorIndex: 8 };
  expect(total).toBeCloseTo(
    db.prepare("SELECT sum(duration) FROM spans WHERE name = 'file'").pluck().get() as number,
    9,
  );
  expect(colorIndex).toBeLessThan(8);
});

test("a tag key comes with the name that carries it and its most frequent values", () => {
  const key = places.keys.find(({ key }) => key === "package");
  expect(key).toMatchObject({ kind: "text", on: "file" });
  expect(key?.top).toHaveLength(8);
});

test("a file without recorded runs has the inferred one", () =>
  expect(places.runs.map(({ id, count }) => [id, count])).toEqual([["gap-1", 2980]]));

test("a smaller window counts what is in it", () =>
  expect(readSearchIndex(db, { run: "all", window: 10 }).names.reduce((sum, { count }) => sum + count, 0)).toBe(10));

test("only the spans of the window are read", () => {
  const plan = db
    .prepare("EXPLAIN QUERY PLAN SELECT s.name, count(*) FROM spans AS s WHERE s.id BETWEEN ? AND ? GROUP BY 1")
    .all(1, 2) as { detail: string }[];
  expect(plan[0]?.detail).toMatch(/^SEARCH s USING INTEGER PRIMARY KEY/);
});
