import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { explainQuery } from "../fixtures/plan.ts";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import type { Connection } from "../store/driver.ts";
import { readSpanSelf } from "./span-self.ts";
import { treeNamesSql, treeSql } from "./sql/shown-sql.ts";
import { MAX_ROWS, readTree, type SpanTree } from "./tree.ts";

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

/** Two calls, one with a nested call, and another root before and after. */
const SPANS: readonly FixtureSpan[] = [
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
    const db = makeDatabase(SPANS, { plain });
    for (const id of [2, 3, 4, 5]) expect(ask(db, id), `from ${id}`).toEqual(DRAWN);
    expect(ask(db, 6)).toEqual(["6 other: 1"]);
  });

  test("the tree says where its parents are from, what it is about, and whose time it was", () => {
    const tree = readTree(makeDatabase(SPANS, { plain }), { id: 3 });
    expect(tree).toMatchObject({ source, count: 4, levels: 3, rootId: 5, start: 10, duration: 10 });
    expect(tree?.rootLabel).toEqual({ key: "path", value: "src/lib/parser.js", short: "parser.js" });
    expect(tree?.shares.map(({ name, ...share }) => ({ name: tree.names[name], ...share }))).toEqual([
      { name: "file", count: 1, total: 10, self: 5 },
      { name: "compress", count: 2, total: 5, self: 4 },
      { name: "inflate", count: 1, total: 1, self: 1 },
    ]);
  });
});

test("what the tree is about is marked where it is cut", () => {
  const labelOf = (text: string) =>
    readTree(makeDatabase([{ id: 1, name: "a", start: 0, duration: 1, tags: { text } }]), { id: 1 })?.rootLabel?.value;
  expect(labelOf("x".repeat(80))).toBe("x".repeat(80));
  expect(labelOf("x".repeat(300))).toBe(`${"x".repeat(79)}…`);
});

test("no span, no tree", () => {
  expect(readTree(makeDatabase(SPANS), { id: 99 })).toBeNull();
});

test("a call that was not awaited belongs to its tree, however late it ended", () => {
  const later = Array.from({ length: 3000 }, (_, index) => ({ id: 10 + index, start: 30 + index, duration: 0.5 }));
  const late = { id: 3010, name: "late", start: 12, duration: 5000, parent: 5 };
  const db = makeDatabase([...SPANS, ...later, late]);
  const expected = [DRAWN[0]?.replace(": 5", ": 1"), DRAWN[1], "  3010 late: 5000", DRAWN[2], DRAWN[3]];
  expect(ask(db, 3010)).toEqual(expected);
  expect(ask(db, 5)).toEqual(expected);
});

/** `tick` that starts `tick` by a timer: each begins after its parent has ended. */
function makeTicks(count: number, { between = 0 } = {}): FixtureSpan[] {
  const every = between + 1;
  return Array.from({ length: count * every }, (_, index): FixtureSpan => {
    const id = index + 1;
    if (id % every !== 0 && between > 0) return { id, name: "other", start: id, duration: 0.5 };
    return { id, name: "tick", start: id, duration: 0.5, ...(id > every && { parent: id - every }) };
  });
}

test.each([
  [6, 0],
  [20_001, 0],
  [150_001, 0],
  [50, 5000],
])(
  "a chain of %i timers is one tree, whichever of them is opened, with %i other spans between two",
  (count, between) => {
    const db = makeDatabase(makeTicks(count, { between }));
    const every = between + 1;
    for (const place of [1, Math.ceil(count / 2), count]) {
      const tree = readTree(db, { id: place * every });
      expect(tree, `from ${place}`).toMatchObject({
        rootId: every,
        count,
        levels: count,
        duration: (count - 1) * every + 0.5,
        shares: [{ count, total: count / 2, self: count / 2 }],
      });
      expect(tree?.rows.ids).toContain(place * every);
      expect(tree?.rows.ids).toHaveLength(Math.min(count, MAX_ROWS));
    }
  },
);

