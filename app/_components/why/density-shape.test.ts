import { expect, test } from "vitest";
import { outlineDensity, smooth } from "./density-shape.ts";

test("smoothing keeps what is counted, away from the ends", () => {
  const counts = [0, 0, 0, 5, 1, 0, 7, 0, 0, 0];
  const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);
  expect(sum(smooth(counts))).toBeCloseTo(sum(counts), 9);
});

test("an outline stands on the ground and reaches its peak", () => {
  const path = outlineDensity([0, 0, 4, 0, 0], 100, 40);
  expect(path.startsWith("M0 40L10 ")).toBe(true);
  expect(path).toContain("L50 0L");
  expect(path.endsWith("L100 40")).toBe(true);
});

test("the height of an outline does not depend on how many there are", () => {
  const few = [0, 1, 3, 1, 0, 0, 0];
  const many = few.map((count) => count * 1000);
  expect(outlineDensity(many, 100, 40)).toBe(outlineDensity(few, 100, 40));
});

test("nothing has no outline", () => expect(outlineDensity([0, 0, 0], 100, 40)).toBe(""));
