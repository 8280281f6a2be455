import { expect, test } from "vitest";
import { type ExploreColumn, OWN_COLUMNS } from "../../../lib/analysis/explore/answer.ts";
import { padDecimals } from "../../ui/table/cell-text.ts";
import { countDecimals, describeColumn, measureColumn, titleOf } from "./column-layout.ts";

const tag = (change: Partial<ExploreColumn>): ExploreColumn => ({
  id: "bytes",
  index: 4,
  label: "bytes",
  kind: "number",
  unit: "bytes",
  numeric: true,
  tag: "bytes",
  from: null,
  inherited: null,
  estimated: false,
  present: 960,
  numericShare: 1,
  exact: true,
  values: 160,
  range: [1, 2],
  top: [],
  ...change,
});

test.each([
  [tag({}), "100 % numeric"],
  [tag({ inherited: { count: 900, from: ["file"], index: 9 } }), "60 own, 900 ↑ file"],
  [tag({ inherited: { count: 900, from: ["file", "job"], index: 9 } }), "60 own, 900 ↑"],
  [tag({ numericShare: 0.9997 }), "99 % numeric"],
  [tag({ kind: "text", numeric: false, numericShare: 0, values: 3 }), "3 values"],
  [tag({ kind: "text", numeric: false, numericShare: 0, values: 1 }), "1 value"],
  [tag({ kind: "text", numeric: false, numericShare: 0, values: null }), undefined],
  [tag({ kind: "text", numeric: false, numericShare: 0.6, values: 90 }), "60 % numeric"],
  [tag({ from: "file" }), "↑ file"],
])("a head says what its column holds", (column, said) => expect(describeColumn(column)).toBe(said));

test("columns of the span itself have names of their own", () => {
  expect(OWN_COLUMNS.map(titleOf)).toEqual(["id", "Name", "Start", "Duration"]);
  expect(OWN_COLUMNS.map(describeColumn)).toEqual([undefined, undefined, undefined, undefined]);
  expect(titleOf(tag({ label: "" }))).toBe('""');
});

test("a column is as wide as its values, within limits", () => {
  const wide = measureColumn(tag({ numeric: false, unit: "plain" }), [[0, 0, 0, 0, "x".repeat(400)]], 0);
  const narrow = measureColumn(tag({ label: "n", numericShare: 1, from: "f" }), [], 0);
  expect(wide).toBeLessThanOrEqual(280);
  expect(narrow).toBeGreaterThanOrEqual(62);
  expect(wide).toBeGreaterThan(narrow);
});

test("numbers of a column have as many decimals as the one with most", () => {
  const plain = tag({ unit: "plain", index: 0 });
  const decimals = countDecimals(plain, [["0.29"], ["11"], ["0.0526709"], [null], ["n/a"]]);
  expect(decimals).toBe(3);
  expect(["0.29", "11", "\u22121.5", "1.2e-7", "n/a", "∅"].map((text) => padDecimals(text, decimals))).toEqual([
    "0.290",
    "11.000",
    "\u22121.500",
    "1.2e-7",
    "n/a",
    "∅",
  ]);
  expect(countDecimals(plain, [["11"], ["9"]])).toBe(0);
  expect(countDecimals(tag({ unit: "bytes", index: 0 }), [["1.5"]])).toBe(0);
});
