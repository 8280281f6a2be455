import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { resolveScope } from "../queries/sql/scoped-spans.ts";
import type { Connection } from "../store/driver.ts";
import type { SpanColumns, TagColumn } from "./columns.ts";
import { findTag, readColumns } from "./read-columns.ts";
import { MAX_NUMBERS, MISSING_CODE, UNLISTED_CODE } from "./tag-values.ts";

const read = (db: Connection, scope: Partial<Scope> = {}) =>
  readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, run: "all", ...scope }));

/** The value of a column for each span, as text. */
const texts = (column: TagColumn | undefined) =>
  column && [...column.codes()].map((code) => (code === MISSING_CODE ? null : (column.values[code] ?? "?")));

const describeTags = (columns: SpanColumns) =>
  columns.tags.map(({ key, from, inherited }) => `${key} ${inherited ? "↑" : "of"} ${from}`);

/** Two files with one call of `parse` each, in both kinds of databases. */
const NESTED: readonly FixtureSpan[] = [
  { id: 1, name: "parse", start: 1, duration: 1, parent: 3, tags: { size: "10" } },
  { id: 2, name: "emit", start: 2.5, duration: 1, parent: 3 },
  { id: 3, name: "file", start: 0, duration: 4, parent: 8, tags: { cache: "cold", size: "1" } },
  { id: 4, name: "parse", start: 11, duration: 1, parent: 6 },
  { id: 5, name: "emit", start: 12.5, duration: 1, parent: 6, tags: { cache: "own" } },
  { id: 6, name: "file", start: 10, duration: 4, parent: 8, tags: { cache: "warm" } },
  { id: 7, name: "alone", start: 20, duration: 1 },
  { id: 8, name: "all", start: 0, duration: 15, tags: { size: "7", by: "me" } },
];

test.each([false, true])("spans have their own tags and those of their nearest ancestors (plain file: %s)", (plain) => {
  // Intervals and links agree.
  const spans = NESTED.map((span) => (plain && span.id === 7 ? { ...span, start: 14.5 } : span));
  const columns = read(makeDatabase(spans, { plain }), { names: ["parse", "emit"] });
  expect(columns.parents).toBe(plain ? "containment" : "recorded");
  expect([...columns.id]).toEqual([1, 2, 4, 5]);
  expect([...columns.name].map((code) => columns.names[code])).toEqual(["parse", "emit", "parse", "emit"]);
  expect(describeTags(columns)).toEqual([
    "size of parse",
    "cache of emit",
    "size ↑ file",
    "size ↑ all",
    "cache ↑ file",
    "by ↑ all",
  ]);
  const [size, cache, fileSize, allSize, fileCache] = columns.tags.map(texts);
  expect(size).toEqual(["10", null, null, null]);
  expect(cache).toEqual([null, null, null, "own"]);
  expect(fileSize).toEqual([null, "1", null, null]);
  expect(allSize).toEqual([null, null, "7", "7"]);
  expect(fileCache).toEqual(["cold", "cold", "warm", null]);
  expect(findTag(columns, "size")?.from).toBe("parse");
});

test("the kind of a tag is inferred, in Python's and in JavaScript's spelling", () => {
  const tags = (index: number): Record<string, string> => ({
    mostly: index === 0 ? "n/a" : String(index / 2),
    yes: ["True", "true", "False", "None"][index % 4] as string,
    at: `2026-11-2${index % 8}T10:00:00Z`,
    text: index % 2 ? "x" : "2",
    none: ["None", "null", "undefined"][index % 3] as string,
  });
  const spans = Array.from({ length: 40 }, (_, index) => ({
    id: index + 1,
    start: index,
    duration: 1,
    tags: tags(index),
  }));
  const columns = read(makeDatabase(spans));
  const of = (key: string) => findTag(columns, key) as TagColumn;
  expect(columns.tags.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
    "mostly number",
    "yes boolean",
    "at time",
    "text text",
    "none text",
  ]);
  expect(of("mostly").numericShare).toBeCloseTo(39 / 40, 12);
  expect([...of("mostly").numbers().subarray(0, 3)]).toEqual([Number.NaN, 0.5, 1]);
  expect(of("yes").values).toEqual(["True", "true", "False", "None"]);
  expect([...of("yes").numbers().subarray(0, 4)]).toEqual([1, 1, 0, Number.NaN]);
  expect(of("at").numbers()[0]).toBe(Date.UTC(2026, 10, 20, 10) / 1000);
  expect(of("none").values).toEqual(["None", "null", "undefined"]);
});

