import { expect, test } from "vitest";
import { addPastQuery, type PastQuery, parseHistory } from "./history.ts";

const query = (sql: string, at = 0): PastQuery => ({ sql, rows: 1, ms: 2, at });

test("the newest first, each SQL once, twenty at most", () => {
  let list: PastQuery[] = [];
  for (let i = 0; i < 25; i++) list = addPastQuery(list, query(`SELECT ${i}`, i));
  list = addPastQuery(list, query("SELECT 10", 99));
  expect(list.map(({ sql }) => sql).slice(0, 3)).toEqual(["SELECT 10", "SELECT 24", "SELECT 23"]);
  expect(list).toHaveLength(20);
  expect(parseHistory(JSON.stringify(list))).toEqual(list);
});

test("what is stored by anybody else is nothing", () => {
  for (const text of [null, "", "{", "{}", "[1, null, {}]", '[{"sql": 1}]']) expect(parseHistory(text)).toEqual([]);
});

test("very long SQL is not kept", () => {
  expect(addPastQuery([], query("x".repeat(20_001)))).toEqual([]);
});
