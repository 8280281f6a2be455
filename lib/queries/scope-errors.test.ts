import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { explainQuery } from "../fixtures/plan.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { readScopeErrors } from "./scope-errors.ts";

const TYPES = ["TypeError", "Unfinished", "", "TypeError", "it's ✕"];
const SPANS: readonly FixtureSpan[] = Array.from({ length: 200 }, (_, index) => {
  const type = TYPES[index % 20];
  const span = { id: index + 1, name: ["a", "b"][index % 2] ?? "", start: index, duration: 1 };
  return type === undefined ? span : { ...span, error: { type, message: "" } };
});

const scoped = (change: Partial<Scope> = {}) => ({ scope: { ...DEFAULT_SCOPE, ...change } });

test("errors are counted by type, the most frequent first, whatever of them is chosen", () => {
  const db = makeDatabase(SPANS);
  const all = readScopeErrors(db, scoped());
  expect(all).toEqual({
    failed: 40,
    unfinished: 10,
    types: [
      { type: "TypeError", count: 20 },
      { type: "", count: 10 },
      { type: "Unfinished", count: 10 },
      { type: "it's ✕", count: 10 },
    ],
    typeCount: 4,
  });
  for (const error of ["any", "none", "TypeError"]) expect(readScopeErrors(db, scoped({ error }))).toEqual(all);
  expect(readScopeErrors(db, scoped({ names: ["b"] })).types).toEqual([
    { type: "TypeError", count: 10 },
    { type: "Unfinished", count: 10 },
  ]);
  expect(readScopeErrors(db, scoped({ window: 20 })).typeCount).toBe(4);
  expect(readScopeErrors(db, scoped({ window: 15 })).typeCount).toBe(0);
});

test("a file without errors, or without the table, has none", () => {
  const none = { failed: 0, unfinished: 0, types: [], typeCount: 0 };
  expect(readScopeErrors(makeDatabase(SPANS, { plain: true }), scoped())).toEqual(none);
  expect(readScopeErrors(makeDatabase(SPANS.map(({ error: _, ...span }) => span)), scoped())).toEqual(none);
});

test("only the errors are looked at, not all spans", () => {
  const plan = explainQuery(makeDatabase(SPANS), (db) => readScopeErrors(db, scoped()));
  expect(plan).toContain("SEARCH e USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
  expect(plan).toContain("SEARCH s USING INTEGER PRIMARY KEY (rowid=?)");
  expect(plan.filter((step) => /^SCAN s\b/.test(step))).toEqual([]);
});
