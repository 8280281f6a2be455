import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { Connection } from "../driver.ts";
import { type MadeSpan, makeFile } from "../fixtures/made-file.ts";
import { explainQuestion } from "../fixtures/plan.ts";
import { MOST_ROWS, readTree, type SpanTree } from "./tree.ts";

/** `  name label: self` of each row, indented by its level. */
function draw(tree: SpanTree | null): string[] {
  if (!tree) return [];
  const { rows, names } = tree;
  return rows.ids.map((id, row) => {
    const label = rows.labels[row] ? ` ${rows.labels[row]}` : "";
    const self = Number(rows.selfs[row]?.toFixed(6));
    return `${"  ".repeat(rows.levels[row] ?? 0)}${id} ${names[rows.names[row] ?? 0]}${label}: ${self}`;
  });
}

const ask = (db: Connection, id: number) => draw(readTree(db, { id }));

/** One file: two calls, one with a call of its own; another root before and after. */
const SPANS: readonly MadeSpan[] = [
  { id: 1, name: "other", start: 0, duration: 1 },
  {
    id: 2,
    name: "compress",
    start: 11,
    duration: 2,
    parent: 5,
    tags: { algorithm: "gzip", level: "9", ratio: "0.25", bytes: "9" },
  },
  { id: 3, name: "inflate", start: 14, duration: 1, parent: 4 },
  {
    id: 4,
    name: "compress",
    start: 14,
    duration: 3,
    parent: 5,
    tags: { algorithm: "gzip", level: "1", ratio: "0.5", bytes: "7" },
  },
  { id: 5, name: "file", start: 10, duration: 10, tags: { index: "7", path: "src/lib/parser.js" } },
  { id: 6, name: "other", start: 21, duration: 1 },
];

const DRAWN = ["5 file parser.js: 5", "  2 compress 9: 2", "  4 compress 1: 2", "    3 inflate: 1"];

describe.each([
  ["recorded", false],
  ["containment", true],
] as const)("parents from %s", (source, plain) => {
  test("any span of a tree gives the whole tree", () => {
    const db = makeFile(SPANS, { plain });
    for (const id of [2, 3, 4, 5]) expect(ask(db, id), `from ${id}`).toEqual(DRAWN);
    expect(ask(db, 6)).toEqual(["6 other: 1"]);
  });

  test("the tree says where its parents are from, what it is about, and whose time it was", () => {
    const tree = readTree(makeFile(SPANS, { plain }), { id: 3 });
    expect(tree).toMatchObject({ source, count: 4, levels: 3, cut: false, rootId: 5, start: 10, duration: 10 });
    expect(tree?.rootLabel).toEqual({ key: "path", value: "src/lib/parser.js", short: "parser.js" });
    expect(tree?.shares.map(({ name, ...share }) => ({ name: tree.names[name], ...share }))).toEqual([
      { name: "file", count: 1, total: 10, self: 5 },
      { name: "compress", count: 2, total: 5, self: 4 },
      { name: "inflate", count: 1, total: 1, self: 1 },
    ]);
  });
});

test("no span, no tree", () => {
  expect(readTree(makeFile(SPANS), { id: 99 })).toBeNull();
});

test("a call that was not waited for belongs to its tree, however late it ended", () => {
  const later = Array.from({ length: 3000 }, (_, index) => ({ id: 10 + index, start: 30 + index, duration: 0.5 }));
  const late = { id: 3010, name: "late", start: 12, duration: 5000, parent: 5 };
  const db = makeFile([...SPANS, ...later, late]);
  const expected = [DRAWN[0]?.replace(": 5", ": 1"), DRAWN[1], "  3010 late: 5000", DRAWN[2], DRAWN[3]];
  expect(ask(db, 3010)).toEqual(expected);
  expect(ask(db, 5)).toEqual(expected);
});

