import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../../../lib/fixtures/seed.ts";
import { EVERYTHING, type IcicleRow, layoutBars, leaveView, type RowBar } from "./layout-bars.ts";

const NONE = { paths: 0, room: 0 };

/** A row; its room is its total. */
const row = (parent: number, total: number, self = total, more: Partial<IcicleRow> = {}): IcicleRow => ({
  ...{ parent, level: parent + 1, total, self, room: total, hidden: 0, cut: NONE },
  ...more,
});

const layout = (rows: readonly IcicleRow[], view = EVERYTHING, width = 100, cut = NONE) =>
  layoutBars({ rows, cut }, view, width);

test("widths are times: children fill their caller from the left, its own time is at the right", () => {
  const { bars, levels, extent } = layout([row(-1, 80, 20), row(0, 40), row(0, 20), row(-1, 20)]);
  expect({ levels, extent }).toEqual({ levels: 2, extent: 100 });
  expect(bars.map(({ level, x, width }) => [level, x, width])).toEqual([
    [0, 0, 80],
    [0, 80, 20],
    [1, 0, 40],
    [1, 40, 20],
  ]);
  expect(bars[0]).toMatchObject({ inside: 60, self: 20 });
  expect(bars[2]).toMatchObject({ inside: 0, self: 40 });
});

test("where children ran at once, their caller is as wide as they are, and its ink is its time", () => {
  const { bars } = layout([row(-1, 10, 2, { room: 42 }), row(0, 20), row(0, 20)], EVERYTHING, 420);
  expect(bars[0]).toMatchObject({ width: 420, inside: 80, self: 20 });
  expect(bars[1]).toMatchObject({ x: 0, width: 200 });
});

test("two or more narrow siblings are one bar, a single one keeps its width", () => {
  const two = layout([row(-1, 90), row(-1, 6), row(-1, 4)]).bars;
  expect(two.map(({ kind, width }) => [kind, width])).toEqual([
    ["row", 90],
    ["fold", 10],
  ]);
  expect(two[1]).toMatchObject({ count: 2, row: -1, from: 1 });
  const one = layout([row(-1, 99.9), row(-1, 0.1)]).bars;
  expect(one.map(({ kind, width }) => [kind, width])).toEqual([
    ["row", 99.9],
    ["row", 1],
  ]);
});

test("what the answer left out is in the fold, and cannot be gone into alone", () => {
  const cut = { paths: 7, room: 10 };
  expect(layout([row(-1, 90)], EVERYTHING, 100, cut).bars[1]).toMatchObject({ count: 7, width: 10, from: null });
  expect(layout([row(-1, 86), row(-1, 4)], EVERYTHING, 100, cut).bars[1]).toMatchObject({
    count: 8,
    width: 14,
    from: 1,
  });
});

test("below a narrow bar nothing is drawn, and it is said how much", () => {
  const { bars } = layout([row(-1, 90), row(-1, 10, 0, { hidden: 3 }), row(1, 6, 2, { hidden: 3 }), row(2, 4)]);
  expect(bars).toHaveLength(2);
  expect(bars[1]).toMatchObject({ row: 1, below: 5 });
  expect(bars[0]).toMatchObject({ row: 0, below: 0 });
});

test("a row or a fold can be gone into, and come out of", () => {
  const rows = [row(-1, 100, 0), row(0, 90), row(0, 6), row(0, 4)];
  const data = { rows, cut: NONE };
  const inRow = layout(rows, { row: 1, from: null });
  expect(inRow).toMatchObject({ extent: 90, bars: [{ row: 1, x: 0, width: 100, level: 0 }] });
  const inFold = layout(rows, { row: 0, from: 1 });
  expect(inFold.extent).toBe(10);
  expect(inFold.bars.map((bar) => [bar.row, bar.width])).toEqual([
    [2, 60],
    [3, 40],
  ]);
  expect(leaveView(data, { row: 0, from: 1 })).toEqual({ row: 0, from: null });
  expect(leaveView(data, { row: 1, from: null })).toEqual({ row: 0, from: null });
  expect(leaveView(data, { row: 0, from: null })).toEqual(EVERYTHING);
});

test("nothing to draw has no levels", () => {
  expect(layout([])).toMatchObject({ bars: [], levels: 0, extent: 0 });
  expect(layout([row(-1, 0)])).toMatchObject({ bars: [], levels: 0 });
});

/** Rows of random trees in which no child needs more room than its caller. */
function grow({ below, chance }: ReturnType<typeof drawRandom>): IcicleRow[] {
  const rows: IcicleRow[] = [];
  const add = (parent: number, level: number, room: number) => {
    const index = rows.length;
    const sizes: number[] = [];
    for (let left = room; level < 6 && chance(0.75); ) {
      const size = left * (below(100) / 100);
      sizes.push(size);
      left -= size;
    }
    const inside = sizes.reduce((sum, size) => sum + size, 0);
    rows.push({ parent, level, total: room, self: room - inside, room, hidden: 0, cut: NONE });
    for (const size of sizes.sort((a, b) => b - a)) add(index, level + 1, size);
  };
  for (const room of [80, 40, 3, 1, 0.5]) add(-1, 0, room);
  return rows;
}

test("of any tree, bars of a level do not overlap and lie below their caller, and every row is drawn, folded or below one", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS; round++) {
    const rows = grow(random);
    const { bars } = layout(rows, EVERYTHING, 300 + random.below(900));
    const byRow = new Map(bars.filter((bar): bar is RowBar => bar.kind === "row").map((bar) => [bar.row, bar]));
    let accounted = 0;
    for (const bar of bars) {
      const parent = byRow.get(bar.kind === "row" ? (rows[bar.row]?.parent ?? -1) : bar.row);
      if (parent) {
        expect(bar.level).toBe(parent.level + 1);
        expect(bar.x).toBeGreaterThanOrEqual(parent.x - 1e-6);
        expect(bar.x + bar.width).toBeLessThanOrEqual(parent.x + parent.width + 1 + 1e-6);
      }
      for (const other of bars)
        if (other !== bar && other.level === bar.level && other.x > bar.x)
          expect(other.x).toBeGreaterThanOrEqual(bar.x + bar.width - 1 - 1e-6);
      if (bar.kind === "row") accounted += 1 + bar.below;
      else {
        const folded = rows.flatMap(({ parent: own }, index) => (own === bar.row ? index : [])).slice(bar.from ?? 0);
        expect(folded).toHaveLength(bar.count);
        const isBelow = (index: number): boolean => folded.includes(index) || isBelowOf(rows, index, folded);
        accounted += rows.filter((_, index) => isBelow(index)).length;
      }
    }
    expect(accounted).toBe(rows.length);
  }
});

function isBelowOf(rows: readonly IcicleRow[], index: number, folded: readonly number[]): boolean {
  for (let at = rows[index]?.parent ?? -1; at >= 0; at = rows[at]?.parent ?? -1) if (folded.includes(at)) return true;
  return false;
}
