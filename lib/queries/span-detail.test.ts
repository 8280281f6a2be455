import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { readIdBounds, readSpanDetail } from "./span-detail.ts";
import { readTagValue } from "./tag-value.ts";

const SPANS: readonly FixtureSpan[] = [
  {
    id: 1,
    name: "compress",
    start: 11,
    duration: 2,
    parent: 2,
    tags: { level: "9", note: "x".repeat(500) },
    error: { type: "RangeError", message: "too far", stack: "RangeError: too far\n    at compress" },
  },
  { id: 2, name: "step", start: 11, duration: 3, parent: 3 },
  { id: 3, name: "file", start: 10, duration: 10, tags: { path: "parser.js", cold: "True" } },
];

test("everything recorded for a span is read", () => {
  expect(readSpanDetail(makeDatabase(SPANS), 1)).toEqual({
    id: 1,
    name: "compress",
    start: 11,
    duration: 2,
    tags: [
      { key: "level", value: "9", kind: "number" },
      { key: "note", value: "x".repeat(500), kind: "text" },
    ],
    error: { type: "RangeError", message: "too far", stack: "RangeError: too far\n    at compress" },
  });
});

test("of a very long value the beginning, marked as such, and on request all of it", () => {
  const [whole, longer] = ["👩".repeat(16_384), `[${"1,".repeat(500_000)}1]`];
  const db = makeDatabase([{ id: 1, start: 0, duration: 1, tags: { whole, longer } }]);
  db.exec("INSERT INTO span_tags (span_id, key, value) VALUES (1, 'level', '9'), (1, 'level', '10')");
  const [first, second] = readSpanDetail(db, 1)?.tags ?? [];
  expect(first).toEqual({ key: "whole", value: whole, kind: "text" });
  expect(second).toEqual({ key: "longer", value: longer.slice(0, 16_384), kind: "text", cut: true });
  expect(readTagValue(db, { id: 1, key: "longer" })).toBe(longer);
  expect(readTagValue(db, { id: 1, key: "level" })).toBe("10");
  expect(readTagValue(db, { id: 1, key: "none" })).toBeNull();
});

test("without side tables the same but for the error", () => {
  const [recorded, derived] = [false, true].map((plain) => readSpanDetail(makeDatabase(SPANS, { plain }), 1));
  expect(derived).toEqual({ ...recorded, error: null });
});

test("an unknown id is null, and the range of existing ids is known", () => {
  const db = makeDatabase(SPANS);
  expect(readSpanDetail(db, 99)).toBeNull();
  expect(readIdBounds(db)).toEqual({ firstId: 1, lastId: 3 });
  db.exec("DELETE FROM spans");
  expect(readIdBounds(db)).toBeNull();
});
