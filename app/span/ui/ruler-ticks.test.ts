import { expect, test } from "vitest";
import { clampZoom, FIT, formatZoom, parseZoom, rulerTicks, shiftZoom } from "./ruler-ticks.ts";

const texts = (low: number, high: number, width: number) => rulerTicks(low, high, width).ticks.map(({ text }) => text);

test("steps are round, in one unit, and have room", () => {
  expect(texts(0, 0.48, 540)).toEqual([
    "0",
    "50 ms",
    "100 ms",
    "150 ms",
    "200 ms",
    "250 ms",
    "300 ms",
    "350 ms",
    "400 ms",
    "450 ms",
  ]);
  expect(texts(0, 0.00371, 500)).toEqual(["0", "0.5 ms", "1.0 ms", "1.5 ms", "2.0 ms", "2.5 ms", "3.0 ms", "3.5 ms"]);
  expect(texts(1.2, 1.3, 300)).toEqual(["1.20 s", "1.22 s", "1.24 s", "1.26 s", "1.28 s", "1.30 s"]);
  expect(texts(0, 3e-9, 120)).toEqual(["0", "2 ns"]);
  expect(texts(0, 7200, 200)).toEqual(["0", "5000 s"]);
});

test("a tree that takes no time has one tick", () => {
  expect(texts(0, 0, 500)).toEqual(["0"]);
  expect(rulerTicks(0, 1, 0).step).toBe(0);
});

test("a zoom stays within the tree and never closes", () => {
  expect(clampZoom(0.4, 0.2)).toEqual({ from: 0.2, to: 0.4 });
  expect(clampZoom(-1, 2)).toEqual(FIT);
  expect(clampZoom(1, 1)).toEqual({ from: 0.999, to: 1 });
  const { from, to } = shiftZoom({ from: 0.5, to: 0.75 }, 0.9);
  expect([from, to]).toEqual([0.75, 1]);
});

test("the address gives back what was written into it; what makes no sense is all", () => {
  expect(parseZoom(formatZoom({ from: 0.12, to: 0.5 }))).toEqual({ from: 0.12, to: 0.5 });
  expect(formatZoom(FIT)).toBe("");
  for (const text of [null, "", "a-b", "0.5", "0.6-0.2", "-1-0.4", "0-9"])
    expect(parseZoom(text), String(text)).toEqual(FIT);
});
