import { expect, test } from "vitest";
import {
  continueDrag,
  findGrip,
  firstBox,
  makeArea,
  outlineOf,
  regionOf,
  resizeBox,
  shiftOutline,
  toPixel,
} from "./area.ts";
import { findBounds, makeRegionTest, type Place } from "./region.ts";

const SIZE = { width: 600, height: 400 };
const MARGIN = { l: 60, r: 40, t: 10, b: 40 };
const linear = { log: false, unit: "plain", categories: null } as const;
const log = { log: true, unit: "duration", categories: null } as const;
const area = makeArea(
  [
    { name: "x", view: { scale: linear, title: "", ends: [0, 10] }, domain: () => [0, 1], anchor: "y" },
    { name: "y", view: { scale: log, title: "", ends: [0.001, 1] }, domain: () => [0, 1], anchor: "x" },
  ],
  MARGIN,
  SIZE,
  new Map(),
);
const FRAME = { left: 60, top: 10, right: 560, bottom: 360 };
const same = (value: number) => value;

test("values and pixels are each other's other side, on a log axis too", () => {
  expect([toPixel(area, "x", 0), toPixel(area, "x", 10)]).toEqual([60, 560]);
  expect(toPixel(area, "y", 0.001)).toBeCloseTo(360);
  expect(toPixel(area, "y", 1)).toBeCloseTo(10);
  const region = regionOf(area, "box", [
    [160, 10],
    [260, 126.666_666],
  ]);
  expect(region).toMatchObject({ kind: "box" });
  const { x, y } = findBounds(region);
  expect(x).toEqual([2, 4]);
  expect(y[0]).toBeCloseTo(0.1);
  const [topLeft] = outlineOf(area, region);
  expect(topLeft?.[0]).toBeCloseTo(160);
  expect(topLeft?.[1]).toBeCloseTo(10);
});

test("a box has its edges, a lasso what its line encloses on the screen", () => {
  const inBox = makeRegionTest({ kind: "box", x: [1, 2], y: [3, 4] }, same, same);
  expect([inBox(1, 4), inBox(2.01, 4), inBox(1.5, 3.5)]).toEqual([true, false, true]);
  const lasso = { kind: "lasso", corners: [0, 1, 10, 1, 10, 100] } as const;
  // The long side is straight on the log scale: at x = 5 it is at y = 10, not 50.
  const drawn = makeRegionTest(lasso, same, Math.log);
  expect([drawn(5, 9), drawn(5, 11), drawn(5, 0.9)]).toEqual([true, false, false]);
});

test("the test of a lasso agrees with the winding of its corners", () => {
  const star = [0, 3, 1, 1, 3, 1, 1.5, -0.5, 2, -3, 0, -1.5, -2, -3, -1.5, -0.5, -3, 1, -1, 1];
  const inside = makeRegionTest({ kind: "lasso", corners: star }, same, same);
  for (let i = 0; i < 500; i++) {
    const [x, y] = [((i * 37) % 80) / 10 - 4.003, ((i * 61) % 80) / 10 - 4.007];
    let turns = 0;
    for (let c = 0; c < star.length; c += 2) {
      const [ax = 0, ay = 0] = star.slice(c, c + 2);
      const [bx = 0, by = 0] = [star[(c + 2) % star.length], star[(c + 3) % star.length]];
      let turn = Math.atan2(by - y, bx - x) - Math.atan2(ay - y, ax - x);
      if (turn > Math.PI) turn -= 2 * Math.PI;
      if (turn < -Math.PI) turn += 2 * Math.PI;
      turns += turn;
    }
    expect(inside(x, y), `${x}, ${y}`).toBe(Math.abs(turns) > 1);
  }
});

const BOX: Place[] = [
  [100, 100],
  [200, 100],
  [200, 160],
  [100, 160],
];

test("a pointer takes a corner, a side, the inside, or begins anew", () => {
  const grip = (x: number, y: number) => findGrip(BOX, "box", [x, y]);
  expect([grip(101, 99), grip(203, 162), grip(150, 158), grip(150, 130), grip(300, 130)]).toEqual([
    "nw",
    "se",
    "s",
    "move",
    "new",
  ]);
  expect(findGrip(BOX, "lasso", [100, 100])).toBe("move");
  expect(findGrip(null, "box", [150, 130])).toBe("new");
});

test("a selection stays in the frame, and turns over when a side passes the other", () => {
  expect(shiftOutline(BOX, [-500, 7], FRAME)[0]).toEqual([60, 107]);
  expect(resizeBox(BOX, "e", [-150, 0], FRAME)).toEqual([
    [60, 100],
    [100, 100],
    [100, 160],
    [60, 160],
  ]);
  const drag = { grip: "new", kind: "box", from: [100, 100], before: [], axes: undefined, frame: FRAME } as const;
  expect(continueDrag(drag, [], [900, 50])).toEqual([
    [100, 50],
    [560, 50],
    [560, 100],
    [100, 100],
  ]);
  const lasso = { ...drag, kind: "lasso" } as const;
  const first = continueDrag(lasso, [], [104, 100]);
  expect(continueDrag(lasso, first, [105, 101])).toBe(first);
  expect(continueDrag(lasso, first, [120, 101])).toHaveLength(3);
  expect(firstBox(FRAME)[2]).toEqual([560, 97.5]);
});
