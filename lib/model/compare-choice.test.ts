import { expect, test } from "vitest";
import {
  type CompareChoice,
  DEFAULT_CHOICE,
  formatChoice,
  formatRangeText,
  parseChoice,
  parseRange,
} from "./compare-choice.ts";

const read = (text: string) => parseChoice(new URLSearchParams(text));

test("a choice survives the round trip through an address", () => {
  const choices: CompareChoice[] = [
    DEFAULT_CHOICE,
    { by: "runs", baseline: "x-1", candidate: "gap-12", key: null },
    { by: "windows", baseline: "0..6.5", candidate: null, key: null },
    { by: "tags", key: "a=b&c", baseline: "", candidate: "名前" },
    { by: "files", baseline: "other:latest", candidate: "this:all", key: null },
  ];
  for (const choice of choices) expect(read(formatChoice(choice).toString())).toEqual(choice);
});

test("invalid values are left out", () => {
  expect(read("by=moods&a=1&b=2")).toEqual(DEFAULT_CHOICE);
  expect(read("by=runs&key=x")).toEqual({ by: "runs", baseline: null, candidate: null, key: null });
});

test("a range is two ascending numbers of seconds", () => {
  expect(parseRange("0..6.5")).toEqual({ from: 0, to: 6.5 });
  expect(parseRange(formatRangeText({ from: -0.25, to: 13.70049 }))).toEqual({ from: -0.25, to: 13.7 });
  for (const text of ["", "1", "2..1", "a..b"]) expect(parseRange(text)).toBeNull();
});
