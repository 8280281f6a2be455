import { expect, test } from "vitest";
import { makeDatabase } from "../../../../lib/fixtures/fixture-database.ts";
import { growTrees } from "../../../../lib/fixtures/random-trees.ts";
import { drawRandom, ROUNDS } from "../../../../lib/fixtures/seed.ts";
import { DEFAULT_SCOPE } from "../../../../lib/model/scope.ts";
import { readCallTree } from "../../../../lib/queries/call-tree.ts";
import { joinPaths } from "./sandwich.ts";

const read = (spans: Parameters<typeof makeDatabase>[0]) =>
  readCallTree(makeDatabase(spans), { scope: DEFAULT_SCOPE, split: [] }, () => undefined);

test("all paths of a name are joined: callers, callees and its own time", () => {
  const tree = read([
    { id: 1, name: "hash", start: 10, duration: 1, parent: 2 },
    { id: 2, name: "verify", start: 10, duration: 3, parent: 3 },
    { id: 3, name: "file", start: 10, duration: 4 },
    { id: 4, name: "verify", start: 20, duration: 2 },
  ]);
  expect(joinPaths(tree, "verify")).toMatchObject({
    calls: 2,
    total: 5,
    self: 4,
    recursive: 0,
    callers: [
      { name: "file", seconds: 3, calls: 1 },
      { name: null, seconds: 2, calls: 1 },
    ],
    callees: [{ name: "hash", seconds: 1, calls: 1 }],
  });
  expect(joinPaths(tree, "nobody")).toBeNull();
});

test("calls by itself count once, directly or through others", () => {
  const tree = read([
    { id: 1, name: "leaf", start: 13, duration: 1, parent: 2 },
    { id: 2, name: "walk", start: 13, duration: 2, parent: 3 },
    { id: 3, name: "step", start: 12, duration: 3, parent: 4 },
    { id: 4, name: "walk", start: 11, duration: 5, parent: 5 },
    { id: 5, name: "walk", start: 10, duration: 8 },
  ]);
  expect(joinPaths(tree, "walk")).toMatchObject({
    calls: 3,
    total: 8,
    self: 1 + 2 + 3,
    recursive: 2,
    callers: [{ name: null, seconds: 8 }],
    // The call within a step is part of that step.
    callees: [{ name: "step", seconds: 3, calls: 1 }],
  });
});

test("of random trees, callers add up to the time of the calls by others", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS; round++) {
    const spans = growTrees(random, 300);
    const byId = new Map(spans.map((span) => [span.id, span]));
    const isWithin = (parent: number | undefined, name: string): boolean => {
      const above = byId.get(parent ?? -1);
      return above !== undefined && (above.name === name || isWithin(above.parent, name));
    };
    const tree = read(spans);
    for (const name of ["call", "a", "b", "c"]) {
      const outer = spans.filter((span) => span.name === name && !isWithin(span.parent, name));
      const joined = joinPaths(tree, name);
      const expected = outer.reduce((sum, { duration }) => sum + duration, 0);
      expect(joined?.total).toBe(expected);
      expect(joined?.callers.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(expected);
      expect(joined?.recursive).toBe(spans.filter((span) => span.name === name).length - outer.length);
    }
  }
});

test("the smallest of very many are one part", () => {
  const callees = Array.from({ length: 9 }, (_, index) => ({
    id: index + 1,
    name: `n${index}`,
    start: 10 + index,
    duration: 1 - index / 10,
    parent: 10,
  }));
  const parts = joinPaths(read([...callees, { id: 10, name: "root", start: 0, duration: 60 }]), "root")?.callees;
  expect(parts?.map(({ name, names }) => [name, names])).toEqual([
    ...Array.from({ length: 5 }, (_, index) => [`n${index}`, 1]),
    [null, 4],
  ]);
});
