import { expect, test } from "vitest";
import { createRandom } from "../../../lib/fixtures/random.mjs";
import { findEnds, listVisible, parentOf } from "./rows.ts";

/** a(b(c) d) e */
const LEVELS = { levels: [0, 1, 2, 1, 0] };

test("a collapsed row hides all that is beneath it, and nothing else", () => {
  const ends = findEnds(LEVELS);
  expect([...ends]).toEqual([4, 3, 3, 4, 5]);
  expect(listVisible(ends, new Set())).toEqual([0, 1, 2, 3, 4]);
  expect(listVisible(ends, new Set([1]))).toEqual([0, 1, 3, 4]);
  expect(listVisible(ends, new Set([0, 1]))).toEqual([0, 4]);
});

test("each row knows the one it is a child of", () => {
  expect(LEVELS.levels.map((_, row) => parentOf(LEVELS, row))).toEqual([-1, 0, 1, 0, -1]);
});

test("rows that are shown are those without a collapsed one above", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = createRandom(seed);
    const levels = [0];
    for (let row = 1; row < 40; row++) levels.push(1 + random.below((levels[row - 1] ?? 0) + 1));
    const collapsed = new Set(levels.map((_, row) => row).filter(() => random.chance(0.2)));
    const isHidden = (row: number): boolean => {
      const up = parentOf({ levels }, row);
      return up >= 0 && (collapsed.has(up) || isHidden(up));
    };
    const expected = [...levels.keys()].filter((row) => !isHidden(row));
    expect(listVisible(findEnds({ levels }), collapsed), `seed ${seed}`).toEqual(expected);
  }
});
