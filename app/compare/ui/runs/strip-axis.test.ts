import { expect, test } from "vitest";
import { isBeyondStrip, makeStripAxis, placeChange } from "./strip-axis.ts";

test("the axis is as wide as what it shows, by twos", () => {
  expect(makeStripAxis([]).limit).toBe(0.085);
  expect(makeStripAxis([0.08, -0.02, null]).limit).toBe(0.085);
  expect(makeStripAxis([0.09]).limit).toBeCloseTo(0.17);
  expect(makeStripAxis([-0.5]).limit).toBeCloseTo(0.68);
  expect(makeStripAxis([-0.5]).ticks.map(({ text }) => text)).toEqual(["−40 %", "0", "+40 %"]);
  // Ten times as long, once: the others stay visible.
  expect(makeStripAxis([900]).limit).toBeCloseTo(5.44);
});

test("no change is in the middle, and what is beyond lies at the end", () => {
  const axis = makeStripAxis([0.05]);
  expect([-1, -0.085, 0, 0.0425, 9].map((change) => placeChange(axis, change, 400))).toEqual([0, 0, 200, 300, 400]);
  expect([isBeyondStrip(axis, 0.085), isBeyondStrip(axis, 0.1)]).toEqual([false, true]);
});
