import { expect, test } from "vitest";
import { makeLogAxis } from "../../charts/draw/log-axis.ts";
import { describeScale, scaleShares } from "../../ui/share-bar.tsx";
import { nameColumns } from "./name-columns.tsx";
import type { NameRow } from "./name-row.ts";

const SHARES = scaleShares([1]);

function sortValueOf(id: string, row: NameRow): unknown {
  const column = nameColumns(makeLogAxis(1e-6, 1, 164), SHARES, () => "").find((one) => one.id === id);
  return column && "accessorFn" in column ? column.accessorFn(row, 0) : undefined;
}

test("exact figures that take the place of estimates do not move a row until the rows are sorted again", () => {
  const estimate: NameRow = { name: "read", count: 90, self: 5, figures: null };
  const row: NameRow = { name: "read", count: 100, self: 7, figures: null, estimate };
  expect([sortValueOf("self", row), sortValueOf("count", row)]).toEqual([5, 90]);
  expect([sortValueOf("self", { ...row, isSettled: true }), sortValueOf("count", { ...row, isSettled: true })]).toEqual(
    [7, 100],
  );
  expect(sortValueOf("self", estimate)).toBe(5);
});

test("bars reach as far as the largest share, and the head says so where that is more than the whole", () => {
  expect(describeScale(scaleShares([1, 0.3, 0]))).toBeUndefined();
  expect(describeScale(scaleShares([]))).toBeUndefined();
  expect(describeScale(scaleShares([0.3, 21.85]))).toBe("bar to 2,185 %");
  expect(scaleShares([0.3, 98.17]).characters).toBe("9,817 %".length);
});
