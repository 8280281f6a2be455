/** What was read stays in memory, and is never shown of a file that holds something else by now. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, expect, test } from "vitest";
import { makeManySpans } from "../fixtures/many-spans.ts";
import type { Connection } from "../store/driver.ts";
import { keepSpans } from "./kept-spans.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-kept-"));
const path = join(folder, "spans.db");
afterEach(() => rmSync(path, { force: true }));

/** Each query of a reader opens the file anew. */
function withFile<Value>(use: (db: Connection) => Value): Value {
  const db = new Database(path);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

function read(lastId: number, firstId = 1) {
  const scanned: unknown[][] = [];
  const spans = withFile((db) => {
    // The ids that are read from the file, as parameters of the statement that reads them.
    const prepare = db.prepare.bind(db);
    db.prepare = ((sql: string) => {
      const statement = prepare(sql);
      if (!sql.includes("count(spantom_take")) return statement;
      const get = statement.get.bind(statement);
      statement.get = (...parameters: unknown[]) => {
        scanned.push(parameters);
        return get(...parameters);
      };
      return statement;
    }) as typeof db.prepare;
    return keepSpans(db, { firstId, lastId, blocks: null, count: lastId - firstId + 1 });
  });
  return { spans, scanned };
}

const last = (values: Float64Array) => values.at(-1);

test("a second question reads nothing, and one about a run that has grown reads what is new", () => {
  makeManySpans({ spans: 1_200 }, path).close();
  expect(read(1_200).scanned).toEqual([[1, 1_200]]);
  expect(read(1_200).scanned).toEqual([]);
  withFile((db) =>
    db.exec("INSERT INTO spans VALUES (1201, 'late', 1764000002, 0.25), (1202, 'later', 1764000003, 0.5)"),
  );
  const { spans, scanned } = read(1_202);
  expect(scanned).toEqual([[1_201, 1_202]]);
  expect([spans.ids.length, last(spans.durations), spans.nameTexts.at(-1)]).toEqual([1_202, 0.5, "later"]);
  // As of when an earlier span was the newest.
  const before = read(1_201);
  expect([before.scanned, before.spans.ids.length, last(before.spans.durations)]).toEqual([[], 1_201, 0.25]);
});

test.each([
  ["a span was deleted", "DELETE FROM spans WHERE id = 600", 1_199],
  ["older spans were deleted", "DELETE FROM spans WHERE id < 600", 601],
  ["durations were changed", "UPDATE spans SET duration = duration * 2", 1_200],
  ["spans were renamed", "UPDATE spans SET name = 'other'", 1_200],
  ["all spans were replaced", "DELETE FROM spans; INSERT INTO spans VALUES (1, 'x', 1, 1)", 1],
])("if %s, the file is read again", (_, sql, count) => {
  makeManySpans({ spans: 1_200 }, path).close();
  read(1_200);
  withFile((db) => {
    db.pragma("foreign_keys = OFF");
    db.exec(sql);
  });
  const { spans } = read(1_200);
  const rows = withFile((db) =>
    db
      .prepare<[], { id: number; name: string; duration: number }>("SELECT id, name, duration FROM spans ORDER BY id")
      .all(),
  );
  expect(spans.ids.length).toBe(count);
  expect([...spans.ids]).toEqual(rows.map(({ id }) => id));
  expect([...spans.durations]).toEqual(rows.map(({ duration }) => duration));
  expect(Array.from(spans.names, (code) => spans.nameTexts[code])).toEqual(rows.map(({ name }) => name));
});

test("a parent that is written after its children becomes theirs", () => {
  makeManySpans({ spans: 1_200 }, path).close();
  withFile((db) => db.exec("INSERT INTO spans VALUES (1201, 'child', 1764000002, 0.1)"));
  const parentOf = (place: number, lastId: number) =>
    withFile((db) => keepSpans(db, { firstId: 1, lastId, blocks: null, count: lastId }).parents().parents[place]);
  expect(parentOf(1_200, 1_201)).toBe(-1);
  withFile((db) =>
    db.exec("INSERT INTO spans VALUES (1202, 'parent', 1764000002, 0.2); INSERT INTO span_links VALUES (1201, 1202)"),
  );
  expect(parentOf(1_200, 1_202)).toBe(1_201);
});

test("what was read up to a span is kept while others follow it: samples, parents, whatever was found", () => {
  makeManySpans({ spans: 1_200 }, path).close();
  const blocks = [
    { firstId: 100, lastId: 200 },
    { firstId: 700, lastId: 800 },
  ];
  let reads = 0;
  const ask = (extent: { readonly blocks: typeof blocks | null }) =>
    withFile((db) => {
      const spans = keepSpans(db, { firstId: 1, lastId: 1_200, count: 1_200, ...extent });
      const found = spans.remember("found", () => ++reads);
      return { ids: spans.ids, parents: spans.parents().parents, found };
    });
  const grow = (sql: string) =>
    withFile((db) => {
      db.pragma("foreign_keys = OFF");
      db.exec(sql);
    });
  for (const extent of [{ blocks }, { blocks: null }]) {
    const first = ask(extent);
    grow("INSERT INTO spans (name, start, duration) VALUES ('late', 1764000002, 0.25)");
    const next = ask(extent);
    grow("INSERT INTO spans (name, start, duration) VALUES ('later', 1764000003, 0.5)");
    const last = ask(extent);
    expect(last.ids.buffer, "the same array").toBe(first.ids.buffer);
    expect(last.parents).toBe(first.parents);
    expect([next.found, last.found]).toEqual([first.found, first.found]);
    grow("DELETE FROM spans WHERE id > 1200; DELETE FROM spans WHERE id = 150");
    expect(ask(extent).ids.length).toBe(first.ids.length - 1);
    grow("INSERT INTO spans SELECT 150, name, start, duration FROM spans WHERE id = 151");
  }
});
