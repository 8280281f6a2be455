import { expect, test } from "vitest";
import { exactBasis } from "../../../lib/model/basis.ts";
import type { CompareStart, SideSummary, StartRow } from "../../../lib/queries/compare-start.ts";
import { describeChange, describeLargest, describeRatio, describeTotal } from "./words.ts";

const side = (covered: number) => ({ covered, coveredInterval: null, basis: exactBasis(1) }) as SideSummary;

const answer = (changes: Readonly<Record<string, number>>, covered: readonly [number, number] = [22.9, 13.7]) =>
  ({
    by: "runs",
    baseline: side(covered[0]),
    candidate: side(covered[1]),
    rows: Object.entries(changes).map(([name, change]) => ({
      name,
      total: { baseline: 10, candidate: 10 + change },
    })) as unknown as StartRow[],
  }) as unknown as CompareStart;

test("the names that changed most are said with their times, whatever their order in the table", () => {
  expect(describeLargest(answer({ hash: -0.038, file: 9.11, compress: -9.12 }))).toBe(
    "Largest changes in time: compress −9.12 s, file +9.11 s",
  );
  expect(describeLargest(answer({ a: 1, b: 2, c: 3, d: 4 }))).toMatch(/: d \+4\.00 s, c \+3\.00 s, b \+2\.00 s$/);
  expect(describeLargest(answer({ only: 1 }))).toBe("Largest change in time: only +1.00 s");
  expect(describeLargest(answer({ same: 0, noise: 1e-15 }))).toBeNull();
  expect(describeLargest(answer({}))).toBeNull();
});

test("long names keep their beginning and their end", () => {
  const name = `very.long.namespace/${"abcdefghij/".repeat(14)}handler.3`;
  expect(describeLargest(answer({ [name]: 1 }))).toBe(
    "Largest change in time: very.long.namesp…fghij/handler.3 +1.00 s",
  );
});

test("the headline of no time at all, of the same time, and of far more", () => {
  expect(describeTotal(answer({}, [0, 0]))).toBe("Total 0 s to 0 s");
  expect(describeTotal(answer({}, [0, 2]))).toBe("Total 0 s to 2.00 s");
  expect(describeTotal(answer({}, [5, 5]))).toBe("Total 5.00 s to 5.00 s, 0 %");
  expect(describeTotal(answer({}, [5, 90]))).toBe("Total 5.00 s to 90.0 s, × 18");
});

test("a change from nothing has no percentage, and one without measure says so", () => {
  expect([describeChange(0, 0), describeChange(0, 1), describeChange(1, 0), describeChange(1, 1)]).toEqual([
    "0 %",
    "from 0",
    "−100 %",
    "0 %",
  ]);
  expect([describeRatio(14.2), describeRatio(1e8), describeRatio(null)]).toEqual(["× 14", "over × 1,000", "∅"]);
});
