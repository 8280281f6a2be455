import { expect, test } from "vitest";
import { findDiscoveries } from "../../stats/verdict.ts";
import type { Change, RunOrder } from "./between-runs.ts";
import { judge } from "./run-verdict.ts";

const SPREAD = { squares: 0, freedom: 8, runs: 10 };

/** In per cent. */
function change(percent: number, interval: readonly [number, number] | null, floor: number | null = null): Change {
  const log = (value: number) => Math.log1p(value / 100);
  return {
    change: log(percent),
    interval: interval && [log(interval[0]), log(interval[1])],
    chance: 0.01,
    floor: floor === null ? null : log(floor),
    spread: SPREAD,
  };
}

const SAME = change(0, [-1, 1], 2);

function verdict(total: Change, { order = "in-turn" as RunOrder, found = true, call = SAME, callFound = false } = {}) {
  const judged = judge(total, call, { total: found, call: callFound }, order);
  return `${judged.verdict} by ${judged.measure}`;
}

test("in turn, an interval without 0 tells, within the noise of single runs, too", () => {
  expect(verdict(change(-4, [-5, -3], 2))).toBe("faster by total");
  expect(verdict(change(3, [2, 4], 6))).toBe("slower by total");
  expect(verdict(change(3, [2, 4], null))).toBe("slower by total");
});

test("one after the other, the interval has to lie outside of where single runs of the same code lie", () => {
  const less = change(-4, [-5, -3], 2);
  expect(verdict(less, { order: "apart", call: less, callFound: true })).toBe("faster by total");
  // A few calls that took longer, or another change of the typical call, may be the machine.
  expect(verdict(less, { order: "apart" })).toBe("undecided by total");
  expect(verdict(less, { order: "apart", call: change(4, [3, 5], 2), callFound: true })).toBe("undecided by total");
  expect(verdict(SAME, { order: "apart", found: false, call: less, callFound: true })).toBe("within-noise by total");
  expect(verdict(change(-4, [-5, -3], 3.5), { order: "apart" })).toBe("undecided by total");
  expect(verdict(change(3, [2, 4], 6), { order: "apart" })).toBe("within-noise by total");
  expect(verdict(change(3, [2, 4], null), { order: "apart" })).toBe("undecided by total");
});

test("where the machine had more to do for one side, nobody knows what is the code's", () => {
  expect(verdict(change(40, [39, 41], 2), { order: "unequal" })).toBe("undecided by total");
  expect(verdict(change(0.3, [-0.3, 0.9], 2), { order: "unequal" })).toBe("within-noise by total");
});

test("what chance may have brought about among many, and less than one per cent, is not told", () => {
  expect(verdict(change(-4, [-5, -3], 2), { found: false })).toBe("undecided by total");
  expect(verdict(change(0.9, [0.8, 1], 2))).toBe("within-noise by total");
  expect(verdict(change(0.9, [0.8, 1], null))).toBe("undecided by total");
});

test("without a change, the noise floor says whether that is known", () => {
  expect(verdict(change(0.3, [-0.3, 0.9], 2))).toBe("within-noise by total");
  expect(verdict(change(0.3, [-3, 3.6], 2))).toBe("undecided by total");
  expect(verdict(change(0.3, [-3, 3.6], null))).toBe("no-difference by total");
  expect(verdict(change(0.3, null))).toBe("undecided by total");
});

test("the typical call counts where the total does not tell, and the total where both do", () => {
  const slower = change(5, [4, 6], 2);
  expect(verdict(change(1, [-9, 11], 12), { call: slower, callFound: true })).toBe("slower by call");
  expect(verdict(change(-4, [-5, -3], 2), { call: slower, callFound: true })).toBe("faster by total");
});

test("discoveries are those of Benjamini and Hochberg", () => {
  // The example of their paper (1995), table 1: four of fifteen at 0.05.
  const chances = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  expect(findDiscoveries(chances).filter(Boolean)).toHaveLength(4);
  expect(findDiscoveries(chances.toReversed()).slice(-4)).toEqual([true, true, true, true]);
  expect(findDiscoveries([0.04, 0.05])).toEqual([true, true]);
  expect(findDiscoveries([0.06, 1])).toEqual([false, false]);
  expect(findDiscoveries([])).toEqual([]);
});