test("links to spans that are gone, circles and links to itself still give a tree", () => {
  const db = makeFile([
    { id: 1, name: "a", start: 0, duration: 1, parent: 77 },
    { id: 2, name: "b", start: 2, duration: 1, parent: 3 },
    { id: 3, name: "c", start: 2, duration: 2, parent: 2 },
    { id: 4, name: "d", start: 5, duration: 1, parent: 4 },
  ]);
  expect(ask(db, 1)).toEqual(["1 a: 1"]);
  expect(ask(db, 4)).toEqual(["4 d: 1"]);
  for (const id of [2, 3]) expect(ask(db, id).join("\n")).toContain(String(id));
});

test("spans without numbers, without duration and with the same start stay in the tree", () => {
  const db = makeFile([
    { id: 1, name: "zero", start: 1, duration: 0, parent: 4 },
    { id: 2, name: "zero", start: 1, duration: 0, parent: 4 },
    { id: 3, name: "text", start: 1, duration: 1, parent: 4 },
    { id: 4, name: "root", start: 1, duration: 2 },
  ]);
  db.exec("UPDATE spans SET duration = 'soon', start = 'now' WHERE id = 3");
  const tree = readTree(db, { id: 2 });
  expect(draw(tree).sort()).toEqual(["  1 zero: 0", "  2 zero: 0", "  3 text: 0", "4 root: 2"]);
  expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
});

test("failed spans are known", () => {
  const failed = SPANS.map((span) =>
    span.id === 4 ? { ...span, error: { type: "RangeError", message: "too far" } } : span,
  );
  expect(readTree(makeFile(failed), { id: 5 })?.failed).toEqual({ 2: "RangeError" });
});

test("holes in the ids do not cut a tree", () => {
  const spread = SPANS.map((span) => ({
    ...span,
    id: span.id * 5000,
    ...(span.parent && { parent: span.parent * 5000 }),
  }));
  expect(ask(makeFile(spread), 10_000)).toHaveLength(4);
  expect(ask(makeFile(spread, { plain: true }), 10_000)).toHaveLength(4);
});

test("of more spans than a page takes, the upper levels and the longest are shown, and always the one asked for", () => {
  const count = 50_000;
  const children = Array.from({ length: count - 2 }, (_, index) => ({
    id: index + 2,
    start: index + 1,
    duration: 0.5,
    parent: count,
  }));
  const deep = { id: 1, name: "deep", start: 1, duration: 0.1, parent: 2 };
  const db = makeFile([deep, ...children, { id: count, start: 0, duration: count + 1 }]);
  const tree = readTree(db, { id: 1 });
  expect(tree?.count).toBe(count);
  expect(tree?.rows.ids).toHaveLength(MOST_ROWS);
  expect(tree?.rows.ids.slice(0, 3)).toEqual([count, 2, 1]);
});

test("a long chain is one tree", () => {
  const depth = 5000;
  const chain = Array.from({ length: depth }, (_, index) => ({
    id: index + 1,
    start: depth - index,
    duration: 2 * index + 1,
    ...(index + 1 < depth && { parent: index + 2 }),
  }));
  for (const plain of [false, true]) {
    const tree = readTree(makeFile(chain, { plain }), { id: 1 });
    expect(tree).toMatchObject({ levels: depth, rootId: depth });
  }
});

test("a tree is found by ranges of ids: nothing is read from end to end", () => {
  const python = new Database(fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)), {
    readonly: true,
  });
  for (const db of [makeFile(SPANS), python]) {
    const steps = explainQuestion(db, (spy) => readTree(spy, { id: 3 }));
    expect(steps.join("\n")).toContain("USING INTEGER PRIMARY KEY");
    // Of these, one row is read.
    const scans = steps.filter(
      (step) =>
        step.startsWith("SCAN") &&
        !/^SCAN (CONSTANT|\(subquery|run_spans|span_links|sqlite_schema|pragma_|list|info)/.test(step),
    );
    expect(scans).toEqual([]);
  }
});
