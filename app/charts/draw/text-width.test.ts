import { expect, test } from "vitest";
import { drawRandom } from "../../../lib/fixtures/seed.ts";
import { fitLabels, textWidth } from "./text-width.ts";

test("texts are about as wide as they are drawn, wide and invisible signs included", () => {
  // Measured in a browser.
  expect(textWidth("100 ms")).toBeGreaterThan(36.9);
  expect(textWidth("1,234,567")).toBeGreaterThan(50.4);
  expect(textWidth("+0.121 s")).toBeLessThan(49);
  expect(textWidth("データ")).toBeGreaterThan(33);
  expect(textWidth("e\u0301\u0323\u200b")).toBe(textWidth("e"));
  expect(textWidth("100 ms", 22)).toBeCloseTo(2 * textWidth("100 ms"));
});

test("the texts at both ends are kept, and moved inside by less than half", () => {
  const lengths = [30, 30, 30, 30, 30];
  const row = { lengths, low: 0, high: 100, gap: 5 };
  expect(fitLabels([0, 25, 50, 75, 100], row)).toEqual([
    { index: 0, middle: 15 },
    { index: 2, middle: 50 },
    { index: 4, middle: 85 },
  ]);
  expect(fitLabels([-40, 50], row)).toEqual([{ index: 1, middle: 50 }]);
  expect(fitLabels([], row)).toEqual([]);
});

test("no two texts touch, wherever their ticks are, and none is left out that has room", () => {
  const random = drawRandom();
  for (let round = 0; round < 500; round++) {
    const places = Array.from({ length: 1 + random.below(20) }, () => random.below(300)).sort((a, b) => a - b);
    const lengths = places.map(() => 10 + random.below(60));
    const labels = fitLabels(places, { lengths, low: 0, high: 300, gap: 6 });
    const boxes = labels.map(({ index, middle }) => {
      const half = (lengths[index] as number) / 2;
      expect(Math.abs(middle - (places[index] as number))).toBeLessThanOrEqual(half);
      return [middle - half, middle + half] as const;
    });
    for (const [i, [left]] of boxes.entries())
      expect(left).toBeGreaterThanOrEqual(i > 0 ? (boxes[i - 1]?.[1] ?? 0) + 6 : 0);
    for (const [index, place] of places.entries()) {
      const half = (lengths[index] as number) / 2;
      const middle = Math.max(half, Math.min(300 - half, place));
      const [from, to] = [middle - half - 6, middle + half + 6];
      expect(boxes.some(([left, right]) => left < to && right > from)).toBe(true);
    }
  }
});
