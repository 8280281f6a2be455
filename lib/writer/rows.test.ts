import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { Rows } from "./rows.ts";

function createTable() {
  const db = new Database(":memory:");
  db.exec("CREATE TABLE t (a, b, c, d)");
  return { db, read: () => db.prepare("SELECT a, b, c, d FROM t ORDER BY rowid").raw().all() };
}

const COUNTS = [0, 1, 7, 8, 9, 63, 64, 65, 72, 127, 128, 129, 1000];

test.each(COUNTS)("%d rows are all there, in their order, after finish()", (count) => {
  const { db, read } = createTable();
  const two = new Rows(db, "INSERT INTO t (a, b)", 2);
  const three = new Rows(db, "INSERT INTO t (a, b, c)", 3);
  const four = new Rows(db, "INSERT INTO t (a, b, c, d)", 4);
  const expected: unknown[][] = [];
  for (let i = 0; i < count; i++) expected.push([i, `b${i}`, null, null]);
  for (let i = 0; i < count; i++) two.add2(i, `b${i}`);
  two.finish();
  for (let i = 0; i < count; i++) expected.push([i, null, 0.5, null]);
  for (let i = 0; i < count; i++) three.add3(i, null, 0.5);
  three.finish();
  for (let i = 0; i < count; i++) expected.push([i, "b", "c", -i]);
  for (let i = 0; i < count; i++) four.add4(i, "b", "c", -i);
  four.finish();
  expect(read()).toEqual(expected);
});

test("rows that were let go of are not there, and those that come then are", () => {
  const { db, read } = createTable();
  const rows = new Rows(db, "INSERT INTO t (a, b)", 2);
  for (let i = 0; i < 70; i++) rows.add2("gone", i);
  rows.discard();
  for (let i = 0; i < 3; i++) rows.add2("kept", i);
  rows.finish();
  rows.finish();
  expect(read().slice(64)).toEqual([0, 1, 2].map((i) => ["kept", i, null, null]));
});

test("a row that is refused throws, and leaves nothing to be inserted twice", () => {
  const { db, read } = createTable();
  db.exec("CREATE UNIQUE INDEX own ON t (a)");
  const rows = new Rows(db, "INSERT INTO t (a, b)", 2);
  rows.add2(1, 1);
  rows.add2(1, 2);
  expect(() => rows.finish()).toThrow(/UNIQUE/);
  rows.discard();
  db.exec("DELETE FROM t");
  rows.add2(2, 3);
  rows.finish();
  expect(read()).toEqual([[2, 3, null, null]]);
});
