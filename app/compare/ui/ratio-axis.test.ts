import { expect, test } from "vitest";
import { isBeyond, makeRatioAxis, makeRunAxis, placeRatio } from "./ratio-axis.ts";

test("the axis is the smallest that holds all intervals", () => {
  const limit = (low: number, high: number) => makeRatioAxis([{ low, high }, null]).limit;
  expect([limit(0.9, 1.1), limit(0.8, 1.25), limit(0.79, 1), limit(0.6, 1.9), limit(0.3, 1), limit(1, 4.1)]).toEqual([
    1.25, 1.25, 2, 2, 4, 10,
  ]);
  expect(makeRatioAxis([]).limit).toBe(1.25);
});

test("half and double lie equally far from the middle", () => {
  const axis = makeRatioAxis([{ low: 0.3, high: 1 }]);
  expect(placeRatio(axis, 1, 200)).toBe(100);
  expect(placeRatio(axis, 0.5, 200)).toBe(50);
  expect(placeRatio(axis, 2, 200)).toBe(150);
  expect(placeRatio(axis, 0.25, 200)).toBe(0);
  expect(placeRatio(axis, 100, 200)).toBe(200);
  expect([isBeyond(axis, 4), isBeyond(axis, 4.2), isBeyond(axis, 0.25), isBeyond(axis, 0.01)]).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

test("every tick lies on its axis and says a change in percent", () => {
  for (const high of [1.1, 1.9, 3.9, 9, 50]) {
    const axis = makeRatioAxis([{ low: 1, high }]);
    for (const { ratio } of axis.ticks) expect(isBeyond(axis, ratio)).toBe(false);
  }
  expect(makeRatioAxis([{ low: 1, high: 3 }]).ticks.map(({ text }) => text)).toEqual([
    "−75 %",
    "−50",
    "0",
    "+100",
    "+300",
  ]);
});

test("between runs, the axis begins narrower, and nothing on it takes less than no time", () => {
  const texts = (...ratios: number[]) => makeRunAxis(ratios).ticks.map(({ text }) => text);
  expect(texts()).toEqual(["−5 %", "0", "+5"]);
  expect(texts(1.08, 0.98)).toEqual(["−5 %", "0", "+5"]);
  expect(texts(0.9)).toEqual(["−10 %", "0", "+10"]);
  expect(texts(0.5)).toEqual(["−50 %", "0", "+100"]);
  for (const ratio of [1.05, 1.15, 1.3, 1.6, 2.3, 4.7, 9, 900]) {
    const axis = makeRunAxis([ratio]);
    for (const tick of axis.ticks) expect(isBeyond(axis, tick.ratio)).toBe(false);
  }
});
