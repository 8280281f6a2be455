import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { cutSql, shortSql } from "./tags.ts";

const db = new Database(":memory:");
const ask = (sql: string, value: unknown) => db.prepare(`SELECT ${sql} FROM (SELECT ? AS v)`).pluck().get(value);

test.each([
  ["short", "short", "short"],
  ["nul \0 inside", "nul \0 inside", "nul \0 inside"],
  ["twenty characters...", "twenty characters...", "twenty characters..."],
  ["éééééééééééééééééééé", "éééééééééééééééééééé", "éééééééééééééééééééé"],
  ["more than 20 characters", "more than 20 charact", "more than 20 charac…"],
  [4.5, "4.5", "4.5"],
  [null, null, null],
])("%j, at most 20 characters", (value, cut, short) => {
  expect([ask(cutSql("v", 20), value), ask(shortSql("v", 20), value)]).toEqual([cut, short]);
});
