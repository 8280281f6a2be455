import { expect, test } from "vitest";
import { describeFarOff, findMainRange } from "./main-range.ts";

const TODAY = 1_795_000_000;
const FUTURE = 2_524_608_000;
const run = (count: number, each = 0.01) => Array.from({ length: count }, (_, index) => TODAY + index * each);
const rangeOf = (starts: readonly number[]) => {
  const { low, high, earlier, later } = findMainRange(Float64Array.from(starts)) ?? {};
  return [low, high, earlier?.count, later?.count];
};

test.each([
  ["1970", [0]],
  ["2050", [FUTURE]],
  ["milliseconds taken for seconds", [TODAY * 1000]],
  ["two days off", [TODAY - 172_800]],
  ["a week off", [TODAY + 604_800]],
  ["the ends of what a number can say", [-1e300, 1e300]],
])("a start at %s among thousands of today is off the axis, and counted", (_, far) => {
  const all = run(3000);
  const earlier = far.filter((start) => start < TODAY).length;
  expect(rangeOf([...far, ...all])).toEqual([TODAY, all.at(-1), earlier, far.length - earlier]);
  expect(rangeOf([...all.slice(0, 1500), ...far, ...all.slice(1500)])).toEqual(rangeOf([...far, ...all]));
});

test("the nearest of those that are off say where to look for them", () => {
  const range = findMainRange(Float64Array.from([0, 5, ...run(3000), FUTURE, FUTURE + 9]));
  expect(range).toMatchObject({ earlier: { count: 2, nearest: 5 }, later: { count: 2, nearest: FUTURE } });
});

test.each([
  ["a burst, then one every two minutes for two days", [...run(50_000, 1e-5), ...run(1440, 120)]],
  ["a burst and one in the next morning", [...run(1000, 1e-5), TODAY + 50_000]],
  ["two days, far apart", [TODAY, TODAY + 172_800]],
  ["seven of which one is of 1970", [0, ...run(6)]],
  ["two runs a week apart", [...run(1000), ...run(1000).map((start) => start + 604_800)]],
])("plausible starts stay on the axis: %s", (_, starts) => {
  expect(rangeOf(starts)).toEqual([Math.min(...starts), Math.max(...starts), 0, 0]);
});

test("one outlier among a few is found, and NaN counts nowhere", () => {
  expect(rangeOf([0, ...run(12)])).toEqual([TODAY, TODAY + 0.11, 1, 0]);
  expect(rangeOf([Number.NaN, ...run(12), Number.POSITIVE_INFINITY])).toEqual([TODAY, TODAY + 0.11, 0, 0]);
  expect(findMainRange(new Float64Array([Number.NaN]))).toBeNull();
});

test("outliers in words", () => {
  expect(describeFarOff(1, 2, String)).toBe("3 far off: 1 earlier, 2 later");
  expect(describeFarOff(0, 1, String)).toBe("1 far off: 1 later");
  expect(describeFarOff(0, 0, String)).toBe("");
});
