import { expect, test } from "vitest";
import type { SpanColumns } from "../../columns/columns.ts";
import { readColumns } from "../../columns/read-columns.ts";
import { type FixtureSpan, makeDatabase } from "../../fixtures/fixture-database.ts";
import { drawSeed } from "../../fixtures/seed.ts";
import { DEFAULT_SCOPE } from "../../model/scope.ts";
import { resolveScope } from "../../queries/sql/scoped-spans.ts";
import { createRandom } from "../../stats/random.ts";
import { ExploreSource } from "../explore/source.ts";
import { describeErrors, findErrors } from "./errors.ts";
import { explainSlow } from "./explain-slow.ts";
import { type Selection, splitCalls } from "./selection.ts";

const CERTAIN = 1e-3;

/** Calls by their duration, the longest first, each with the type of its error or none. */
function makeCalls(types: readonly (string | null)[]): readonly FixtureSpan[] {
  return types.map((type, index) => ({
    id: index + 1,
    start: 1000 + ((index * 37) % types.length),
    duration: 1000 - index,
    tags: { path: ["/a", "/b"][index % 2] ?? "" },
    ...(type !== null && { error: { type, message: "" } }),
  }));
}

function columnsOf(types: readonly (string | null)[], options = {}) {
  const db = makeDatabase(makeCalls(types), options);
  return readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, run: "all" }));
}

function ask(types: readonly (string | null)[], selection: Selection = { slowest: 10 }) {
  return askColumns(columnsOf(types), selection);
}

function askColumns(columns: SpanColumns, selection: Selection) {
  const split = splitCalls(columns, selection);
  const found = findErrors(columns.error, split);
  if (!found || found.chance > CERTAIN) return undefined;
  const { said, ...item } = describeErrors(found, split);
  return { ...item, kind: found.kind, effect: found.effect, sentence: said.join(" ") };
}

/** A list of `count` calls of which the first `failed` have an error of the given types in turn. */
const group = (count: number, failed: number, ...types: readonly string[]) =>
  Array.from({ length: count }, (_, index) => (index < failed ? (types[index % types.length] ?? null) : null));

test("the slowest fail more often than the rest, mostly in one way", () => {
  const types = [...group(50, 19, ...Array(18).fill("TimeoutError"), "TypeError"), ...group(450, 18, "TypeError")];
  expect(ask(types)).toMatchObject({
    kind: "error",
    title: "error = TimeoutError",
    type: "TimeoutError",
    more: true,
    ofSelected: expect.closeTo(0.38, 9),
    ofRest: expect.closeTo(0.04, 9),
    ofAll: expect.closeTo(37 / 500, 9),
    effect: expect.closeTo(0.34, 9),
    sentence: "38 % of the slowest are failures, 4 % of the rest. Mostly TimeoutError.",
    rows: [
      { value: "TimeoutError", ofSelected: 0.36, ofRest: 0 },
      { value: "TypeError", ofSelected: 0.02, ofRest: 0.04 },
      { value: null, ofSelected: 0.62, ofRest: 0.96 },
    ],
    otherRows: null,
  });
});

test.each([
  [
    "of several types",
    group(50, 40, "a", "b", "c", "d", "e"),
    "error",
    "80 % of the slowest are failures, 0 % of the rest.",
  ],
  [
    "of one type alone",
    group(50, 50, "it's ✕?"),
    "error = it's ✕?",
    "100 % of the slowest are failures, 0 % of the rest. All it's ✕?.",
  ],
  [
    "unfinished ones alone",
    group(50, 25, "Unfinished"),
    "error = Unfinished",
    "50 % of the slowest are unfinished, 0 % of the rest.",
  ],
] as const)("the slowest fail: %s", (_, slowest, title, sentence) => {
  expect(ask([...slowest, ...group(450, 0)])).toMatchObject({ title, sentence });
});

test("failures may be the quick calls", () => {
  expect(ask([...group(50, 0), ...group(450, 270, "TypeError")])).toMatchObject({
    title: "no error",
    more: false,
    effect: expect.closeTo(0.6, 9),
    sentence: "0 % of the slowest are failures, 60 % of the rest. All TypeError.",
  });
});

test("of any selection", () => {
  const ids = Array.from({ length: 30 }, (_, index) => index + 1);
  const item = ask([...group(30, 30, "TypeError"), ...group(170, 3, "RangeError")], { ids });
  expect(item?.sentence).toBe("100 % of the selection are failures, 2 % of the rest. All TypeError.");
});

test("calls without a duration are left out, as they are of both sides", () => {
  const db = makeDatabase(makeCalls([...group(50, 50, "TypeError"), ...group(450, 0)]));
  db.exec("UPDATE spans SET duration = 'long' WHERE id <= 10");
  const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, run: "all" }));
  expect(askColumns(columns, { slowest: 10 })).toMatchObject({
    ofSelected: expect.closeTo(40 / 49, 9),
    ofAll: expect.closeTo(40 / 490, 9),
  });
});

test("more types than rows are summed up, and all shares add up to the whole", () => {
  const names = Array.from({ length: 12 }, (_, index) => `E${index}`);
  const item = ask([...group(60, 48, ...names), ...group(540, 24, ...names)]);
  expect(item?.rows).toHaveLength(4);
  expect(item?.otherRows?.count).toBe(9);
  const sum = (side: "ofSelected" | "ofRest") =>
    (item?.otherRows?.[side] ?? 0) + (item?.rows ?? []).reduce((total, row) => total + row[side], 0);
  expect([sum("ofSelected"), sum("ofRest")]).toEqual([expect.closeTo(1, 3), expect.closeTo(1, 3)]);
});

test("shares are those of a count by hand, and nothing is said of chance", () => {
  const random = createRandom(drawSeed());
  let said = 0;
  for (let round = 0; round < 60; round++) {
    const types = Array.from({ length: 200 }, () => (random.next() < 0.3 ? "TypeError" : null));
    if (ask(types)) said++;
  }
  expect(said).toBeLessThanOrEqual(4);
  const types = Array.from({ length: 400 }, (_, i) => (random.next() < (i < 40 ? 0.9 : 0.2) ? "TypeError" : null));
  const failed = (part: readonly (string | null)[]) => part.filter((type) => type !== null).length / part.length;
  expect(ask(types)).toMatchObject({
    ofSelected: expect.closeTo(failed(types.slice(0, 40)), 9),
    ofRest: expect.closeTo(failed(types.slice(40)), 9),
  });
});

test("nothing without errors, where all failed, or of a single call", () => {
  expect(ask(group(200, 0))).toBeUndefined();
  expect(ask(group(200, 200, "TypeError"))).toBeUndefined();
  expect(ask(group(5, 1, "TypeError"), { slowest: 20 })).toBeUndefined();
  expect(ask(group(200, 20, "TypeError"), { ids: [] })).toBeUndefined();
  const plain = columnsOf(group(200, 20, "TypeError"), { plain: true });
  expect(askColumns(plain, { slowest: 10 })).toBeUndefined();
});

test("failures take their place among the tags, by their effect", () => {
  const columns = columnsOf([...group(50, 30, "TypeError"), ...group(450, 9, "TypeError")]);
  const { items, rest } = explainSlow(new ExploreSource(columns), { slowest: 10 });
  expect(items.map(({ kind, effect }) => [kind, effect])).toEqual([["error", 0.58]]);
  expect(rest[0]).toBe("Nothing seen in path.");
});
