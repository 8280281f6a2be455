import { expect, test } from "vitest";
import type { CompareRow } from "../../../lib/queries/compare.ts";
import { CALLS_SORTS, RUNS_SORTS } from "../address.ts";
import {
  compareSortText,
  findLeastChange,
  hasErrors,
  keepOrder,
  matching,
  parseCompareSort,
  sortRows,
} from "./sort.ts";

function row(name: string, change: number, ratio: number | null): CompareRow {
  const p50 =
    ratio === null ? null : { baseline: 1, candidate: ratio, ratio, low: ratio, high: ratio, chance: 1, seen: false };
  const total = { baseline: 10, candidate: 10 + change, low: 0, high: 0 };
  const verdict = "No difference seen";
  const figures = {
    baselineErrors: 0,
    candidateErrors: 0,
    baselineFigures: null,
    candidateFigures: null,
    p50,
    p95: null,
  };
  return { name, verdict, direction: "none", baselineCount: 1, candidateCount: 1, ...figures, total };
}

const rows = [row("b", -5, 1.2), row("a", 1, null), row("c", 9, 0.5)];
const parse = (text: string | null) => parseCompareSort(text, CALLS_SORTS);
const names = (text: string | null) => sortRows(rows, parse(text)).map(({ name }) => name);

test("the largest change of the total stands first, faster or slower", () => {
  expect(names(null)).toEqual(["c", "b", "a"]);
  expect(names("nonsense")).toEqual(["c", "b", "a"]);
  expect(names("total")).toEqual(["a", "b", "c"]);
});

test("what was not compared stands last in either order", () => {
  expect(names("p50")).toEqual(["c", "b", "a"]);
  expect(names("-p50")).toEqual(["b", "c", "a"]);
  expect(names("-name")).toEqual(["c", "b", "a"]);
});

test("the largest change of the error rate stands first, however many calls there are", () => {
  const failing = (name: string, errors: number) => ({
    ...row(name, 0, 1),
    candidateCount: 100,
    candidateErrors: errors,
  });
  const fewer = { ...row("fewer", 0, 1), baselineCount: 1000, baselineErrors: 300, candidateCount: 0 };
  const sorted = sortRows([failing("some", 20), fewer, failing("most", 90)], parse("-errors"));
  expect(sorted.map(({ name }) => name)).toEqual(["most", "fewer", "some"]);
  expect([hasErrors(rows), hasErrors([fewer])]).toEqual([false, true]);
});

test("the usual order needs no saying", () => {
  expect(compareSortText(parse(null))).toBeNull();
  expect(parseCompareSort("-p95", RUNS_SORTS), "what a table does not have").toEqual(parse(null));
  for (const text of ["total", "-p50", "p95", "name"]) expect(compareSortText(parse(text))).toBe(text);
});

test("rows stay where they were shown first, whatever their figures become, and new ones follow", () => {
  const exact = [row("new", 50, null), row("c", 1, 1), row("b", -7, 1), row("a", 8, 1), row("more", 60, null)];
  const kept = keepOrder(sortRows(exact, parse(null)), names(null));
  expect(kept.map(({ name }) => name)).toEqual(["c", "b", "a", "more", "new"]);
});

test("a change is slight beside the largest one, or beside the time of a side", () => {
  expect(findLeastChange(rows, 10)).toBeCloseTo(0.18);
  expect(findLeastChange(rows, 1000)).toBe(1);
  expect(findLeastChange([], 0)).toBe(0);
});

test("names are found by a part of them, in any case", () => {
  const named = [row("Compress", 1, 1), row("decompress", 1, 1), row("read", 1, 1)];
  const found = (text: string) => matching(named, text).map(({ name }) => name);
  expect([found("COMP"), found("rea"), found("none"), found("")]).toEqual([
    ["Compress", "decompress"],
    ["read"],
    [],
    ["Compress", "decompress", "read"],
  ]);
});
