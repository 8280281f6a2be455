import { expect, test } from "vitest";
import { readColumns } from "../../columns/read-columns.ts";
import { type Call, type Draw, plant } from "../../fixtures/planted.ts";
import { DEFAULT_SCOPE } from "../../model/scope.ts";
import { resolveScope } from "../../queries/sql/scoped-spans.ts";
import { createRandom } from "../../stats/random.ts";
import { ExploreSource } from "../explore/source.ts";
import { explainSlow } from "./explain-slow.ts";
import { chanceOfExcess, findExcess } from "./range.ts";

/** The findings about the slowest 5 % of calls. */
function ask(count: number, seed: number, make: (draw: Draw) => Call) {
  const db = plant({ count, seed }, make);
  const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, names: ["work"] }));
  db.close();
  return explainSlow(new ExploreSource(columns), { slowest: 5 }).items;
}

const titleOf = (seed: number, make: (draw: Draw) => Call) => ask(1000, seed, make).map(({ title }) => title);

test.each([
  ["of sizes in bytes", 1200, 3000, /^bytes 1\.[2-9]\d? kB to (2\.\d+|3\.00) kB$/],
  ["of sizes near the top", 7000, 9000, /^bytes (7|8)\.\d+ kB to (8|9)\.\d+ kB$/],
])("a range says more than the order: %s", (_, low, high, title) => {
  const found = titleOf(32, (draw) => {
    const bytes = Math.round(10_000 * draw.next());
    return { duration: 1e-3 * draw.noise(0.3) * (bytes >= low && bytes <= high ? 5 : 1), tags: { bytes } };
  });
  expect(found).toEqual([expect.stringMatching(title)]);
});

test("a range of few values, where more than one is slow", () => {
  const found = titleOf(33, (draw) => {
    const depth = 1 + draw.below(12);
    return { duration: 1e-3 * draw.noise(0.3) * (depth >= 5 && depth <= 7 ? 5 : 1), tags: { depth } };
  });
  expect(found).toEqual(["depth 5 to 7"]);
});

test("no range if the largest or the smallest are slow", () => {
  for (const isSlow of [(size: number) => size > 80, (size: number) => size < 15]) {
    const found = titleOf(34, (draw) => {
      const size = 100 * draw.next();
      return { duration: 1e-3 * draw.noise(0.3) * (isSlow(size) ? 5 : 1), tags: { size } };
    });
    expect(found).toEqual(["size"]);
  }
});

test("a range explains another tag that merely follows it", () => {
  const items = ask(2000, 35, (draw) => {
    const load = 100 * draw.next();
    const slow = load >= 40 && load <= 60;
    const shelf = slow && draw.next() < 0.9 ? "middle" : draw.pick(["top", "bottom", "middle"]);
    return { duration: 1e-3 * draw.noise(0.3) * (slow ? 5 : 1), tags: { load, shelf } };
  });
  expect(items.map(({ title, explainedBy }) => [title.replace(/[\d.]+/g, "n"), explainedBy])).toEqual([
    ["load n to n", null],
    ["shelf = middle", "load"],
  ]);
});

/** Tries every pair of values. */
function findByTrying(a: number[], b: number[]) {
  let most = 0;
  for (const low of a)
    for (const high of a) {
      const share = (values: number[]) =>
        values.filter((value) => value >= low && value <= high).length / values.length;
      most = Math.max(most, share(a) - share(b));
    }
  return most;
}

test("no other range has a larger excess, with ties", () => {
  for (let seed = 0; seed < 300; seed++) {
    const { next } = createRandom(seed);
    const draw = (count: number) => Array.from({ length: count }, () => Math.floor(next() * 12));
    const [a, b] = [draw(1 + Math.floor(next() * 9)), draw(1 + Math.floor(next() * 20))];
    const found = findExcess(Float64Array.from(a), Float64Array.from(b));
    expect(found?.difference ?? 0, `seed ${seed}`).toBeCloseTo(findByTrying(a, b), 12);
    if (!found) continue;
    const inside = (values: number[]) =>
      values.filter((value) => value >= found.low && value <= found.high).length / values.length;
    expect(inside(a) - inside(b), `seed ${seed}`).toBeCloseTo(found.difference, 12);
  }
});

test("values that are missing count among the rest of their group", () => {
  const found = findExcess(Float64Array.of(5, 6), Float64Array.of(1, 2, 9), { a: 4, b: 6 });
  expect(found).toEqual({ low: 5, high: 6, difference: 0.5 });
  expect(findExcess(Float64Array.of(), Float64Array.of(1))).toBeUndefined();
});

test.each([
  [5, 95],
  [20, 380],
  [50, 50],
])("groups of %i and %i from one distribution rarely look different", (a, b) => {
  const { next } = createRandom(a);
  const draw = (count: number) => Float64Array.from({ length: count }, next);
  const tries = 3000;
  let [percent, permille] = [0, 0];
  for (let i = 0; i < tries; i++) {
    const chance = chanceOfExcess(findExcess(draw(a), draw(b))?.difference ?? 0, a, b);
    if (chance <= 0.05) percent++;
    if (chance <= 0.005) permille++;
  }
  expect(percent / tries).toBeLessThan(0.05);
  expect(permille / tries).toBeLessThan(0.005);
  expect(percent).toBeGreaterThan(0);
});

test("the p-value falls from 1 to 0 as the difference grows", () => {
  expect(chanceOfExcess(0, 50, 950)).toBe(1);
  const chances = [0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.9].map((difference) => chanceOfExcess(difference, 50, 950));
  expect(chances).toEqual([...chances].sort((x, y) => y - x));
  expect(chances.at(-1)).toBeLessThan(1e-25);
});
