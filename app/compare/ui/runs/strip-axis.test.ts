import { expect, test } from "vitest";
import { isBeyondStrip, makeStripAxis, makeUpFor, placeChange } from "./strip-axis.ts";

test("the axis is as wide as what it shows, by twos", () => {
  expect(makeStripAxis([]).limit).toBe(0.085);
  expect(makeStripAxis([0.08, -0.02, null]).limit).toBe(0.085);
  expect(makeStripAxis([0.09]).limit).toBeCloseTo(0.17);
  expect(makeStripAxis([-0.3]).ticks.map(({ text }) => text)).toEqual(["−40 %", "0", "+40 %"]);
  // Nothing takes less than no time: half is as far as twice.
  expect(makeStripAxis([-0.5]).limit).toBeCloseTo(1.36);
  expect(makeStripAxis([-0.5]).ticks.map(({ text }) => text)).toEqual(["−44 %", "0", "+80 %"]);
  // Ten times as long, once: the others stay visible.
  expect(makeStripAxis([900]).limit).toBeCloseTo(5.44);
});

test("no change is in the middle, and what is beyond lies at the end", () => {
  const axis = makeStripAxis([0.05]);
  const places = [-1, makeUpFor(0.085), 0, Math.sqrt(1.085) - 1, 9];
  expect(places.map((change) => placeChange(axis, change, 400))).toEqual([0, 0, 200, 300, 400]);
  expect([isBeyondStrip(axis, 0.085), isBeyondStrip(axis, 0.1)]).toEqual([false, true]);
});
