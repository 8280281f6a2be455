import { expect, test } from "vitest";
import { readColumns } from "../../columns/read-columns.ts";
import { placesOfRows } from "../../columns/span-tree.ts";
import { makeDatabase } from "../../fixtures/fixture-database.ts";
import { growTrees, type TreeSpan } from "../../fixtures/random-trees.ts";
import { drawRandom, ROUNDS } from "../../fixtures/seed.ts";
import { DEFAULT_SCOPE } from "../../model/scope.ts";
import { resolveScope } from "../../queries/sql/scoped-spans.ts";
import { type Level, WithinCalls } from "./within-calls.ts";

interface Interval {
  readonly span: TreeSpan;
  readonly from: number;
  readonly to: number;
}

/** The spans on a path of names below a span, each clipped to its parent: a walk over all spans for every span. */
function walk(spans: readonly TreeSpan[], above: Interval, path: readonly string[]): Interval[] {
  const [name, ...deeper] = path;
  if (name === undefined) return [above];
  return spans
    .filter((span) => span.parent === above.span.id && span.name === name)
    .map((span) => ({
      span,
      from: Math.max(span.start, above.from),
      to: Math.min(span.start + span.duration, above.to),
    }))
    .filter(({ from, to }) => to >= from)
    .flatMap((inside) => walk(spans, inside, deeper));
}

/** The length of a union of intervals, from every stretch between two of their ends. */
function cover(intervals: readonly Interval[]): number {
  const ends = intervals.flatMap(({ from, to }) => [from, to]).sort((a, b) => a - b);
  let sum = 0;
  for (const [index, from] of ends.entries()) {
    const to = ends[index + 1] ?? from;
    if (intervals.some((one) => one.from <= from && one.to >= to)) sum += to - from;
  }
  return sum;
}

const NAMES = ["call", "a", "b", "c"];
const PATHS = NAMES.flatMap((first) => [
  [first],
  ...NAMES.flatMap((second) => [[first, second], ...NAMES.map((third) => [first, second, third])]),
]);

test("times along every path of names are those of a plain walk", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS; round++) {
    const spans = growTrees(random, 150);
    const db = makeDatabase(spans);
    const { tree, id } = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, names: ["call"] }));
    db.close();
    if (!tree) throw new Error("no tree");
    const within = new WithinCalls(tree, placesOfRows(tree));
    const calls = [...id].map((one): Interval => {
      const span = spans.find((other) => other.id === one) as TreeSpan;
      return { span, from: span.start, to: span.start + span.duration };
    });
    const first = within.firstLevel();
    for (const path of PATHS) {
      let level: Level = first;
      const codes = path.map((name) => within.names.indexOf(name));
      for (const code of codes.slice(0, -1)) level = within.nextLevel(level, code);
      const expected = calls.map((call) => walk(spans, call, path));
      expect([...within.timesIn(level, codes.at(-1) ?? -1)], path.join()).toEqual(expected.map(cover));
      const longest = [...within.longestIn(level, codes.at(-1) ?? -1)];
      expect(longest.map((place) => lengthAt(expected.flat(), tree.range.ids[place]))).toEqual(
        expected.map((intervals) => Math.max(-1, ...intervals.map(({ from, to }) => to - from))),
      );
    }
    const covered = calls.map((call) => cover(NAMES.flatMap((name) => walk(spans, call, [name]))));
    expect([...within.timesIn(first, null)]).toEqual(covered);
  }
});

function lengthAt(intervals: readonly Interval[], id: number | undefined): number {
  return Math.max(-1, ...intervals.filter(({ span }) => span.id === id).map(({ from, to }) => to - from));
}
