import { expect, test } from "vitest";
import { labelRoot, labelSpans } from "./tree-labels.ts";

const tagged = (...spans: Record<string, string>[]) => spans.map((tags) => new Map(Object.entries(tags)));

test("labels use as few tags as distinguish the spans, in the order they were set", () => {
  const spans = tagged(
    { algorithm: "gzip", level: "1", host: "a", bytes: "516396", ratio: "0.31" },
    { algorithm: "gzip", level: "9", host: "a", bytes: "516396", ratio: "0.29" },
    { algorithm: "brotli", level: "9", host: "a", bytes: "516396", ratio: "0.25" },
  );
  expect(labelSpans(spans)).toEqual(["gzip 1", "gzip 9", "brotli 9"]);
});

test("measurements are used only if nothing else differs", () => {
  expect(labelSpans(tagged({ kind: "a", bytes: "5" }, { kind: "a", bytes: "6" }, { kind: "b", bytes: "7" }))).toEqual([
    "a",
    "a",
    "b",
  ]);
  expect(labelSpans(tagged({ kind: "a", ratio: "0.123456" }, { kind: "a", ratio: "0.5" }))).toEqual(["0.123", "0.5"]);
});

test("single spans, equal spans and spans without tags have no label", () => {
  expect(labelSpans(tagged({ kind: "a" }))).toEqual([""]);
  expect(labelSpans(tagged({ kind: "a" }, { kind: "a" }))).toEqual(["", ""]);
  expect(labelSpans(tagged({}, {}))).toEqual(["", ""]);
  expect(labelSpans([])).toEqual([]);
});

test("long values are cut, paths to their end", () => {
  const long = "packages/first/deep/index.js";
  expect(labelSpans(tagged({ path: long }, { path: "b" }, {}))).toEqual(["index.js", "b", ""]);
  expect(labelSpans(tagged({ text: "y".repeat(99) }, {}))).toEqual([`${"y".repeat(23)}…`, ""]);
});

test("a root is labelled by its first text", () => {
  const [tags] = tagged({ index: "4", cached: "true", path: "postcss/lib/parser.js", ext: "js" });
  expect(labelRoot(tags ?? new Map())).toEqual({ key: "path", value: "postcss/lib/parser.js", short: "parser.js" });
  expect(labelRoot(new Map([["index", "4"]]))).toBeNull();
});
