/** Labels of charts. */
import { describe, expect, test } from "vitest";
import { drawRandom } from "../../../lib/fixtures/seed.ts";
import { placeLabel, spreadLabels } from "./label-places.ts";

describe("labels along an axis", () => {
  const ends = [0, 300] as const;

  test.each([
    ["far apart stay", [20, 100, 250], [20, 100, 250]],
    ["at one place stand above and below it", [100, 100, 100], [86, 100, 114]],
    ["that nearly touch give way to each other", [100, 106, 250], [96, 110, 250]],
    ["at an end stay within", [300, 300], [286, 300]],
    ["that are pushed push the next", [100, 101, 120], [93, 107, 121]],
  ])("%s", (_, wanted, places) => {
    expect(spreadLabels(wanted, 14, ends).map((at) => Number(at.toFixed(2)))).toEqual(places);
  });

  test("never touch, and keep their order", () => {
    const random = drawRandom();
    for (let round = 0; round < 200; round++) {
      const wanted = Array.from({ length: 3 }, () => random.below(301)).sort((a, b) => a - b);
      const places = spreadLabels(wanted, 14, ends);
      for (const [i, at] of places.entries()) {
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(300);
        if (i > 0) expect(at - (places[i - 1] ?? 0)).toBeGreaterThan(14 - 1e-6);
      }
    }
  });
});

describe("the label of a selection", () => {
  const frame = { left: 60, top: 10, right: 460, bottom: 310 };
  const size = { width: 160, height: 17 };
  const place = (box: readonly [number, number, number, number], points: readonly number[] = []) => {
    const [left, top, right, bottom] = box;
    return placeLabel({ left, top, right, bottom }, size, frame, Float64Array.from(points));
  };

  test("stands above the box, below it at the top, within it if there is no room at all", () => {
    expect(place([100, 100, 300, 200])).toEqual([100, 79]);
    expect(place([100, 12, 300, 200])).toEqual([100, 204]);
    expect(place([62, 12, 458, 308])).toEqual([62, 20]);
  });

  test("leaves points alone, wherever they are", () => {
    expect(place([100, 100, 300, 200], [110, 90])).toEqual([140, 79]);
    expect(place([100, 100, 300, 200], [110, 90, 250, 90])).toEqual([100, 204]);
  });

  test("is never outside of the frame, and covers none of a few points", () => {
    const random = drawRandom();
    for (let round = 0; round < 200; round++) {
      const [x, y] = [60 + random.below(390), 10 + random.below(290)];
      const box = [x, y, x + random.below(460 - x), y + random.below(310 - y)] as const;
      const points = Array.from({ length: 4 }, () => [60 + random.below(400), 10 + random.below(300)]).flat();
      const [left, top] = place(box, points);
      expect(left).toBeGreaterThanOrEqual(frame.left);
      expect(left + size.width).toBeLessThanOrEqual(frame.right);
      expect(top).toBeGreaterThanOrEqual(frame.top);
      expect(top + size.height).toBeLessThanOrEqual(frame.bottom);
    }
  });
});
