import { expect, test } from "vitest";
import { makeDatabase } from "../../../lib/fixtures/fixture-database.ts";
import { readTree } from "../../../lib/queries/tree.ts";
import { MAP_WIDTH, minimapPaths } from "./minimap.tsx";
import { barsPath, spreadMarks } from "./rank-histogram.tsx";
import { findEnds, stepFor } from "./rows.ts";
import { indentOf, isFlat } from "./waterfall-row.tsx";

const bars = (path: string) => path.split("M").length - 1;

test("the minimap holds the longest of what falls on one place, and few bars of many spans", () => {
  const calls = Array.from({ length: 15_000 }, (_, index) => ({
    id: index + 1,
    name: "call",
    start: index,
    duration: 0.9,
    parent: 15_001,
  }));
  const tree = readTree(makeDatabase([...calls, { id: 15_001, name: "root", start: 0, duration: 15_000 }]), { id: 1 });
  if (!tree) throw new Error("no tree");
  const paths = minimapPaths(tree, findEnds(tree.rows), new Map());
  expect(paths.map(({ faint }) => faint)).toEqual([true, false]);
  expect(paths[0]?.d).toBe(`M0 0h${MAP_WIDTH}v8h-${MAP_WIDTH}z`);
  expect(bars(paths[1]?.d ?? "")).toBeGreaterThan(300);
  expect(bars(paths[1]?.d ?? "")).toBeLessThanOrEqual(MAP_WIDTH);
});

test("a tree that takes no time still has a picture", () => {
  const tree = readTree(makeDatabase([{ id: 1, start: 5, duration: 0 }]), { id: 1 });
  if (!tree) throw new Error("no tree");
  expect(minimapPaths(tree, findEnds(tree.rows), new Map())[0]?.d).not.toContain("NaN");
});

test("the minimap of a chain of timers goes on to its end", () => {
  const ticks = Array.from({ length: 300 }, (_, index) => ({
    id: index + 1,
    start: 60 * index,
    duration: 1,
    ...(index > 0 && { parent: index }),
  }));
  const tree = readTree(makeDatabase(ticks), { id: 1 });
  if (!tree) throw new Error("no tree");
  const lefts = minimapPaths(tree, findEnds(tree.rows), new Map()).flatMap(({ d }) =>
    [...d.matchAll(/M([\d.]+)/g)].map((found) => Number(found[1])),
  );
  expect(lefts).toHaveLength(300);
  expect(Math.max(...lefts)).toBeGreaterThan(MAP_WIDTH - 10);
});

test.each([2, 3, 6, 12, 50, 10_000, 150_001])("names of a tree of %i levels keep their room", (levels) => {
  for (const level of [0, 1, 2, 5, 11, levels - 1].filter((one) => one < levels)) {
    expect(indentOf(level, levels)).toBeLessThanOrEqual(48);
    // A row's depth must be visible: it is indented further than its parent, or its level is written out.
    if (level > 0) expect(isFlat(level, levels) || indentOf(level, levels) > indentOf(level - 1, levels)).toBe(true);
  }
  expect(isFlat(Math.min(levels - 1, 8), levels)).toBe(false);
});

test("a histogram has a bar for each bin that holds spans", () => {
  expect(bars(barsPath([0, 1, 0, 900, 4]))).toBe(3);
  expect(barsPath([])).toBe("");
});

test("texts that belong close together are moved apart, within the picture", () => {
  expect(spreadMarks([50, 60, 61], 24, 12, 304)).toEqual([50, 74, 98]);
  expect(spreadMarks([300, 301, 302], 24, 12, 304)).toEqual([256, 280, 304]);
  expect(spreadMarks([0], 24, 12, 304)).toEqual([12]);
});

test("keys open, close and walk a tree", () => {
  const parent = { at: 3, count: 10, parent: true, open: true, up: 1 };
  expect(stepFor("ArrowRight", parent)).toEqual({ type: "go", at: 4 });
  expect(stepFor("ArrowRight", { ...parent, open: false })).toEqual({ type: "toggle", open: true });
  expect(stepFor("ArrowRight", { ...parent, parent: false })).toBeUndefined();
  expect(stepFor("ArrowLeft", parent)).toEqual({ type: "toggle", open: false });
  expect(stepFor("ArrowLeft", { ...parent, open: false })).toEqual({ type: "go", at: 1 });
  expect(stepFor("ArrowLeft", { ...parent, parent: false, up: -1 })).toEqual({ type: "go", at: 3 });
  expect(stepFor("End", parent)).toEqual({ type: "go", at: 9 });
  expect(stepFor("ArrowUp", { ...parent, at: 0 })).toEqual({ type: "go", at: 0 });
  expect(stepFor("Enter", parent)).toEqual({ type: "choose" });
  expect(stepFor("x", parent)).toBeUndefined();
});
