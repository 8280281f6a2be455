import { expect, test } from "vitest";
import { compareQuantile, type QuantileChange } from "./bootstrap.ts";
import { createRandom, type Random } from "./random.ts";
import { directionOf, findDoubt, findSignificant, verdictOf } from "./verdict.ts";

function change(b: number, chance: number): QuantileChange {
  return { baseline: 1, candidate: b, ratio: b, low: b * 0.9, high: b * 1.1, chance };
}

function draw(random: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => Math.exp(random.normal())).sort();
}

test("among six unchanged names, a change is hardly ever reported", () => {
  const pages = 40;
  let alarms = 0;
  for (let seed = 0; seed < pages; seed++) {
    const random = createRandom(seed);
    const changes = Array.from({ length: 6 }, (_, name) => {
      const [a, b] = [draw(random, 60 + 60 * name), draw(random, 420 - 60 * name)];
      return [compareQuantile(a, b, 0.5, random), compareQuantile(a, b, 0.95, random)];
    }).flat();
    if (findSignificant(changes).includes(true)) alarms++;
  }
  expect(alarms / pages).toBeLessThan(0.1);
});

test("the more figures are tested, the more significant one must be", () => {
  const one = change(2, 0.01);
  const same = change(1, 0.8);
  expect(findSignificant([one])).toEqual([true]);
  expect(findSignificant([one, same, null])).toEqual([true, false, false]);
  expect(findSignificant([same, one, same, same, same, same])).not.toContain(true);
  expect(findSignificant([change(2, 1e-6), change(2, 0.024), change(2, 0.04)])).toEqual([true, true, true]);
});

test("a change of less than a hundredth is none, however significant", () => {
  expect(findSignificant([{ baseline: 1, candidate: 1.009, ratio: 1.009, low: 1.008, high: 1.01, chance: 0 }])).toEqual(
    [false],
  );
});

test("of a change that is not significant, the rule that it fails is known", () => {
  const holding = { baseline: 1, candidate: 1.5, ratio: 1.5, low: 0.9, high: 2.5, chance: 0.2 };
  const small = { baseline: 1, candidate: 1.005, ratio: 1.005, low: 1.004, high: 1.006, chance: 0 };
  const clear = { baseline: 1, candidate: 2, ratio: 2, low: 1.1, high: 3, chance: 0.03 };
  const others = Array.from({ length: 9 }, () => change(1, 0.9));
  const changes = [holding, small, clear, ...others];
  expect(findSignificant(changes)).not.toContain(true);
  expect([holding, small, clear].map(findDoubt)).toEqual(["unclear", "small", "chance"]);
  // By itself, it would have been reported.
  expect(findSignificant([clear])).toEqual([true]);
});

test("a verdict says where the change is", () => {
  const [fast, slow] = [change(0.5, 0), change(2, 0)];
  expect([
    verdictOf(fast, fast),
    verdictOf(slow, slow),
    verdictOf(null, fast),
    verdictOf(fast, null),
    verdictOf(slow, null),
    verdictOf(slow, fast),
    verdictOf(null, null),
  ]).toEqual(["Faster", "Slower", "Faster at p95", "Faster at p50", "Slower at p50", "Mixed", "No difference seen"]);
  expect(directionOf("Slower at p95")).toBe("slower");
  expect(directionOf("Only in B")).toBe("unknown");
});
