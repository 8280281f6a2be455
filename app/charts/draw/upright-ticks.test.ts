/** The ticks of parallel coordinates. */
import { expect, test } from "vitest";
import type { PlacedAxis } from "../model.ts";
import { frameOf, makeArea, toPixel } from "./area.ts";
import { textWidth } from "./text-width.ts";
import { placeUprightTicks } from "./upright-ticks.ts";

const NUMBERS = [0, 0.25, 0.5, 0.75, 1].map((height) => [height, `${height} kB`] as const);
const NAMES = Array.from({ length: 9 }, (_, i) => [i / 8, `handleRequest.thumbnail.${i}`] as const);

function place(width: number, height: number, x: readonly [number, number] = [-0.28, 2.4]) {
  const axis = (name: "x" | "y", ends: readonly [number, number]): PlacedAxis => ({
    name,
    view: { scale: { log: false, unit: "plain", categories: null }, title: "", ends },
    domain: () => [0, 1],
    anchor: name === "x" ? "y" : "x",
  });
  const axes = [axis("x", x), axis("y", [-0.03, 1.03])];
  const area = makeArea(axes, { l: 30, r: 16, t: 10, b: 40 }, { width, height }, new Map());
  return {
    area,
    ticks: placeUprightTicks(
      [NUMBERS, NAMES, NUMBERS].map((ticks) => ({ ticks, areNames: ticks === NAMES })),
      area,
    ),
  };
}

test("every tick is written in full where there is room", () => {
  const { ticks } = place(900, 400);
  expect(ticks.map(({ text }) => text).sort()).toEqual(
    [...NUMBERS, ...NUMBERS, ...NAMES].map(([, text]) => text).sort(),
  );
});

test.each([
  [330, 300],
  [330, 130],
  [560, 90],
])("none reaches the next axis, another tick or the chart's edge: %d × %d", (width, height) => {
  const { area, ticks } = place(width, height);
  const frame = frameOf(area);
  const uprights = [0, 1, 2].map((i) => toPixel(area, "x", i));
  const boxes = ticks.map(({ text, x, y, anchor }) => {
    const left = anchor === "start" ? x : x - textWidth(text);
    return { left, right: left + textWidth(text), top: y - 6.5, bottom: y + 6.5 };
  });
  for (const [i, box] of boxes.entries()) {
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(width - 1);
    // The names of the axes are below.
    expect(box.bottom).toBeLessThanOrEqual(frame.bottom);
    expect(uprights.filter((at) => at > box.left - 2 && at < box.right + 2)).toEqual([]);
    const covered = boxes.filter(
      (other, j) =>
        j !== i && other.left < box.right && box.left < other.right && other.top < box.bottom && box.top < other.bottom,
    );
    expect(covered).toEqual([]);
  }
  expect(new Set(ticks.map(({ x }) => x)).size).toBe(3);
});

test("figures are left out where a name is cut, and every second text where not all fit", () => {
  const textsOf = (width: number, height: number) => {
    const { area, ticks } = place(width, height);
    return [1, 2].map((i) => ticks.filter(({ x }) => x === toPixel(area, "x", i) + 4).map(({ text }) => text));
  };
  const [names = [], figures = []] = textsOf(400, 130);
  expect(names.every((text) => text.includes("…"))).toBe(true);
  expect(names.map((text) => text.at(-1))).toEqual(["8", "6", "4", "2", "0"]);
  expect(figures).toEqual(["1 kB", "0.75 kB", "0.5 kB", "0.25 kB", "0 kB"]);
  expect(textsOf(240, 130)[1]).toEqual(["1 kB", "0.5 kB", "0 kB"]);
});

test("an axis out of a zoomed frame has none", () => {
  expect(new Set(place(900, 400, [0.5, 1.5]).ticks.map(({ x }) => x)).size).toBe(1);
});
