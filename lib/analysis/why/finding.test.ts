import { expect, test } from "vitest";
import { createRandom } from "../../stats/random.ts";
import { compareFindings, type FindingCore, measureCoverage } from "./finding.ts";
import type { Split } from "./selection.ts";

const makeSplit = (durations: number[], selected: number[], typical: number, slower = true): Split => ({
  rows: Int32Array.from(durations, (_, row) => row),
  durations: Float64Array.from(durations),
  selected: Uint8Array.from(selected),
  count: durations.length,
  selectedCount: selected.reduce((sum, flag) => sum + flag, 0),
  slowest: 5,
  typical,
  slower,
  durationRanks: () => new Float64Array(),
  starts: new Float64Array(),
  order: () => new Int32Array(),
});

test("coverage is the accounted part of the selected calls' time above the rest's typical call", () => {
  // Excess 4, 9 and none; 3 and 5 of it are above what the factor makes the rest take on average, 1.
  const split = makeSplit([5, 10, 1, 1, 0.5, 1], [1, 1, 0, 0, 1, 0], 1);
  expect(measureCoverage(split, (index) => [4, 6, 0, 2, 99, 1][index] as number)).toBeCloseTo(8 / 13, 12);
  expect(measureCoverage(split, (index) => (index < 2 ? 1000 : 1))).toBe(1);
  expect(measureCoverage(split, () => 1000)).toBe(0);
  expect(measureCoverage(split, (index) => (index < 2 ? Number.NaN : 1))).toBe(0);
  expect(measureCoverage({ ...split, slower: false }, (index) => (index < 2 ? 1000 : 1))).toBe(0);
});

test("coverage is between 0 and 1, also where the factor makes some calls faster", () => {
  const random = createRandom(7);
  for (let round = 0; round < 200; round++) {
    const draw = () => Array.from({ length: 30 }, () => Math.exp(2 * random.normal()));
    const [durations, expected] = [draw(), draw()];
    const flags = durations.map((duration) => Number(duration > 1));
    const rest = expected.filter((_, index) => !flags[index]);
    const usual = rest.reduce((sum, value) => sum + value, 0) / rest.length;
    let [covered, all] = [0, 0];
    for (const [index, duration] of durations.entries()) {
      if (!flags[index]) continue;
      covered += Math.min(duration - 0.4, (expected[index] as number) - usual);
      all += duration - 0.4;
    }
    const found = measureCoverage(makeSplit(durations, flags, 0.4), (index) => expected[index] as number);
    expect(found).toBeCloseTo(Math.max(0, covered / all), 12);
  }
});

test("what explains most of the time is first, then what differs most; names are ahead of tags", () => {
  const make = (key: string, coverage: number, effect: number, first = false): FindingCore => ({
    ...{ kind: "category", key, coverage, effect, first, chance: 0 },
    measure: { at: () => 0, ranked: false },
  });
  const findings = [make("rare", 0.006, 1), make("a", 0.501, 0.3), make("b", 0.504, 0.4), make("name", 0.1, 0.2, true)];
  expect(findings.sort(compareFindings).map(({ key }) => key)).toEqual(["name", "b", "a", "rare"]);
});
