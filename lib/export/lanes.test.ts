import { describe, expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { GRAIN, Lanes, type Placed } from "./lanes.ts";

interface Bar {
  readonly id: number;
  readonly parent: number | null;
  readonly start: number;
  readonly end: number;
}

/** Spans of concurrent calls: children inside or outliving their parents, with rounded starts. */
function makeBars(seed: number): Bar[] {
  const random = createRandom(seed);
  const bars: Bar[] = [];
  const grow = (parent: Bar | null, from: number, to: number, depth: number) => {
    const start = from + random.below(Math.max(1, to - from));
    const length = random.chance(0.1) ? random.below(3) : random.below(Math.max(1, (to - start) * 2));
    // Starts have a resolution of 240 ns.
    const bar = { id: bars.length + 1, parent: parent?.id ?? null, start: Math.round(start / 240) * 240, end: 0 };
    const whole = { ...bar, end: bar.start + length };
    bars.push(whole);
    for (let child = random.below(4); child > 0 && depth < 4; child--) grow(whole, start, whole.end, depth + 1);
  };
  const most = random.pick([2_000, 50_000, 1_000_000]);
  for (let root = 0; root < 30; root++) grow(null, random.below(most), random.below(most) + most, 0);
  return bars.sort((a, b) => a.start - b.start || b.end - a.end || a.id - b.id);
}

function placeAll(bars: readonly Bar[], linked: boolean): Map<Bar, Placed> {
  const lanes = new Lanes(linked);
  return new Map(bars.map((bar) => [bar, lanes.place(bar.id, bar.parent, bar.start, bar.end)]));
}

const nested = (a: Placed, b: Placed) => a.start <= b.start && b.end <= a.end;
const apart = (a: Placed, b: Placed) => a.end <= b.start || b.end <= a.start;

describe.each([true, false])("lanes, parents known: %s", (linked) => {
  test("nothing in a lane overlaps unless it is nested, and nothing moves by more than the grain", () => {
    for (let seed = 1; seed <= 25; seed++) {
      const placed = [...placeAll(makeBars(seed), linked)];
      for (const [index, [bar, one]] of placed.entries()) {
        expect(one.end).toBeGreaterThanOrEqual(one.start);
        expect(Math.abs(one.start - bar.start)).toBeLessThanOrEqual(GRAIN);
        expect(Math.abs(one.end - bar.end)).toBeLessThanOrEqual(GRAIN);
        for (const [other, two] of placed.slice(index + 1)) {
          if (one.lane !== two.lane || nested(one, two) || nested(two, one) || apart(one, two)) continue;
          expect.fail(`seed ${seed}: ${JSON.stringify([bar, one, other, two])}`);
        }
      }
    }
  });
});

describe("lanes", () => {
  const lanesOf = (linked: boolean, ...bars: Bar[]) => [...placeAll(bars, linked).values()].map(({ lane }) => lane);
  const bar = (id: number, parent: number | null, start: number, end: number): Bar => ({ id, parent, start, end });

  test("a call after the other shares its lane, also when rounding lets them overlap", () => {
    expect(lanesOf(true, bar(1, null, 0, 5_200), bar(2, null, 5_000, 9_000), bar(3, null, 9_000, 9_500))).toEqual([
      0, 0, 0,
    ]);
  });

  test("a child shares the lane of its parent, a merely concurrent span does not", () => {
    const bars = [
      bar(1, null, 0, 90_000),
      bar(2, null, 10_000, 50_000),
      bar(3, 2, 20_000, 30_000),
      bar(4, 1, 20_000, 30_000),
    ];
    expect(lanesOf(true, ...bars)).toEqual([0, 1, 1, 0]);
    expect(lanesOf(false, ...bars)).toEqual([0, 0, 0, 0]);
  });

  test("concurrent children get a lane each and free it again", () => {
    const bars = [
      bar(1, null, 0, 90_000),
      bar(2, 1, 1_000, 20_000),
      bar(3, 1, 2_000, 30_000),
      bar(4, 1, 40_000, 50_000),
    ];
    expect(lanesOf(true, ...bars)).toEqual([0, 0, 1, 0]);
  });

  test("a child that outlives its parent gets another lane", () => {
    expect(lanesOf(true, bar(1, null, 0, 10_000), bar(2, 1, 5_000, 40_000))).toEqual([0, 1]);
  });

  test("spans shorter than the grain stay inside their parents", () => {
    const [outer, inner] = [...placeAll([bar(1, null, 0, 400), bar(2, 1, 0, 300)], true).values()];
    expect(inner).toEqual({ lane: 0, start: 0, end: 300 });
    expect(outer).toEqual({ lane: 0, start: 0, end: 400 });
  });
});
