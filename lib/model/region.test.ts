import { describe, expect, test } from "vitest";
import { formatRegion, makeRegionTest, parseRegion, type Region, readRegion, settleRegion } from "./region.ts";

const LINEAR = { logX: false, logY: false };

describe("a region survives the round trip through an address", () => {
  const regions: Region[] = [
    { kind: "box", x: [1e4, 2.19e6], y: [0.0602, 1.5] },
    { kind: "box", x: [-3, 0], y: [-1e-9, 1e12] },
    { kind: "box", x: [0, 1], y: [0, 2], of: ["size;of,it@file", "100 % ↑"] },
    { kind: "lasso", corners: [0, 0, 10, 0, 5, 8.25] },
    { kind: "spans", ids: [1, 5, 1525, 812_044] },
  ];
  test.each(regions)("$kind", (region) => {
    expect(parseRegion(formatRegion(region) ?? null)).toEqual(region);
  });
});

test("a region from the network is validated", () => {
  const box: Region = { kind: "box", x: [0, 1], y: [0, 2], of: ["bytes", "level"] };
  expect(readRegion(JSON.parse(JSON.stringify(box)))).toEqual(box);
  expect(readRegion({ ...box, of: undefined })).toEqual({ kind: "box", x: [0, 1], y: [0, 2] });
  expect([readRegion({ ...box, of: ["bytes"] }), readRegion({ ...box, of: 7 }), readRegion({ kind: "box" })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([null, "", "1..2", "a..b,1..2", "lasso:1,2,3", "lasso:1,2,3,x,5,6", "spans:", "1..,2..3"])(
  "%j is no region",
  (text) => expect(parseRegion(text)).toBeUndefined(),
);

test("a hand-drawn line is thinned out until it fits into an address", () => {
  const corners = Array.from({ length: 2000 }, (_, i) => Math.sin(i) * 1e5);
  const text = formatRegion({ kind: "lasso", corners }) ?? "";
  expect(text.length).toBeLessThan(1200);
  expect(settleRegion({ kind: "lasso", corners })).toEqual(parseRegion(text));
  const many = Array.from({ length: 501 }, (_, i) => i + 1);
  expect(formatRegion({ kind: "spans", ids: many })).toBeUndefined();
  expect(settleRegion({ kind: "spans", ids: many })).toEqual({ kind: "spans", ids: many });
});

test("a box includes its edges, wherever the drag started", () => {
  const isIn = makeRegionTest(parseRegion("20..10,1..2") as Region, LINEAR);
  expect([isIn(1, 10, 1), isIn(1, 20, 2), isIn(1, 9.99, 1), isIn(1, 15, 2.01), isIn(1, Number.NaN, 1)]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test("a lasso on log axes contains what it does on screen", () => {
  // A triangle through 1, 10 000 and 1, whose middle on a log axis is 100.
  const region: Region = { kind: "lasso", corners: [1, 1, 10_000, 1, 1, 10_000] };
  const onLog = makeRegionTest(region, { logX: true, logY: true });
  const onLinear = makeRegionTest(region, LINEAR);
  expect([onLog(1, 50, 50), onLinear(1, 50, 50)]).toEqual([true, true]);
  expect([onLog(1, 1000, 1000), onLinear(1, 1000, 1000)]).toEqual([false, true]);
  expect(onLog(1, 0, 0)).toBe(false);
});

test("single spans are known by their ids", () => {
  const isIn = makeRegionTest({ kind: "spans", ids: [3, 9] }, LINEAR);
  expect([isIn(3, 0, 0), isIn(4, 0, 0)]).toEqual([true, false]);
});
