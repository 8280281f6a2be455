import { expect, test } from "vitest";
import { createRandom } from "../../stats/random.ts";
import { studentQuantile } from "../../stats/student.ts";
import { estimateChange, NO_SPREAD, orderOf, runsNeeded } from "./between-runs.ts";

const effects = (baseline: readonly number[], candidate: readonly number[]) => ({
  baseline: Float64Array.from(baseline),
  candidate: Float64Array.from(candidate),
});

test("the interval is that of Student's t for two samples with one spread", () => {
  // Runs of the baseline were compared with the others: 5/4 as far apart as they are.
  const baseline = [-0.02, 0.01, 0, 0.02, -0.01].map((one) => (one * 5) / 4);
  const { change, interval, chance } = estimateChange(effects(baseline, [0.05, 0.07, 0.06, 0.04, 0.08]));
  // As R's t.test(var.equal = TRUE) of the same numbers: t = 6, df = 8.
  expect(change).toBeCloseTo(0.06);
  expect(interval?.[0]).toBeCloseTo(0.06 - 2.306004 * 0.01, 6);
  expect(interval?.[1]).toBeCloseTo(0.06 + 2.306004 * 0.01, 6);
  expect(chance).toBeCloseTo(0.000323, 5);
});

test("one run a side tells no spread; older runs of the same code do", () => {
  const alone = estimateChange(effects([0], [0.03]));
  expect(alone).toMatchObject({ change: 0.03, interval: null, chance: 1, floor: null });
  const known = estimateChange(effects([0], [0.03]), { squares: 7 * 0.02 ** 2, freedom: 7, runs: 8 });
  expect(known.interval?.[0]).toBeCloseTo(0.03 - studentQuantile(0.05, 7) * 0.02 * Math.SQRT2);
  expect(known.floor).toBeCloseTo(studentQuantile(0.05, 7) * 0.02 * Math.sqrt(1 + 1 / 8));
});

test("19 of 20 further runs of the same code lie within the noise floor, which takes five runs", () => {
  const random = createRandom(7);
  const draw = (count: number) => Float64Array.from({ length: count }, () => 0.02 * random.normal());
  let within = 0;
  const rounds = 4000;
  for (let round = 0; round < rounds; round++) {
    const runs = draw(6);
    const others = runs.subarray(0, 5);
    const mean = others.reduce((sum, one) => sum + one, 0) / 5;
    const squares = others.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    const { floor } = estimateChange(effects([0], [0]), { squares, freedom: 4, runs: 5 });
    if (Math.abs((runs[5] as number) - mean) <= (floor ?? 0)) within++;
  }
  expect(within / rounds).toBeGreaterThan(0.94);
  expect(within / rounds).toBeLessThan(0.96);
  expect(estimateChange(effects([0, 0], [0, 0.01])).floor).toBeNull();
  expect(estimateChange(effects([0, 0, 0], [0, 0.01, 0])).floor).not.toBeNull();
});

test("a run without any of the calls does not count", () => {
  const found = estimateChange(effects([0.01, -0.01, Number.NaN], [0.1, Number.NaN, 0.1]), NO_SPREAD);
  expect(found.change).toBeCloseTo(0.1);
  expect(found.spread.freedom).toBe(2);
  expect(estimateChange(effects([0, 0], [Number.NaN])).change).toBeNaN();
  // Nor does it make the interval narrower.
  const fewer = estimateChange(effects([0.01, -0.01], [0.1, 0.1]));
  expect(found.interval?.[0]).toBeCloseTo(fewer.interval?.[0] as number);
  expect(found.chance).toBeCloseTo(fewer.chance);
});

test("as many runs as are said to be needed find a change in nine of ten comparisons, and fewer do not", () => {
  const random = createRandom(11);
  const draw = (runs: number, middle: number) =>
    Array.from({ length: runs }, () => middle + 0.02 * random.normal()) as readonly number[];
  const foundBy = (runs: number, change: number) => {
    const rounds = 3000;
    let found = 0;
    for (let round = 0; round < rounds; round++) {
      const before = draw(runs, 0);
      const mean = before.reduce((sum, one) => sum + one, 0) / runs;
      // As effects are measured: against the others.
      const apart = before.map((one) => ((one - mean) * runs) / (runs - 1));
      const { interval } = estimateChange(
        effects(
          apart,
          draw(runs, change).map((one) => one - mean),
        ),
      );
      if (interval && interval[0] > 0) found++;
    }
    return found / rounds;
  };
  expect([runsNeeded(0.05, 0.02), runsNeeded(0.03, 0.02)]).toEqual([5, 11]);
  for (const change of [0.05, 0.03, 0.1]) {
    const runs = runsNeeded(change, 0.02) as number;
    expect(foundBy(runs, change)).toBeGreaterThan(0.89);
    expect(foundBy(runs - 1, change)).toBeLessThan(0.93);
  }
  expect(runsNeeded(0.0001, 0.05)).toBeNull();
});

test("sides are in turn when neither is later, and they change over as often as runs allow", () => {
  const inTurn = (order: string) => {
    const places = (side: string) => [...order].flatMap((one, place) => (one === side ? [place] : []));
    return orderOf({ baseline: places("A"), candidate: places("B") }, false) === "in-turn";
  };
  for (const order of ["ABAB", "ABBA", "ABABABABAB", "BABA", "ABABA"])
    expect([order, inTurn(order)]).toEqual([order, true]);
  for (const order of ["AB", "ABA", "AABB", "AAAAABBBBB", "ABBBAAAB", "BBAAAB"])
    expect([order, inTurn(order)]).toEqual([order, false]);
});