test("one code in a column of numbers makes it a column of texts; another spelling of a number does not", () => {
  const odd = {
    zip: "01004",
    id: "1152921504606846981",
    phone: "+4930",
    hash: "12e4567",
    price: "1.50",
    ratio: "1e-07",
  };
  const spans = Array.from({ length: 100 }, (_, index) => ({
    id: index + 1,
    start: index,
    duration: 0.5,
    tags: index === 57 ? odd : Object.fromEntries(Object.keys(odd).map((key) => [key, index === 58 ? "1.5" : "7"])),
  }));
  const columns = read(makeDatabase(spans));
  const kinds = Object.fromEntries(columns.tags.map(({ key, kind }) => [key, kind]));
  expect(kinds).toEqual({ zip: "text", id: "text", phone: "text", hash: "text", price: "number", ratio: "number" });
  for (const [key, value] of Object.entries(odd)) expect(findTag(columns, key)?.values).toContain(value);
  expect(findTag(columns, "price")?.values).toEqual(["7", "1.50", "1.5"]);
  // Also if the code occurs after the dictionary is full.
  const many = Array.from({ length: MAX_NUMBERS + 10 }, (_, index) => ({
    id: index + 1,
    start: index,
    duration: 0.5,
    tags: { n: index === MAX_NUMBERS + 5 ? "01004" : String(index) },
  }));
  expect(findTag(read(makeDatabase(many)), "n")?.kind).toBe("text");
});

test("the last value of a key set twice counts; any text survives, including our separators", () => {
  const odd = ["a\u001eb", "\u001f", "", "\0", "名前", "x".repeat(3000)];
  const db = makeDatabase(
    odd.map((text, index) => ({ id: index + 1, start: index, duration: 1, tags: { "k\u001f": text } })),
  );
  db.exec("INSERT INTO span_tags (span_id, key, value) VALUES (6, 'twice', 'first'), (6, 'twice', 'last')");
  const columns = read(db);
  expect(texts(findTag(columns, "k\u001f"))).toEqual([...odd.slice(0, 5), "x".repeat(500)]);
  expect(texts(findTag(columns, "twice"))).toEqual([null, null, null, null, null, "last"]);
  expect(findTag(columns, "twice")?.count).toBe(1);
});

test("for a number that never repeats, numbers are kept rather than texts", () => {
  const count = MAX_NUMBERS + 10;
  const spans = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    start: index,
    duration: 0.5,
    tags: { n: String(index) },
  }));
  const column = findTag(read(makeDatabase(spans)), "n");
  expect(column).toMatchObject({ capped: true, count, kind: "number", numericShare: 1 });
  expect(column?.values).toHaveLength(MAX_NUMBERS);
  expect(column?.codes().at(-1)).toBe(UNLISTED_CODE);
  expect([...(column?.numbers() ?? [])]).toEqual(spans.map((_, index) => index));
});

test("tags out of order are found", () => {
  const spans = Array.from({ length: 3000 }, (_, index) => ({ id: index + 1, start: index, duration: 0.5 }));
  const db = makeDatabase(spans, { plain: true });
  const add = db.prepare("INSERT INTO span_tags (span_id, key, value) VALUES (?, 'n', ?)");
  // One early tag of a late span, between the probes, and one late tag of an early span.
  const order = [...spans.map(({ id }) => id)];
  order.splice(10, 0, order.splice(2900, 1)[0] as number);
  order.push(order.splice(2500, 1)[0] as number);
  for (const id of order) add.run(id, String(id));
  const columns = read(db, { window: 600 });
  expect(columns.count).toBe(600);
  expect([...(findTag(columns, "n")?.numbers() ?? [])]).toEqual([...columns.id]);
});

test("non-numeric values of foreign files are NaN, and only the newest of too many spans are read", () => {
  const db = makeDatabase([
    { id: 1, start: 0, duration: 1 },
    { id: 2, start: 1, duration: 1, tags: { a: "1" } },
    { id: 3, start: 2, duration: 1 },
  ]);
  db.exec("UPDATE spans SET duration = 'long', start = x'00', name = 7 WHERE id = 3");
  const columns = read(db);
  expect([...columns.duration, ...columns.start]).toEqual([1, 1, Number.NaN, 0, 1, Number.NaN]);
  expect(columns.names).toEqual(["work", "7"]);
  const newest = read(db, { window: 2 });
  expect([...newest.id]).toEqual([2, 3]);
  expect(texts(newest.tags[0])).toEqual(["1", null]);
  expect(readColumns(db, resolveScope(db, DEFAULT_SCOPE), { keys: [] }).tags).toEqual([]);
  expect(read(db, { names: ["none"] })).toMatchObject({ count: 0, tags: [] });
});

test("a scope of few spans among many reads the same, by the index", () => {
  const spans = Array.from({ length: 2000 }, (_, index) => ({
    id: index + 1,
    name: index % 50 === 0 ? "rare" : "often",
    start: index,
    duration: 0.5,
    tags: { n: String(index) },
  }));
  const wanted = spans.filter(({ name }) => name === "rare").map(({ id }) => id - 1);
  for (const plain of [true, false]) {
    const columns = read(makeDatabase(spans, { plain }), { names: ["rare"] });
    expect([...(findTag(columns, "n")?.numbers() ?? [])]).toEqual(wanted);
  }
});