test("what late spans called belongs to the tree, and spans of other trees between them do not", () => {
  const db = makeDatabase([
    { id: 1, name: "root", start: 0, duration: 1 },
    { id: 2, name: "other", start: 5, duration: 1, parent: 3 },
    { id: 3, name: "other root", start: 4, duration: 3 },
    { id: 4, name: "inner", start: 11, duration: 1, parent: 6 },
    { id: 5, name: "other late", start: 12, duration: 1, parent: 3 },
    { id: 6, name: "late", start: 10, duration: 5, parent: 1 },
  ]);
  for (const id of [1, 4, 6]) expect(ask(db, id)).toEqual(["1 root: 1", "  6 late: 4", "    4 inner: 1"]);
  for (const id of [2, 3, 5]) expect(ask(db, id)).toEqual(["3 other root: 2", "  2 other: 1", "  5 other late: 1"]);
});

test("a clock that was set back in the middle of a tree takes nothing from it", () => {
  const before = Array.from({ length: 5000 }, (_, index) => ({ id: index + 2, name: "other", start: 20, duration: 1 }));
  const db = makeDatabase([
    { id: 1, name: "first", start: 5, duration: 1, parent: 9000 },
    ...before,
    { id: 9000, name: "root", start: 1000, duration: 1 },
  ]);
  for (const id of [1, 9000]) expect(ask(db, id)).toEqual(["9000 root: 1", "  1 first: 1"]);
});

test("any links, also of a damaged file, give each span one tree, the same from each of its spans", () => {
  const random = drawRandom();
  for (let round = 0; round < 3 * ROUNDS; round++) {
    const count = 2 + random.below(60);
    // Links to higher and lower ids, to the span itself and to missing spans.
    const spans = Array.from({ length: count }, (_, index): FixtureSpan => {
      const near = index + 1 + (random.chance(0.5) ? random.below(4) : -random.below(4));
      const parent = random.chance(0.1) ? random.below(2 * count) : near;
      return {
        id: index + 1,
        start: random.below(100),
        duration: random.below(20),
        ...(random.chance(0.8) && { parent }),
      };
    });
    const db = makeDatabase(spans, {
      runs: [
        [1, 1 + random.below(count)],
        [count, count],
      ],
    });
    db.exec("UPDATE run_spans SET last_span_id = 1000");
    const roots = spans.map(({ id }) => rootOf(spans, id));
    for (const { id } of spans) {
      const root = roots[id - 1] ?? 0;
      const ids = spans.filter((_, index) => roots[index] === root).map((span) => span.id);
      const tree = readTree(db, { id });
      expect(tree).toMatchObject({ rootId: root, count: ids.length });
      expect(tree?.rows.ids.toSorted((a, b) => a - b)).toEqual(ids);
      const total = ids.reduce((sum, own) => sum + (spans[own - 1]?.duration ?? 0), 0);
      expect(tree?.shares).toMatchObject([{ count: ids.length, total }]);
      // Also by the SQL that the page shows.
      const asked = db.prepare<[], { id: number }>(tree ? treeSql(tree) : "").all();
      expect(asked.map((row) => row.id).sort((a, b) => a - b)).toEqual(ids);
      expect(db.prepare(tree ? treeNamesSql(tree) : "").all()).toMatchObject([{ count: ids.length, total }]);
    }
  }
});

