import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { resolveScope } from "../queries/sql/scoped-spans.ts";
import type { Connection } from "../store/driver.ts";
import { readColumns } from "./read-columns.ts";
import { findWhole, placesOfRows, type SpanTree } from "./span-tree.ts";

function read(db: Connection, scope: Partial<Scope> = {}): SpanTree {
  const { tree } = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, run: "all", ...scope }));
  if (!tree) throw new Error("no tree");
  return tree;
}

/** Four calls, one after the other, each with a child. */
const CALLS: readonly FixtureSpan[] = [1, 3, 5, 7].flatMap((id) => [
  { id, name: "part", start: id + 0.25, duration: 0.5, parent: id + 1 },
  { id: id + 1, name: "call", start: id, duration: 1 },
]);

test("spans out of scope are in the tree, with their rows and parents", () => {
  const tree = read(makeDatabase(CALLS), { names: ["call"] });
  expect([...tree.range.ids]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect([...placesOfRows(tree)]).toEqual([1, 3, 5, 7]);
  expect([...tree.parents]).toEqual([1, -1, 3, -1, 5, -1, 7, -1]);
});

test("parts of the tree belong to the runs that wrote them, others to none", () => {
  const db = makeDatabase(CALLS, {
    runs: [
      [1, 2],
      [5, 5],
    ],
  });
  db.exec("INSERT INTO run_spans VALUES ('run-0', 6, 7)");
  expect(read(db).runs).toEqual([
    { from: 0, to: 2, run: 0 },
    { from: 4, to: 5, run: 1 },
    { from: 5, to: 7, run: 0 },
  ]);
  expect(read(makeDatabase(CALLS, { plain: true })).runs).toEqual([]);
});

test("a tree is cut where earlier spans of its run were not read", () => {
  const runs = [
    [1, 4],
    [5, 8],
  ] as const;
  const whole = (tree: SpanTree) => [...tree.range.ids].filter((_, place) => findWhole(tree)[place] === 1);
  // The window begins with the child of call 4.
  const cut = read(makeDatabase(CALLS, { runs }), { window: 5 });
  expect(cut.cuts).toEqual([0]);
  expect(whole(cut)).toEqual([5, 6, 7, 8]);
  // It begins with a run: what comes before is none of its own.
  const own = read(makeDatabase(CALLS, { runs }), { window: 4 });
  expect(own.cuts).toEqual([]);
  expect(whole(own)).toEqual([5, 6, 7, 8]);
  expect(read(makeDatabase(CALLS, { plain: true }), { window: 4 }).cuts).toEqual([0]);
  expect(read(makeDatabase(CALLS, { plain: true })).cuts).toEqual([]);
});

test("without inherited tags there is no tree, as nobody asked for parents", () => {
  const db = makeDatabase(CALLS);
  expect(readColumns(db, resolveScope(db, DEFAULT_SCOPE), { inherited: false }).tree).toBeNull();
});
