import { expect, test } from "vitest";
import { describeColumns, findOrigin, isDurationName, readNumber } from "./result-columns.ts";

const named = (...names: string[]) => names.map((name) => ({ name, type: null }));

test("numbers are numbers, text is text, and text that reads as numbers counts as numbers", () => {
  const rows = [
    [1, "gzip", "9", "true", null],
    [2, "brotli", "11", "False", null],
  ];
  const columns = describeColumns(named("id", "algorithm", "level", "cached", "nothing"), rows);
  expect(columns.map(({ kind, unit, numeric }) => [kind, unit, numeric])).toEqual([
    ["number", "id", true],
    ["text", "plain", false],
    ["number", "plain", true],
    ["boolean", "plain", false],
    ["text", "plain", false],
  ]);
});

test("text is numeric from 95 % on", () => {
  const values = (bad: number) => Array.from({ length: 100 }, (_, i) => [i < bad ? "n/a" : String(i)]);
  expect(describeColumns(named("v"), values(5))[0]?.numeric).toBe(true);
  expect(describeColumns(named("v"), values(6))[0]?.numeric).toBe(false);
});

test("a start is a time only when it holds moments since the epoch", () => {
  expect(describeColumns(named("start"), [[1754007354.5]])[0]).toMatchObject({ kind: "time", unit: "start" });
  expect(describeColumns(named("start"), [[0.5]])[0]).toMatchObject({ kind: "number", unit: "plain" });
});

test("columns of one name stay apart, and hostile names are only labels", () => {
  const columns = describeColumns(named("id", "id", "__proto__", "constructor"), [[1, 2, 3, 4]]);
  expect(columns.map((column) => column.label)).toEqual(["id", "id (2)", "__proto__", "constructor"]);
  expect(columns.map((column) => column.id)).toEqual(["c0", "c1", "c2", "c3"]);
});

test("an empty result takes its kinds from the declared types", () => {
  const columns = [
    { name: "duration", type: "FLOAT" },
    { name: "name", type: "TEXT" },
  ];
  expect(describeColumns(columns, []).map((column) => column.kind)).toEqual(["number", "text"]);
});

test.each(["duration", "self_duration", "s.duration", "max(duration)", "sum(s.duration)", "AVG(duration)"])(
  "%s is a duration",
  (name) => expect(isDurationName(name)).toBe(true),
);

test.each(["durations", "count(duration)", "duration_bucket", "total"])("%s is not a duration", (name) =>
  expect(isDurationName(name)).toBe(false),
);

test("reads whole numbers only", () => {
  expect(["1", " -2.5e3 ", "0x10", "1,5", "", "Infinity", "12ms", null].map((cell) => readNumber(cell))).toEqual([
    1,
    -2500,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("starts count from the run, or from the first one where some are earlier", () => {
  const rows = [[1754007360], [1754007358]];
  const columns = describeColumns(named("start"), rows);
  expect(findOrigin(columns, rows, 1754007354)).toBe(1754007354);
  expect(findOrigin(columns, rows, 1754007359)).toBe(1754007358);
  expect(findOrigin(columns, rows, null)).toBe(1754007358);
  expect(findOrigin([], [], null)).toBe(0);
});
