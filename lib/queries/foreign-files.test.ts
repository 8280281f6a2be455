import Database from "better-sqlite3";
import { beforeEach, describe, expect, test } from "vitest";
import { findTagAccess } from "../columns/tag-range.ts";
import type { Connection } from "../store/driver.ts";
import { creationSql } from "../store/schema.ts";
import { readSchema } from "./sql/schema-tables.ts";
import { readWindow, sourceOf } from "./sql/scoped-spans.ts";
import { readTagKeys } from "./sql/tag-keys.ts";
import { readSpanTags } from "./sql/tags.ts";
import { readNames } from "./summary.ts";

/** Files from our tracer, from other tools, and edited by hand. */
let db: Connection;
beforeEach(() => {
  db = new Database(":memory:");
  db.exec(creationSql(new Set()));
});

function addSpan(name: unknown, start: unknown, duration: unknown, tags: Record<string, string> = {}): number {
  const { lastInsertRowid } = db
    .prepare("INSERT INTO spans (name, start, duration) VALUES (?, ?, ?)")
    .run(name, start, duration);
  const insert = db.prepare("INSERT INTO span_tags (span_id, key, value) VALUES (?, ?, ?)");
  for (const [key, value] of Object.entries(tags)) insert.run(lastInsertRowid, key, value);
  return Number(lastInsertRowid);
}

describe("values that are no numbers", () => {
  beforeEach(() => {
    addSpan("fine", 10, 0.5);
    addSpan("fine", 11, 0);
    addSpan("odd", "2026-01-01", "long");
    addSpan("odd", Buffer.from([0]), Number.POSITIVE_INFINITY);
    addSpan(Buffer.from("blob"), 12, -3);
  });

  test("are left out of figures", () => {
    const window = readWindow(db);
    const names = readNames(db, window);
    expect(names.map(({ name, count }) => [name, count])).toEqual([
      ["fine", 2],
      ["blob", 1],
    ]);
  });
});

test("every query works on a file without spans", () => {
  const window = readWindow(db);
  expect(window.total).toBe(0);
  expect(readNames(db, window)).toEqual([]);
  expect(readTagKeys(db, sourceOf(window)).keys).toEqual([]);
});

describe("tags of a page", () => {
  const pageTags = () => readSpanTags(db, [98, 99, 100]).map(({ spanId, value }) => [spanId, value]);
  const expected = [
    [98, "98"],
    [99, "99"],
    [100, "100"],
  ];
  beforeEach(() => {
    for (let span = 1; span <= 100; span++) addSpan("a", span, 1, { index: String(span) });
  });

  test("come by the index where there is one", () => {
    expect(findTagAccess(db, 98)).toEqual({ kind: "index" });
    expect(pageTags()).toEqual(expected);
  });

  test("are found by bisection where there is none, over gaps too", () => {
    db.exec("DROP INDEX span_tags_span_id; DELETE FROM span_tags WHERE span_id BETWEEN 20 AND 90");
    expect(findTagAccess(db, 98)).toEqual({ kind: "ordered", fromId: 98 });
    expect(findTagAccess(db, 20)).toEqual({ kind: "ordered", fromId: 20 });
    expect(findTagAccess(db, 1000)).toEqual({ kind: "ordered", fromId: 101 });
    expect(pageTags()).toEqual(expected);
  });

  test("are found by a scan in a file that was put together", () => {
    db.exec("DROP INDEX span_tags_span_id; UPDATE span_tags SET id = id + 1000 WHERE span_id <= 50");
    expect(findTagAccess(db, 98)).toEqual({ kind: "scan" });
    expect(pageTags()).toEqual(expected);
  });
});

test("True and None of Python, true and null of JavaScript are the same", () => {
  addSpan("a", 1, 1, { ok: "True", level: "9", none: "None" });
  addSpan("a", 2, 1, { ok: "false", level: "null", none: "undefined" });
  addSpan("a", 3, 1, { ok: "None", level: "11", at: "2026-11-22T10:00:00.5Z" });
  const { keys } = readTagKeys(db, sourceOf(readWindow(db)));
  expect(keys.map(({ key, kind, gaps, range }) => ({ key, kind, gaps, range }))).toEqual([
    { key: "ok", kind: "boolean", gaps: true, range: null },
    { key: "level", kind: "number", gaps: true, range: [9, 11] },
    { key: "none", kind: "text", gaps: true, range: null },
    { key: "at", kind: "time", gaps: false, range: null },
  ]);
});

test("views and virtual tables are named, not read", () => {
  db.exec('CREATE VIEW v AS SELECT abs(-9223372036854775808) AS boom; CREATE TABLE "we""ird" (a)');
  expect(readSchema(db).filter(({ name }) => name === "v" || name === 'we"ird')).toEqual([
    { name: "v", kind: "view", columns: [], rows: null },
    { name: 'we"ird', kind: "table", columns: [{ name: "a", type: "" }], rows: 0 },
  ]);
});
