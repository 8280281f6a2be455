import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { quoteName, quoteText } from "../../model/quote.ts";
import { creationSql } from "../../store/schema.ts";
import { shownSql } from "./shown-sql.ts";
import { newestSql } from "./typed-sql.ts";

/** Names and tag keys that would break SQL, or break out of it, if inserted unquoted. */
const HOSTILE = ["plain", "it's", 'a "b" c', "a\0b", "'; DROP TABLE spans; --", "", "select", "Ünï-cödé", "__proto__"];

function makeFile() {
  const db = new Database(":memory:");
  db.exec(creationSql(new Set()));
  const span = db.prepare("INSERT INTO spans (name, start, duration) VALUES (?, 1, 0.5)");
  const tag = db.prepare("INSERT INTO span_tags (span_id, key, value) VALUES (?, ?, ?)");
  for (const name of HOSTILE) {
    const { lastInsertRowid } = span.run(name);
    tag.run(lastInsertRowid, name, "7");
  }
  return db;
}

test.each(HOSTILE)("finds the spans of %j and shows its tag", (name) => {
  const db = makeFile();
  const columns = [{ key: name, kind: "number" as const, gaps: true, exact: true }];
  const sql = shownSql({
    where: `s.name = ${quoteText(name)}`,
    columns,
    access: { kind: "index" },
    ranges: [{ tag: name, from: null, column: "", low: 6, high: 8 }],
    sort: { tag: name, from: null, column: "", desc: true },
    linked: true,
  });
  const rows = db.prepare(sql).raw().all();
  expect(rows).toEqual([[HOSTILE.indexOf(name) + 1, name, 1, 0.5, 7]]);
});

test("numbers come as numbers, and what says nothing as NULL", () => {
  const db = makeFile();
  db.exec("DELETE FROM span_tags; INSERT INTO span_tags (span_id, key, value) VALUES (1, 'n', 'None'), (2, 'n', '10')");
  const sql = newestSql([{ key: "n", kind: "number", gaps: true, exact: true }], 100, { kind: "ordered", fromId: 5 });
  const values = db.prepare(`SELECT id, n FROM (${sql}) ORDER BY id LIMIT 2`).raw().all();
  expect(values).toEqual([
    [1, null],
    [2, 10],
  ]);
});

test("numbers that would not come back are texts in the result, and numbers to those that pick and sort", () => {
  const db = makeFile();
  db.exec(`DELETE FROM span_tags; INSERT INTO span_tags (span_id, key, value)
           VALUES (1, 'n', '9.50'), (2, 'n', '10.0'), (3, 'n', 'n/a'), (4, 'n', '-1e-07')`);
  const columns = [{ key: "n", kind: "number" as const, gaps: true, exact: false }];
  const by = { tag: "n", from: null, column: "n" };
  const shown = { where: "s.id <= 4", columns, access: { kind: "scan" as const }, linked: true };
  const read = (ranges: { tag: string; from: null; column: string; low: number; high: number }[]) =>
    db
      .prepare(`SELECT id, n FROM (${shownSql({ ...shown, ranges, sort: { ...by, desc: true } })})`)
      .raw()
      .all();
  expect(read([])).toEqual([
    [2, "10.0"],
    [1, "9.50"],
    [4, "-1e-07"],
    [3, null],
  ]);
  expect(read([{ ...by, low: -1, high: 9.6 }])).toEqual([
    [1, "9.50"],
    [4, "-1e-07"],
  ]);
});

test("a tag named as a column of spans gets a name of its own, and each name comes once", () => {
  const db = makeFile();
  const columns = ["Start", "size", "Size"].map((key) => ({ key, kind: "text" as const, gaps: false, exact: true }));
  const statement = db.prepare(newestSql(columns, 10, { kind: "scan" }));
  expect(statement.columns().map((column) => column.name)).toEqual([
    "id",
    "name",
    "start",
    "duration",
    "tag Start",
    "size",
  ]);
});

test("stays short enough for an address, however many tags there are", () => {
  const columns = Array.from({ length: 200 }, (_, index) => ({
    key: `key ${index}`,
    kind: "text" as const,
    gaps: false,
    exact: true,
  }));
  const sql = newestSql(columns, 100, { kind: "index" });
  expect(sql.length).toBeLessThanOrEqual(2_000);
  expect(() => makeFile().prepare(sql)).not.toThrow();
});

test("ranges and the order of a table stand in its SQL", () => {
  const db = makeFile();
  db.exec("DELETE FROM span_tags; INSERT INTO span_tags (span_id, key, value) VALUES (1, 'n', '9'), (2, 'n', '10')");
  const shown = {
    where: "s.id <= 4",
    columns: [{ key: "n", kind: "number" as const, gaps: false, exact: true }],
    access: { kind: "scan" as const },
    ranges: [],
    sort: { tag: null, from: null, column: "id", desc: false },
    linked: true,
  };
  const ids = (change: Partial<typeof shown> | object) =>
    db
      .prepare(shownSql({ ...shown, ...change }))
      .pluck()
      .all();
  expect(ids({})).toEqual([1, 2, 3, 4]);
  expect(ids({ ranges: [{ tag: null, from: null, column: "id", low: 2, high: 3 }] })).toEqual([2, 3]);
  expect(ids({ ranges: [{ tag: "n", from: null, column: "n", low: 9.5, high: 10 }] })).toEqual([2]);
  expect(ids({ sort: { tag: "n", from: null, column: "n", desc: true } }).slice(0, 2)).toEqual([2, 1]);
});

test("quotes only what needs it", () => {
  expect(["bytes", "index", "a b", 'a"b'].map(quoteName)).toEqual(["bytes", '"index"', '"a b"', '"a""b"']);
  expect(["it's", "a\0"].map(quoteText)).toEqual(["'it''s'", "CAST(x'6100' AS TEXT)"]);
});
