import { expect, test } from "vitest";
import { outlineDensity } from "./pictures.tsx";

test("an outline stands on the ground and reaches its peak", () => {
  const path = outlineDensity([0, 0.5, 1, 0.25, 0], 100, 40);
  expect(path).toBe("M0 40L10 40L30 20L50 0L70 30L90 40L100 40");
});

test("nothing has no outline", () => expect(outlineDensity([0, 0, 0], 100, 40)).toBe(""));
