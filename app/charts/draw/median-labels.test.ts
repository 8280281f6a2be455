/** The medians written beside boxes and violins. */
import { describe, expect, test } from "vitest";
import { drawRandom } from "../../../lib/fixtures/seed.ts";
import { describeColumns, type Row } from "../../ui/table/result-columns.ts";
import { chooseAxes } from "../axis-choice.ts";
import { makeFigure } from "../figure.ts";
import { COLORS } from "../test-colors.ts";
import { type Box, frameOf, makeArea, toPixel } from "./area.ts";
import { placeMedians } from "./median-labels.ts";

/** Boxes or violins of durations, one for each list, as they are drawn in a chart of this size. */
function draw(plot: "box" | "violin", groups: readonly (readonly number[])[], width: number, height = 300) {
  const rows = groups.flatMap((durations, i) => durations.map((duration): Row => [`g${i}`, duration]));
  const columns = describeColumns(
    ["name", "duration"].map((name) => ({ name, type: null })),
    rows,
  );
  const axes = chooseAxes(columns, rows, { plot, x: "name", y: "duration" });
  const figure = makeFigure({ axes, rows, origin: 0, colors: COLORS, hidden: new Set() });
  const area = makeArea(figure.axes, figure.margin, { width, height }, new Map());
  const placed = placeMedians(figure.medians ?? [], area);
  const marks = (figure.medians ?? []).flatMap((median) =>
    median.marks.map(({ x, y }) => ({
      left: toPixel(area, "x", x[0]),
      right: toPixel(area, "x", x[1]),
      top: toPixel(area, "y", y[1]),
      bottom: toPixel(area, "y", y[0]),
    })),
  );
  return { figure, area, placed, marks, texts: placed.map(({ text }) => text) };
}

const touch = (a: Box, b: Box) =>
  a.left < b.right + 3 && b.left < a.right + 3 && a.top < b.bottom + 1 && b.top < a.bottom + 1;

const spread = (middle: number) => Array.from({ length: 21 }, (_, i) => middle * 4 ** ((i - 10) / 10));

describe.each(["box", "violin"] as const)("%s", (plot) => {
  test("every median is written at the right of its mark where there is room", () => {
    const { placed, texts, area, figure } = draw(plot, [spread(1e-3), spread(2e-3), spread(0.5)], 900);
    expect(texts).toEqual(["1.00 ms", "2.00 ms", "500 ms"]);
    for (const [i, { at }] of (figure.medians ?? []).entries()) {
      const box = placed[i]?.box as Box;
      expect(box.left - toPixel(area, "x", at[0])).toBeGreaterThan(0);
      expect((box.top + box.bottom) / 2).toBeCloseTo(toPixel(area, "y", at[1]));
    }
  });

  test("those without room are left out, and are in the table", () => {
    const groups = Array.from({ length: 14 }, () => spread(1.23e-3));
    const { texts, figure } = draw(plot, groups, 330);
    expect(texts.length).toBeLessThan(2);
    expect(figure.table().rows.filter((row) => row.includes("1.23 ms"))).toHaveLength(14);
    expect(draw(plot, groups, 2400).texts).toHaveLength(14);
  });

  test("no text touches another, a mark or the frame, whatever is drawn", () => {
    const random = drawRandom();
    for (let round = 0; round < 60; round++) {
      const groups = Array.from({ length: 1 + random.below(16) }, () => {
        const middle = 10 ** (-6 + random.below(700) / 100);
        return Array.from({ length: 1 + random.below(30) }, () => middle * 10 ** (random.below(100) / 100));
      });
      const { placed, marks, area } = draw(plot, groups, 300 + random.below(1200), 120 + random.below(300));
      const frame = frameOf(area);
      for (const [i, { box }] of placed.entries()) {
        expect(placed.filter((other, j) => j !== i && touch(box, other.box))).toEqual([]);
        expect(marks.filter((mark) => touch(box, mark))).toEqual([]);
        expect(box.left).toBeGreaterThan(frame.left);
        // There is an empty margin of 16 pixels.
        expect(box.right).toBeLessThanOrEqual(frame.right + 12);
        expect(box.top).toBeGreaterThanOrEqual(frame.top);
        expect(box.bottom).toBeLessThanOrEqual(frame.bottom);
      }
    }
  });
});

test("a text is never over a neighbour, not even where nothing of it is drawn", () => {
  const { figure, area, placed } = draw("box", [spread(1), spread(1e-3), spread(1), spread(1e-3)], 260);
  for (const { box } of placed)
    for (const { at } of figure.medians ?? []) {
      const middle = toPixel(area, "x", at[0]);
      expect(middle > box.left && middle < box.right).toBe(false);
    }
});

test("a median out of a zoomed frame is not written", () => {
  const { figure } = draw("box", [spread(1e-3), spread(1)], 900);
  const seconds = new Map([["y", [-1, 1]]] as const);
  const area = makeArea(figure.axes, figure.margin, { width: 900, height: 300 }, seconds);
  expect(placeMedians(figure.medians ?? [], area).map(({ text }) => text)).toEqual(["1.00 s"]);
});
