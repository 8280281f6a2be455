import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, describe, expect, test } from "vitest";
import { isCut } from "../model/run.ts";
import { openReader } from "../store/database.ts";
import { readNewest } from "./newest.ts";
import { readSchema } from "./sql/schema-tables.ts";
import { readWindow, sourceOf } from "./sql/scoped-spans.ts";
import { readTagKeys } from "./sql/tag-keys.ts";
import { readNames } from "./summary.ts";

/** Answers about a file written by the Python package: 2,980 spans, no index, no side tables. */
const db = openReader(Database, fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)));
afterAll(() => db.close());
const window = readWindow(db);

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

test("the window holds the whole file, or its newest spans", () => {
  expect(window).toEqual({ firstId: 1, lastId: 2980, count: 2980, total: 2980, estimated: false });
  const small = readWindow(db, 1000);
  expect(small).toEqual({ firstId: 1981, lastId: 2980, count: 1000, total: 2980, estimated: false });
  expect([isCut(window), isCut(small)]).toEqual([false, true]);
});

test("names come with counts, sums and exact percentiles, the largest total first", () => {
  const names = readNames(db, window);
  expect(names.map((row) => row.name)).toEqual(["file", "tokenize", "parse", "compile", "read"]);
  const durations = (
    db.prepare("SELECT duration FROM spans WHERE name = 'parse' ORDER BY duration").pluck().all() as number[]
  ).slice();
  const parse = names.find((row) => row.name === "parse");
  const at = (share: number) => {
    const place = share * (durations.length - 1);
    const low = durations[Math.floor(place)] ?? 0;
    return low + (place - Math.floor(place)) * ((durations[Math.ceil(place)] ?? 0) - low);
  };
  expect(parse?.count).toBe(596);
  expect(parse?.total).toBeCloseTo(sum(durations), 9);
  expect(parse?.p50).toBeCloseTo(at(0.5), 12);
  expect(parse?.p95).toBeCloseTo(at(0.95), 12);
  expect(parse?.p99).toBeCloseTo(at(0.99), 12);
  expect(parse?.max).toBe(durations.at(-1));
});

test("the kinds of tag keys are inferred", () => {
  const { keys, basis } = readTagKeys(db, sourceOf(window));
  expect(basis).toMatchObject({ read: 2980, of: 2980, exact: true });
  const kinds = Object.fromEntries(keys.map(({ key, kind }) => [key, kind]));
  expect(kinds).toEqual({
    bytes: "number",
    tokens: "number",
    nodes: "number",
    consts: "number",
    index: "number",
    path: "text",
    package: "text",
    cached: "boolean",
  });
  const index = keys.find(({ key }) => key === "index");
  expect(index).toMatchObject({ range: [0, 595], values: 596, gaps: false });
  expect([...(index?.names ?? [])]).toEqual([["file", 596]]);
});

test("the schema lists our tables first and counts rows to a limit", () => {
  const [spans, tags] = readSchema(db);
  expect(spans).toMatchObject({ name: "spans", kind: "table", rows: 2980 });
  expect(spans?.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    "id INTEGER",
    "name TEXT",
    "start TIMESTAMP",
    "duration FLOAT",
  ]);
  expect(tags).toMatchObject({ name: "span_tags", rows: 7152 });
});

describe("what is new", () => {
  test.each([
    [0, 2980],
    [2980, 0],
    [2973, 7],
  ])("after %i there are %i", (after, count) => {
    expect(readNewest(db, after)).toEqual({ lastId: 2980, count, running: null });
  });
});
