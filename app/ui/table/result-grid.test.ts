import { expect, test } from "vitest";
import { describeColumns } from "./result-columns.ts";
import { compareValues, guessWidth } from "./result-grid.ts";

test("numbers sort by size and come before texts", () => {
  expect(["b", 11, "a", 9, 100].sort(compareValues)).toEqual([9, 11, 100, "a", "b"]);
});

test("a width fits short values and has an end", () => {
  const rows = [[1, "y".repeat(500)]];
  const [short, long] = describeColumns(
    [
      { name: "a", type: null },
      { name: "b", type: null },
    ],
    rows,
  );
  if (!short || !long) throw new Error("no columns");
  expect(guessWidth(short, rows, 0)).toBe(72);
  expect(guessWidth(long, rows, 0)).toBe(320);
});
