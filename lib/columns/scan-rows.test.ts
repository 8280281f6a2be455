import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { scanRows } from "./scan-rows.ts";

function collect(db: Database.Database, columns: string, from: string, ...parameters: number[]): unknown[][] {
  const rows: unknown[][] = [];
  scanRows(db, columns, from, parameters, (a, b) => rows.push([a, b]));
  return rows;
}

const THREE = "(SELECT 1 AS id, 'x' AS name UNION ALL SELECT 2, NULL UNION ALL SELECT 3, 0.5)";

test("every row reaches the callback with its values", () => {
  const db = new Database(":memory:");
  expect(collect(db, "id, name", THREE)).toEqual([
    [1, "x"],
    [2, null],
    [3, 0.5],
  ]);
  expect(collect(db, "id, name", `${THREE} WHERE id > ?`, 2)).toEqual([[3, 0.5]]);
  expect(collect(db, "id, name", `${THREE} WHERE 0`)).toEqual([]);
});

test("a subquery with a limit keeps its order, even if an index has another", () => {
  const db = new Database(":memory:");
  db.exec("CREATE TABLE t (id TEXT, name TEXT); CREATE INDEX by_name ON t (name, id)");
  db.exec("INSERT INTO t VALUES ('b', 'x'), ('c', 'a'), ('a', 'y')");
  expect(collect(db, "id, name", "(SELECT id, name FROM t ORDER BY id LIMIT -1)")).toEqual([
    ["a", "y"],
    ["b", "x"],
    ["c", "a"],
  ]);
});

test("an error of the callback ends the statement, and the next one works", () => {
  const db = new Database(":memory:");
  const fail = () => {
    throw new Error("enough");
  };
  expect(() => scanRows(db, "id", THREE, [], fail)).toThrow("enough");
  expect(collect(db, "id, name", THREE)).toHaveLength(3);
});
