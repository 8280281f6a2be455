import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { creationSql } from "../schema.ts";
import { quoteName, quoteText } from "./quote.ts";
import { nameSql, namesSql, newestSql } from "./typed-sql.ts";
import { readWindow } from "./window.ts";

/** Names and tag keys that would break SQL, or out of it, when written as they are. */
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
  const columns = [{ key: name, kind: "number" as const, gaps: true }];
  const sql = nameSql(name, columns, readWindow(db), { kind: "index" });
  const rows = db.prepare(sql).raw().all();
  expect(rows).toEqual([[HOSTILE.indexOf(name) + 1, name, 1, 0.5, 7]]);
});

test("numbers come as numbers, and what says nothing as NULL", () => {
  const db = makeFile();
  db.exec("DELETE FROM span_tags; INSERT INTO span_tags (span_id, key, value) VALUES (1, 'n', 'None'), (2, 'n', '10')");
  const sql = newestSql([{ key: "n", kind: "number", gaps: true }], 100, { kind: "ordered", fromId: 5 });
  const values = db.prepare(`SELECT id, n FROM (${sql}) ORDER BY id LIMIT 2`).raw().all();
  expect(values).toEqual([
    [1, null],
    [2, 10],
  ]);
});

test("a tag named as a column of spans gets a name of its own, and each name comes once", () => {
  const db = makeFile();
  const columns = ["Start", "size", "Size"].map((key) => ({ key, kind: "text" as const, gaps: false }));
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
  }));
  const sql = newestSql(columns, 100, { kind: "index" });
  expect(sql.length).toBeLessThanOrEqual(2_000);
  expect(() => makeFile().prepare(sql)).not.toThrow();
});

test("a window that leaves spans out stands in the SQL", () => {
  const window = { firstId: 801, lastId: 1000, count: 200, total: 1000, estimated: false };
  const sql = nameSql("a", [{ key: "k", kind: "text", gaps: false }], window, { kind: "ordered", fromId: 2401 });
  expect(sql).toContain("WHERE name = 'a' AND id >= 801");
  expect(sql).toContain("t.id >= 2401");
  expect(namesSql(window)).toContain("WHERE id >= 801");
  expect(
    makeFile()
      .prepare(namesSql(readWindow(makeFile())))
      .all(),
  ).toHaveLength(HOSTILE.length);
});

test("quotes only what needs it", () => {
  expect(["bytes", "index", "a b", 'a"b'].map(quoteName)).toEqual(["bytes", '"index"', '"a b"', '"a""b"']);
  expect(["it's", "a\0"].map(quoteText)).toEqual(["'it''s'", "CAST(x'6100' AS TEXT)"]);
});
