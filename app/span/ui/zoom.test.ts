import { expect, test } from "vitest";
import { clampZoom, FIT, formatZoom, parseZoom, shiftZoom } from "./zoom.ts";

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
