/** A time window as a side holds what lies inside, tree by tree; checked by going down the trees. */
import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../../fixtures/fixture-database.ts";
import { drawRandom, ROUNDS } from "../../fixtures/seed.ts";
import { DEFAULT_CHOICE } from "../../model/compare-choice.ts";
import { DEFAULT_SCOPE } from "../../model/scope.ts";
import { readCompare } from "../compare.ts";
import { readCompareName } from "../compare-name.ts";
import { readCompareSides } from "../compare-sides.ts";
import { readCompareStart } from "../compare-start.ts";

const START = 1000;

type Random = ReturnType<typeof drawRandom>;

/** Trees of up to four levels; children may outlast their parents. */
function drawSpans(random: Random): FixtureSpan[] {
  const spans: FixtureSpan[] = [];
  const add = (start: number, length: number, level: number, parent?: number) => {
    const id = spans.length + 1;
    const link = parent === undefined ? {} : { parent };
    spans.push({ id, name: random.pick(["a", "b", "c"]), start: START + start, duration: length, ...link });
    if (level === 4) return;
    for (let child = random.below(4); child > 0; child--)
      add(start + random.below(16) / 8, random.below(2 + 8 * length) / 8, level + 1, id);
  };
  // One encloses the run, as the usual `main` does.
  add(0, 20, 0);
  for (let tree = 0; tree < 5; tree++) add(random.below(16), random.below(40) / 8, 1);
  return spans;
}

/** By the rule in words: whole trees; where one sticks out, its spans that do not. */
function pickAgain(spans: readonly FixtureSpan[], from: number, to: number) {
  const childrenOf = (id: number | undefined) => spans.filter(({ parent }) => parent === id);
  const inside: FixtureSpan[] = [];
  let crossing = 0;
  const within = ({ start, duration }: FixtureSpan) => start >= from && start < to && start + duration <= to;
  const treeOf = (span: FixtureSpan): FixtureSpan[] => [span, ...childrenOf(span.id).flatMap(treeOf)];
  const goDown = (span: FixtureSpan) => {
    const tree = treeOf(span);
    if (tree.every(within)) return void inside.push(...tree);
    if (within(span)) inside.push(span);
    else if (span.start < to && span.start + span.duration > from) crossing++;
    childrenOf(span.id).forEach(goDown);
  };
  childrenOf(undefined).forEach(goDown);
  return { inside, crossing };
}

test("spans that stick out are left out and counted, their children inside count, in every answer", () => {
  const random = drawRandom();
  for (let round = 0; round < 20 * ROUNDS; round++) {
    const spans = drawSpans(random);
    const db = makeDatabase(spans);
    const border = 2 + random.below(120) / 8;
    const choice = { ...DEFAULT_CHOICE, by: "windows", baseline: `2..${border}`, candidate: `${border}..18` } as const;
    const params = { choice, scope: DEFAULT_SCOPE, other: null };
    if (border >= 18 || border <= 2) continue;
    const expected = [
      pickAgain(spans, START + 2, START + border),
      pickAgain(spans, START + border, START + 18),
    ] as const;
    const answer = readCompareStart(db, params);
    const sides = [answer.baseline, answer.candidate] as const;
    expect(sides.map(({ crossing }) => crossing)).toEqual(expected.map(({ crossing }) => crossing));
    expect(sides.map((side) => side.spans)).toEqual(expected.map(({ inside }) => inside.length));
    for (const row of answer.rows) {
      const own = expected.map(({ inside }) => inside.filter(({ name }) => name === row.name));
      const total = own.map((list) => list.reduce((sum, { duration }) => sum + duration, 0));
      expect([row.baselineCount, row.candidateCount]).toEqual(own.map((list) => list.length));
      expect(row.total.baseline).toBeCloseTo(total[0] ?? 0, 9);
      expect(row.total.candidate).toBeCloseTo(total[1] ?? 0, 9);
      const spread = readCompareName(db, { ...params, name: row.name });
      expect([spread.baseline.count, spread.candidate.count]).toEqual(own.map((list) => list.length));
    }
    const [count] = readCompareSides(db, params, () => undefined).properties;
    expect(count).toMatchObject({ baseline: expected[0].inside.length, candidate: expected[1].inside.length });
    // The SQL shown for editing counts the same.
    const shown = sides.map(({ whereSql }) =>
      db.prepare(`SELECT count(*) FROM spans AS s WHERE ${whereSql}`).pluck().get(),
    );
    expect(shown).toEqual(sides.map((side) => side.spans));
  }
});

test("a span that encloses the run is on neither side, and hides no change of what it encloses", () => {
  const steps = Array.from({ length: 40 }, (_, i) => ({
    id: i + 1,
    name: "step",
    parent: 41,
    start: START + i,
    duration: i < 20 ? 0.3 : 0.9,
  }));
  const db = makeDatabase([...steps, { id: 41, name: "main", start: START, duration: 40 }]);
  const { baseline, candidate, rows } = readCompare(db, { choice: DEFAULT_CHOICE, scope: DEFAULT_SCOPE, other: null });
  expect(rows.map(({ name, verdict }) => [name, verdict])).toEqual([["step", "Slower at p50"]]);
  expect(baseline).toMatchObject({ spans: 20, crossing: 1, label: "+0.000 s to +20.000 s" });
  expect(candidate).toMatchObject({ spans: 20, crossing: 1 });
  expect([baseline.covered, candidate.covered]).toEqual([expect.closeTo(6, 9), expect.closeTo(18, 9)]);
});

test("rounding to milliseconds in the address loses neither the first span nor the last", () => {
  const spans = Array.from({ length: 10 }, (_, i) => ({ id: i + 1, start: START + i / 7, duration: 1 / 7 - 1e-5 }));
  const { baseline, candidate } = readCompare(makeDatabase(spans), {
    choice: DEFAULT_CHOICE,
    scope: DEFAULT_SCOPE,
    other: null,
  });
  expect(baseline.spans + candidate.spans + baseline.crossing / 2 + candidate.crossing / 2).toBe(10);
  expect(baseline.crossing + candidate.crossing).toBeLessThanOrEqual(2);
});
