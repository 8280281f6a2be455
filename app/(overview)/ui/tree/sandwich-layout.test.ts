import { expect, test } from "vitest";
import { layoutSandwich } from "./sandwich-layout.ts";

const parts = (...seconds: number[]) => seconds.map((one) => ({ seconds: one }));

test("heights are times, and flows fill the block in the middle without gaps", () => {
  const { callers, callees, y, height } = layoutSandwich(parts(6, 4), parts(7, 3), 200);
  expect(callers.map((block) => block.height)).toEqual([120, 80]);
  expect(callees.map((block) => block.height)).toEqual([140, 60]);
  expect(callees.map((block) => block.at - y)).toEqual([0, 140]);
  expect(height).toBe(200);
});

test("the shortest can be seen, and two lines of text have room beside each", () => {
  const { callees, whole } = layoutSandwich(parts(1), parts(1, 1e-9, 1e-9, 1e-9), 40);
  const middles = callees.map((block) => block.y + block.height / 2);
  for (const [index, middle] of middles.slice(1).entries())
    expect(middle - (middles[index] ?? 0)).toBeGreaterThanOrEqual(38);
  expect(Math.min(...callees.map((block) => block.height))).toBe(18);
  expect(whole).toBeGreaterThanOrEqual((middles.at(-1) ?? 0) + 19);
});

test("nothing but zeroes is drawn", () => {
  const { callers, callees, height } = layoutSandwich(parts(0), [], 100);
  expect([callers.length, callees.length, height > 0]).toEqual([1, 0, true]);
});
