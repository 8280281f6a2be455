/** Files with thousands of tag keys or names: identifiers used as keys instead of values. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readColumns } from "../columns/read-columns.ts";
import { MAX_COUNTED_KEYS, MAX_KEYS } from "../columns/read-tags.ts";
import { built } from "../fixtures/built.ts";
import { makeKeys, type WantedKeys } from "../fixtures/many-keys.ts";
import { DEFAULT_CHOICE } from "../model/compare-choice.ts";
import { parseScope } from "../model/scope.ts";
import { createReader, type Reader } from "../reader/reader.ts";
import { readScopeTags } from "./scope-tags.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-keys-"));
let reader: Reader;
beforeAll(() => {
  reader = createReader(built("dist/lib/reader-child.js"));
});
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true });
});

const scopeOf = (query: string) => parseScope(new URLSearchParams(query));
const columnsOf = (db: Database.Database, also: readonly string[] = []) =>
  readColumns(db, resolveScope(db, scopeOf("")), { also });

const FILES: readonly (readonly [title: string, wanted: WantedKeys])[] = [
  ["5,000 tag keys", { spans: 20_000, key: "'user_' || (id % 5000)" }],
  ["a tag key for each span", { spans: 20_000, key: "'request_' || id" }],
  ["20,000 span names", { spans: 20_000, key: "'user'", name: "'GET /user/' || id" }],
  [
    "5,000 tag keys and 20,000 span names",
    { spans: 20_000, key: "'user_' || (id % 5000)", name: "'GET /user/' || id" },
  ],
];

describe.each(FILES)("a file with %s", (title, wanted) => {
  const path = join(folder, `${title}.db`);
  beforeAll(() => void makeKeys(wanted, path).close());

  test("is answered within the limits of the reader", { timeout: 120_000 }, async () => {
    const scope = scopeOf("");
    const rows = { sort: { column: "duration", desc: true }, offset: 0, limit: 100 };
    const sides = { choice: DEFAULT_CHOICE, scope, other: null };
    const name = wanted.name === undefined ? "call" : "GET /user/1";
    const asked = [
      reader.ask(path, "validation", {}),
      reader.ask(path, "overview", { scope }),
      reader.ask(path, "selfTimes", { scope }),
      reader.ask(path, "scopeTags", { scope }),
      reader.ask(path, "scopeNames", { scope }),
      reader.ask(path, "searchIndex", { run: "latest", window: 100_000 }),
      reader.ask(path, "queryWords", {}),
      reader.ask(path, "exploreStart", { scope, plot: {}, rows }),
      reader.ask(path, "exploreStart", { scope, plot: { points: "columns" }, rows: { ...rows, points: "columns" } }),
      reader.ask(path, "compareSides", sides),
      reader.ask(path, "compareTags", { ...sides, name, where: [] }),
    ];
    for (const outcome of await Promise.all(asked)) expect(outcome).toMatchObject({ ok: true });
    const why = await reader.ask(path, "why", { scope, selection: { slowest: 10 } });
    expect(why).toMatchObject({ ok: true, value: { items: [{ key: "cache", value: "cold" }] } });
    const start = await reader.ask(path, "exploreRows", { scope, request: rows });
    if (!start.ok) throw new Error(start.message);
    const { columns, rareKeys } = start.value;
    const shown = new Set(columns.map(({ tag }) => tag).filter((tag) => tag !== null));
    expect([...shown]).toEqual(expect.arrayContaining(["size", "cache"]));
    // Keys without a column are counted.
    const db = new Database(path, { readonly: true });
    const keys = db.prepare("SELECT count(DISTINCT key) FROM span_tags").pluck().get() as number;
    db.close();
    expect(shown.size + (rareKeys ?? 0)).toBe(keys);
    expect(shown.size).toBe(Math.min(keys, MAX_KEYS));
    if (why.ok) expect(why.value.rareKeys).toBe(rareKeys);
  });
});

test("a key that is requested or filtered by is a column, however rare", () => {
  const db = makeKeys({ spans: 20_000, key: "'user_' || (id % 5000)" });
  expect(columnsOf(db).tags.find(({ key }) => key === "user_4711")).toBeUndefined();
  const { tags, keyCount, rareKeys } = columnsOf(db, ["user_4711", "no such key"]);
  expect([keyCount, rareKeys]).toEqual([5_002, 5_002 - MAX_KEYS - 1]);
  const found = tags.find(({ key, inherited }) => key === "user_4711" && !inherited);
  expect(found).toMatchObject({ count: 4, from: "call" });
  const rail = readScopeTags(db, { scope: scopeOf("also=user_4711") });
  expect(rail.tags.map(({ key }) => key)).toEqual(expect.arrayContaining(["cache", "size", "user_4711"]));
  expect(rail.keyCount).toBe(5_002);
});

test("of more keys than are counted, those that are frequent are columns, wherever in the file they begin", () => {
  const db = makeKeys({ spans: MAX_COUNTED_KEYS + 40_000, key: "iif(id > 120000, 'late', 'request_' || id)" });
  const { tags, keyCount, rareKeys } = readColumns(db, resolveScope(db, scopeOf("window=1000000")));
  expect(keyCount).toBe(MAX_COUNTED_KEYS);
  expect(rareKeys).toBeGreaterThan(MAX_COUNTED_KEYS - 2 * MAX_KEYS);
  const own = new Map(tags.filter(({ inherited }) => !inherited).map(({ key, count }) => [key, count]));
  expect([own.get("size"), own.get("cache"), own.get("late")]).toEqual([140_000, 140_000, 20_000]);
});

test("where names are too many to be told apart, columns hold what each name's would have held", () => {
  const few = makeKeys({ spans: 2_000, key: "'user'" });
  const many = makeKeys({ spans: 2_000, key: "'user'", name: "'GET /user/' || id" });
  const [a, b] = [columnsOf(few), columnsOf(many)];
  const say = (columns: typeof a) =>
    columns.tags.map(({ key, inherited, count, kind, values }) => ({ key, inherited, count, kind, values }));
  expect(say(b)).toEqual(say(a));
  expect(b.tags.map((tag) => [...tag.codes()])).toEqual(a.tags.map((tag) => [...tag.codes()]));
  expect(new Set(b.tags.map(({ from }) => from))).toEqual(new Set([""]));
});
