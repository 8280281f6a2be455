import { expect, test } from "vitest";
import { chanceOfExcess, findExcess } from "./excess.ts";
import { createRandom } from "./random.ts";

/** Of every pair of values, in shares of the groups. */
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

test("no other range holds more, ties and all", () => {
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
])("of groups of %i and %i that are alike, few look as if they were not", (a, b) => {
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

test("chances fall as the difference grows, from certain to none", () => {
  expect(chanceOfExcess(0, 50, 950)).toBe(1);
  const chances = [0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.9].map((difference) => chanceOfExcess(difference, 50, 950));
  expect(chances).toEqual([...chances].sort((x, y) => y - x));
  expect(chances.at(-1)).toBeLessThan(1e-25);
});
