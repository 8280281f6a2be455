import { expect, test } from "vitest";
import { type MadeSpan, makeFile } from "../fixtures/made-file.ts";
import { readIdBounds, readSpanDetail } from "./span-detail.ts";

const SPANS: readonly MadeSpan[] = [
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

test("a span says all of itself, and what those around it say", () => {
  expect(readSpanDetail(makeFile(SPANS), 1)).toEqual({
    id: 1,
    name: "compress",
    start: 11,
    duration: 2,
    tags: [
      { key: "level", value: "9", kind: "number" },
      { key: "note", value: "x".repeat(500), kind: "text" },
    ],
    error: { type: "RangeError", message: "too far", stack: "RangeError: too far\n    at compress" },
    ancestors: [
      { id: 2, name: "step", tags: [] },
      {
        id: 3,
        name: "file",
        tags: [
          { key: "path", value: "parser.js", kind: "text" },
          { key: "cold", value: "True", kind: "boolean" },
        ],
      },
    ],
    source: "recorded",
  });
});

test("without side tables the same but for the error", () => {
  const [recorded, derived] = [false, true].map((plain) => readSpanDetail(makeFile(SPANS, { plain }), 1));
  expect(derived).toEqual({ ...recorded, error: null, source: "containment" });
});

test("an unknown id is null, and the ids that there are can be named", () => {
  const db = makeFile(SPANS);
  expect(readSpanDetail(db, 99)).toBeNull();
  expect(readIdBounds(db)).toEqual({ firstId: 1, lastId: 3 });
  db.exec("DELETE FROM spans");
  expect(readIdBounds(db)).toBeNull();
});

test("without recorded parents, a span around a pause is found, and none of another run", () => {
  const spans = [
    { id: 1, name: "read", start: 0, duration: 1 },
    { id: 2, name: "read", start: 100, duration: 1 },
    { id: 3, name: "all", start: -1, duration: 200 },
    { id: 4, name: "read", start: 10_000, duration: 1 },
    { id: 5, name: "all", start: 9_999, duration: 10 },
  ];
  const file = makeFile(spans, { plain: true });
  const around = (id: number) => readSpanDetail(file, id)?.ancestors.map((ancestor) => ancestor.id);
  expect([1, 2, 3, 4, 5].map(around)).toEqual([[3], [3], [], [5], []]);
});
