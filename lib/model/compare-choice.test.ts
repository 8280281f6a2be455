import { expect, test } from "vitest";
import {
  CHOSEN_BY_LOOKING,
  type CompareChoice,
  formatChoice,
  formatRangeText,
  parseChoice,
  parseRange,
} from "./compare-choice.ts";

const read = (text: string) => parseChoice(new URLSearchParams(text));

test("a choice survives the round trip through an address", () => {
  const choices: CompareChoice[] = [
    CHOSEN_BY_LOOKING,
    { by: "runs", a: "x-1", b: "gap-12", key: null },
    { by: "windows", a: "0..6.5", b: null, key: null },
    { by: "tags", key: "a=b&c", a: "", b: "名前" },
    { by: "files", a: "other:latest", b: "this:all", key: null },
  ];
  for (const choice of choices) expect(read(formatChoice(choice).toString())).toEqual(choice);
});

test("invalid values are left out", () => {
  expect(read("by=moods&a=1&b=2")).toEqual(CHOSEN_BY_LOOKING);
  expect(read("by=runs&key=x")).toEqual({ by: "runs", a: null, b: null, key: null });
});

test("a range is two ascending numbers of seconds", () => {
  expect(parseRange("0..6.5")).toEqual({ from: 0, to: 6.5 });
  expect(parseRange(formatRangeText({ from: -0.25, to: 13.70049 }))).toEqual({ from: -0.25, to: 13.7 });
  for (const text of ["", "1", "2..1", "a..b", "1..1"]) expect(parseRange(text)).toBeNull();
});
