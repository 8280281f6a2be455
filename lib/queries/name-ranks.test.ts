/** Which names have colours: those with most self time in the run, whatever is looked at of it. */
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { makeDatabase } from "../fixtures/fixture-database.ts";
import { DEFAULT_CHOICE } from "../model/compare-choice.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { openReader } from "../store/database.ts";
import { readCompareRanks } from "./compare-ranks.ts";
import { readNameRanks } from "./name-ranks.ts";

const db = openReader(Database, fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)));
afterAll(() => db.close());

test("a caller ranks by its own time, not by that of what it calls", () => {
  const children = db
    .prepare<[], { name: string; seconds: number }>("SELECT name, sum(duration) AS seconds FROM spans GROUP BY name")
    .all();
  const leaves = children.filter(({ name }) => name !== "file").sort((a, b) => b.seconds - a.seconds);
  const { names } = readNameRanks(db, { scope: DEFAULT_SCOPE });
  expect(names.filter((name) => name !== "file")).toEqual(leaves.map(({ name }) => name));
  expect(names.indexOf("file")).toBeGreaterThan(0);
  expect(children.sort((a, b) => b.seconds - a.seconds)[0]?.name).toBe("file");
});

test("neither filters, nor time, nor window change the ranks", () => {
  const ranks = readNameRanks(db, { scope: DEFAULT_SCOPE });
  const tags = [{ key: "package", operator: "=", value: "none has this" }] as const;
  for (const limit of [{ names: ["read"] }, { tags }, { from: 2, to: 3 }, { window: 10 }, { maxSpanId: 5 }])
    expect(readNameRanks(db, { scope: { ...DEFAULT_SCOPE, ...limit } })).toEqual(ranks);
});

test("each run has its ranks, and a comparison those of both together", () => {
  const durations = [
    ["slow", 9],
    ["even", 5],
    ["rare", 1],
    ["slow", 1],
    ["even", 5],
    ["rare", 4],
    ["fresh", 3],
  ] as const;
  const spans = durations.map(([name, duration], index) => ({ id: index + 1, name, start: 100 * index, duration }));
  const runs = [
    [1, 3],
    [4, 7],
  ] as const;
  const file = makeDatabase(spans, { runs });
  const namesOf = (run: string) => readNameRanks(file, { scope: { ...DEFAULT_SCOPE, run } }).names;
  expect(namesOf("run-0")).toEqual(["slow", "even", "rare"]);
  expect(namesOf("latest")).toEqual(["even", "rare", "fresh", "slow"]);
  expect(namesOf("all")).toEqual(["even", "slow", "rare", "fresh"]);
  const both = { choice: DEFAULT_CHOICE, scope: DEFAULT_SCOPE, other: null };
  expect(readCompareRanks(file, both).names).toEqual(["even", "slow", "rare", "fresh"]);
  const halves = { ...both, choice: { ...DEFAULT_CHOICE, by: "windows" as const } };
  expect(readCompareRanks(file, halves).names).toEqual(["even", "rare", "fresh", "slow"]);
});