test("any intervals without links give each span one tree, the same from each of its spans", () => {
  const random = drawRandom();
  for (let round = 0; round < 3 * ROUNDS; round++) {
    const spans = Array.from({ length: 2 + random.below(60) }, (_, index) => {
      return { id: index + 1, start: random.below(100), duration: random.below(20) };
    });
    // In a program's order, or in any, as if merged by a tool.
    if (random.chance(0.7)) spans.sort((a, b) => a.start + a.duration - b.start - b.duration);
    const numbered = spans.map((span, index) => ({ ...span, id: index + 1 }));
    const encloses = (outer: FixtureSpan, inner: FixtureSpan) =>
      outer.id > inner.id &&
      outer.duration > 0 &&
      outer.start <= inner.start &&
      outer.start + outer.duration >= inner.start + inner.duration;
    const linked = numbered.map((span): FixtureSpan => {
      const parent = numbered.find((outer) => encloses(outer, span))?.id;
      return { ...span, ...(parent && { parent }) };
    });
    const [plain, recorded] = [makeDatabase(numbered, { plain: true }), makeDatabase(linked)];
    for (const { id } of numbered) {
      const expected = readTree(recorded, { id });
      expect(readTree(plain, { id })).toMatchObject({
        rootId: rootOf(linked, id),
        count: expected?.count,
        levels: expected?.levels,
        rows: { ids: expected?.rows.ids, selfs: expected?.rows.selfs },
      });
      const self = expected?.rows.selfs[expected.rows.ids.indexOf(id)];
      for (const db of [plain, recorded]) expect(readSpanSelf(db, { id }), "asked for alone").toBe(self);
    }
  }
});

/** One step at a time; in a cycle, the last-written span is the root. */
function rootOf(spans: readonly FixtureSpan[], id: number): number {
  const parentOf = new Map(spans.map((span) => [span.id, span.parent]));
  const seen = [id];
  for (let up = parentOf.get(id); up !== undefined && parentOf.has(up); up = parentOf.get(up)) {
    if (seen.includes(up)) return Math.max(...seen.slice(seen.indexOf(up)));
    seen.push(up);
  }
  return seen.at(-1) ?? id;
}

test("a parent of 200,000 calls has all of them", () => {
  const calls = Array.from({ length: 200_000 }, (_, index) => ({
    id: index + 1,
    name: "call",
    start: index + 1,
    duration: 0.5,
    parent: 200_001,
  }));
  const db = makeDatabase([...calls, { id: 200_001, name: "all", start: 0, duration: 300_000 }]);
  const tree = readTree(db, { id: 77 });
  expect(tree).toMatchObject({ count: 200_001, levels: 2, shares: [{ self: 200_000 }, { count: 200_000 }] });
  expect(tree?.rows.ids).toContain(77);
  expect(tree?.rows.ids).toHaveLength(MAX_ROWS);
});

test("links to spans that are gone, circles and links to itself still give a tree", () => {
  const db = makeDatabase([
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
  const db = makeDatabase([
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
  expect(readTree(makeDatabase(failed), { id: 5 })?.failed).toEqual({ 2: "RangeError" });
});

test("gaps in the ids do not cut a tree", () => {
  const spread = SPANS.map((span) => ({
    ...span,
    id: span.id * 5000,
    ...(span.parent && { parent: span.parent * 5000 }),
  }));
  expect(ask(makeDatabase(spread), 10_000)).toHaveLength(4);
  expect(ask(makeDatabase(spread, { plain: true }), 10_000)).toHaveLength(4);
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
  const db = makeDatabase([deep, ...children, { id: count, start: 0, duration: count + 1 }]);
  const tree = readTree(db, { id: 1 });
  expect(tree?.count).toBe(count);
  expect(tree?.rows.ids).toHaveLength(MAX_ROWS);
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
    const tree = readTree(makeDatabase(chain, { plain }), { id: 1 });
    expect(tree).toMatchObject({ levels: depth, rootId: depth });
  }
});

test("a tree is read by id ranges: no full scan", () => {
  const python = new Database(fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)), {
    readonly: true,
  });
  for (const db of [makeDatabase(SPANS), python]) {
    const steps = explainQuery(db, (spy) => readTree(spy, { id: 3 }));
    expect(steps.join("\n")).toContain("USING INTEGER PRIMARY KEY");
    // Exempt are scans that read one row.
    const scans = steps.filter(
      (step) =>
        step.startsWith("SCAN") &&
        !/^SCAN (CONSTANT|\(subquery|run_spans|span_links|sqlite_schema|pragma_|list|info)/.test(step),
    );
    expect(scans).toEqual([]);
  }
});
