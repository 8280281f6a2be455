import { expect, test } from "vitest";
import type { NewestSpan } from "../../../lib/queries/scope-newest.ts";
import { findColumns, findSources } from "./newest-columns.ts";

const span = (id: number, tags: NewestSpan["tags"]): NewestSpan => ({
  id,
  name: "a",
  start: 0,
  duration: 1,
  error: null,
  tags,
});

const spans = [
  span(3, [
    ["path", "x"],
    ["bytes", "10"],
  ]),
  span(2, [
    ["level", "9"],
    ["path", "x", "file"],
    ["cache", "warm", "batch"],
    ["bytes", "10", "file"],
  ]),
  span(1, [
    ["path", "x", "file"],
    ["cache", "cold", "batch"],
  ]),
];

test("keys are columns, the most frequent first, those that are only inherited last", () => {
  expect(findColumns(spans)).toEqual([
    { key: "path", kind: "text", exact: true, inherited: false },
    { key: "bytes", kind: "number", exact: true, inherited: false },
    { key: "level", kind: "number", exact: true, inherited: false },
    { key: "cache", kind: "text", exact: true, inherited: true },
  ]);
  expect(findColumns([])).toEqual([]);
});

test("it is known where inherited tags come from", () => {
  expect(findSources(spans)).toEqual(["file", "batch"]);
});
