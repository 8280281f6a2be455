import { expect, test } from "vitest";
import type { CallTree } from "../analysis/tree/answer.ts";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { makeMany } from "../fixtures/many.ts";
import { growTrees, type TreeSpan } from "../fixtures/random-trees.ts";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { ALWAYS_EXACT } from "../model/basis.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readCallTree } from "./call-tree.ts";
import { readOverview } from "./overview.ts";
import { readSelfTimes } from "./self-times.ts";

const quiet = () => undefined;
const scopeOf = (change: Partial<Scope> = {}) => ({ ...DEFAULT_SCOPE, ...change });
const NAMES_ONLY = { split: [] as string[] };

const read = (db: Connection, change: Partial<Scope> = {}, more: object = NAMES_ONLY) =>
  readCallTree(db, { scope: scopeOf(change), ...more }, quiet);

/** Paths with calls, as `a / b`, with their figures. */
function listPaths({ paths }: Pick<CallTree, "paths">) {
  const texts: string[] = [];
  return paths.flatMap(({ parent, name, label, calls, total, self, p95 }, index) => {
    texts[index] = `${parent < 0 ? "" : `${texts[parent]} / `}${label ? `${name} ${label}` : name}`;
    return calls > 0 ? [{ path: texts[index], calls, total, self, p95 }] : [];
  });
}

type Listed = ReturnType<typeof listPaths>;
const byPath = (paths: Listed) => paths.toSorted((a, b) => ((a.path ?? "") < (b.path ?? "") ? -1 : 1));

/** The length of a union of intervals, from every stretch between two of their ends. */
function cover(intervals: readonly (readonly [from: number, to: number])[]): number {
  const ends = [...new Set(intervals.flat())].sort((a, b) => a - b);
  let sum = 0;
  for (const [index, from] of ends.entries()) {
    const to = ends[index + 1] ?? from;
    if (intervals.some((one) => one[0] <= from && one[1] >= to)) sum += to - from;
  }
  return sum;
}

/** A plain recursion over the spans, from every root. */
function walk(spans: readonly TreeSpan[], isWanted: (span: TreeSpan) => boolean): Listed {
  const durations = new Map<string, number[]>();
  const selfs = new Map<string, number>();
  const visit = (span: TreeSpan, above: string) => {
    const path = above === "" ? span.name : `${above} / ${span.name}`;
    const children = spans.filter(({ parent }) => parent === span.id);
    if (isWanted(span)) {
      const inside = children
        .map(({ start, duration }) => [
          Math.max(start, span.start),
          Math.min(start + duration, span.start + span.duration),
        ])
        .filter(([from = 0, to = 0]) => to > from) as [number, number][];
      durations.set(path, [...(durations.get(path) ?? []), span.duration]);
      selfs.set(path, (selfs.get(path) ?? 0) + span.duration - cover(inside));
    }
    for (const child of children) visit(child, path);
  };
  for (const span of spans) if (!spans.some(({ id }) => id === span.parent)) visit(span, "");
  return [...durations].map(([path, own]) => {
    const sorted = own.toSorted((a, b) => a - b);
    const position = (sorted.length - 1) * 0.95;
    const [low, high] = [sorted[Math.floor(position)] ?? 0, sorted[Math.ceil(position)] ?? 0];
    const p95 = low + (high - low) * (position - Math.floor(position));
    return { path, calls: own.length, total: own.reduce((sum, one) => sum + one, 0), self: selfs.get(path) ?? 0, p95 };
  });
}

test("paths have the figures of a plain recursion, in any scope", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS; round++) {
    const spans = growTrees(random, 150);
    const db = makeDatabase(spans);
    const began = Math.min(...spans.map(({ start }) => start));
    const scopes: [Partial<Scope>, (span: TreeSpan) => boolean][] = [
      [{}, () => true],
      [{ names: ["call", "b"] }, ({ name }) => name === "call" || name === "b"],
      [{ from: 100, to: 300 }, ({ start }) => start >= 1000 + 100 && start <= 1000 + 300],
    ];
    // Starts of a scope's time are relative to the recorded start of the run.
    expect(began).toBeGreaterThan(900);
    for (const [scope, isWanted] of scopes) {
      const found = byPath(listPaths(read(db, scope)));
      const expected = byPath(walk(spans, isWanted));
      expect(found.map(({ path, calls }) => [path, calls])).toEqual(expected.map(({ path, calls }) => [path, calls]));
      for (const [index, { total, self, p95 }] of expected.entries()) {
        expect(found[index]?.total).toBe(total);
        expect(found[index]?.self).toBeCloseTo(self, 9);
        expect(found[index]?.p95).toBeCloseTo(p95 ?? 0, 9);
      }
    }
    db.close();
  }
});

test("the SQL has the same figures, whether parents are recorded or not", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS; round++)
    for (const plain of [false, true]) {
      const spans = growTrees(random, 200);
      const db = makeDatabase(spans, { plain });
      for (const scope of [{}, { names: ["a"] }] as const) {
        const tree = read(db, scope);
        const found = byPath(listPaths(tree));
        const rows = byPath(db.prepare(tree.sql).all() as Listed);
        expect(rows.map(({ path, calls }) => [path, calls])).toEqual(found.map(({ path, calls }) => [path, calls]));
        for (const [index, row] of rows.entries())
          for (const figure of ["total", "self", "p95"] as const)
            expect(row[figure], `${row.path} ${figure}`).toBeCloseTo(found[index]?.[figure] ?? 0, 9);
      }
      db.close();
    }
});

test("the paths of a name add up to its row in the overview, exactly", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS; round++) {
    const db = makeDatabase(growTrees(random, 400));
    for (const scope of [{}, { names: ["call", "c"] }, { from: 50 }] as const) {
      const tree = read(db, scope);
      const self = new Map(readSelfTimes(db, { scope: scopeOf(scope) }, quiet).self);
      const { names, traced } = readOverview(db, { scope: scopeOf(scope) }, quiet);
      expect(tree.traced).toBe(traced);
      expect(names.length).toBeGreaterThan(1);
      for (const { name, count, total, p95 } of names) {
        const own = tree.paths.filter((path) => path.name === name);
        const sum = (figure: "calls" | "total" | "self") => own.reduce((all, path) => all + path[figure], 0);
        expect([sum("calls"), sum("total"), sum("self")]).toEqual([count, total, self.get(name)]);
        const figures = { name, calls: count, total, self: self.get(name), p95 };
        expect(tree.names.find((one) => one.name === name)).toEqual(figures);
      }
    }
    db.close();
  }
});

test("children come after their callers, with no more room than those, the largest first", () => {
  const db = makeDatabase(growTrees(drawRandom(), 500));
  const { paths } = read(db);
  for (const [index, { parent, room, total, self, level }] of paths.entries()) {
    const children = paths.filter((path) => path.parent === index);
    const needed = children.reduce((sum, child) => sum + child.room, self);
    expect(room).toBeCloseTo(Math.max(total, needed), 9);
    expect(self).toBeGreaterThanOrEqual(0);
    expect(parent).toBeLessThan(index);
    expect(level).toBe(parent < 0 ? 0 : (paths[parent]?.level ?? 0) + 1);
    expect(children.map((child) => child.room)).toEqual(children.map((child) => child.room).sort((a, b) => b - a));
  }
  expect(new Set(paths.map(({ id }) => id)).size).toBe(paths.length);
});

test("a missing parent begins a path, and a cycle of links ends where it closes", () => {
  const db = makeDatabase([
    { id: 1, name: "orphan", start: 10, duration: 1, parent: 99 },
    { id: 2, name: "a", start: 20, duration: 2, parent: 3 },
    { id: 3, name: "b", start: 20, duration: 3, parent: 4 },
    { id: 4, name: "c", start: 20, duration: 4, parent: 2 },
  ]);
  expect(byPath(listPaths(read(db))).map(({ path, total, self }) => [path, total, self])).toEqual([
    ["c", 4, 1],
    ["c / b", 3, 1],
    ["c / b / a", 2, 2],
    ["orphan", 1, 1],
  ]);
});

test("of recursion, every level is a path", () => {
  const spans = [3, 2, 1].map((level) => ({
    id: 4 - level,
    name: "walk",
    start: 10 + level,
    duration: 10 - 2 * level,
    ...(level > 1 && { parent: 5 - level }),
  }));
  expect(listPaths(read(makeDatabase(spans))).map(({ path, self }) => [path, self])).toEqual([
    ["walk", 2],
    ["walk / walk", 2],
    ["walk / walk / walk", 4],
  ]);
});

test("callers out of scope are on the path, without calls", () => {
  const spans = [
    { id: 1, name: "inner", start: 11, duration: 1, parent: 2 },
    { id: 2, name: "outer", start: 10, duration: 5 },
  ];
  const tree = read(makeDatabase(spans), { names: ["inner"] });
  expect(tree.paths.map(({ name, calls, total, room }) => [name, calls, total, room])).toEqual([
    ["outer", 0, 0, 1],
    ["inner", 1, 1, 1],
  ]);
  expect(tree).toMatchObject({ pathCount: 1, calls: 1, self: 1 });
});

test("spans without a number as duration are in no figure, and counted", () => {
  const db = makeDatabase([{ id: 1, name: "a", start: 10, duration: 1 }]);
  db.prepare("INSERT INTO spans VALUES (2, 'a', 11, 'long'), (3, 'b', 12, x'00')").run();
  db.prepare("UPDATE run_spans SET last_span_id = 3").run();
  const tree = read(db);
  expect(listPaths(tree)).toEqual([{ path: "a", calls: 1, total: 1, self: 1, p95: 1 }]);
  expect(tree).toMatchObject({ calls: 1, leftOut: 2, pathCount: 1 });
  expect(db.prepare(tree.sql).all()).toHaveLength(1);
});

test("of ten thousand levels and of a hundred thousand names, the largest paths are kept and the others counted", () => {
  const deep = Array.from({ length: 10_000 }, (_, level) => ({
    id: 10_000 - level,
    name: "down",
    start: 1000 + level,
    duration: 20_000 - 2 * level,
    ...(level > 0 && { parent: 10_001 - level }),
  })).reverse();
  const chain = read(makeDatabase(deep));
  expect(chain.paths).toHaveLength(1000);
  expect(chain).toMatchObject({ pathCount: 10_000, calls: 10_000, cut: { paths: 0, room: 0 } });
  expect(chain.paths[0]).toMatchObject({ hidden: 9000, cut: { paths: 0 } });
  expect(chain.paths.at(-1)).toMatchObject({ level: 999, hidden: 9000, cut: { paths: 1, room: 20_000 - 2 * 1000 } });
  const wide = Array.from({ length: 100_000 }, (_, index) => ({
    id: index + 1,
    name: `name ${index}`,
    start: 1000 + index,
    duration: index < 10 ? 100 - index : 1 / 64,
    parent: 100_001,
  }));
  const root = { id: 100_001, name: "root", start: 0, duration: 200_000 };
  const flat = read(makeDatabase([...wide, root]), {}, { ...NAMES_ONLY, limit: 11 });
  expect(flat.paths.map(({ name }) => name)).toEqual(["root", ...Array.from({ length: 10 }, (_, i) => `name ${i}`)]);
  expect(flat).toMatchObject({ pathCount: 100_001, calls: 100_001 });
  expect(flat.paths[0]).toMatchObject({ hidden: 99_990, cut: { paths: 99_990, room: 99_990 / 64 } });
});

const file = (id: number, algorithms: readonly string[]): FixtureSpan[] => {
  const root = id + 2 * algorithms.length;
  const calls = algorithms.flatMap((algorithm, index): FixtureSpan[] => [
    { id: id + 2 * index, name: "hash", start: id + index, duration: 1 / 4, parent: id + 2 * index + 1 },
    {
      id: id + 2 * index + 1,
      name: "compress",
      start: id + index,
      duration: 1 / 2,
      parent: root,
      tags: { mode: "fast", algorithm, bytes: String(id), ratio: "0.25" },
    },
  ]);
  return [...calls, { id: root, name: "file", start: id, duration: 10, tags: { path: `file ${id}` } }];
};
const FILES = [...file(1, ["gzip", "brotli"]), ...file(6, ["gzip", "brotli"]), ...file(11, ["brotli", ""])];

test("paths are split by what tells calls of a name apart in one tree, not by measurements or between trees", () => {
  const db = makeDatabase(FILES);
  const tree = read(db, {}, {});
  expect(tree.split).toEqual(["algorithm"]);
  expect(listPaths(tree).map(({ path, calls }) => [path, calls])).toEqual([
    ["file", 3],
    ["file / compress brotli", 3],
    ["file / compress brotli / hash", 3],
    ["file / compress gzip", 2],
    ["file / compress gzip / hash", 2],
    ['file / compress ""', 1],
    ['file / compress "" / hash', 1],
  ]);
  expect(tree.tags).toEqual([
    { key: "algorithm", values: 3 },
    { key: "path", values: 3 },
  ]);
  expect(read(db).paths).toHaveLength(3);
  const rows = db.prepare(tree.sql).all() as Listed;
  expect(rows.map(({ calls }) => calls).sort()).toEqual([1, 1, 2, 2, 3, 3, 3]);
  const byPath = read(db, {}, { split: ["path"] });
  // Those that take equally long by what they are called, whichever ended first.
  expect(byPath.paths.filter(({ level }) => level === 0).map(({ label }) => label)).toEqual([
    "file 1",
    "file 11",
    "file 6",
  ]);
});

test("a tree of more than 60 paths is not split unasked", () => {
  const many = Array.from({ length: 70 }, (_, index) => `kind ${index}`);
  const db = makeDatabase(file(1, many));
  expect(read(db, {}, {}).split).toEqual([]);
  expect(read(db, {}, { split: ["algorithm"] }).paths.filter(({ name }) => name === "compress")).toHaveLength(70);
});

test("of very many spans, a sample has the same paths, and figures near those of all", () => {
  const db = makeMany({ spans: ALWAYS_EXACT + 40_000 });
  const exact = read(db);
  const sample = read(db, {}, { ...NAMES_ONLY, reading: "sample" });
  expect(exact.basis.exact).toBe(true);
  expect(sample.basis.exact).toBe(false);
  const found = byPath(listPaths(sample));
  const expected = byPath(listPaths(exact));
  expect(expected.length).toBe(4);
  expect(found.map(({ path }) => path)).toEqual(expected.map(({ path }) => path));
  for (const [index, row] of expected.entries())
    for (const figure of ["calls", "total", "self", "p95"] as const)
      expect((found[index]?.[figure] ?? 0) / (row[figure] ?? 1), `${row.path} ${figure}`).toBeCloseTo(1, 1);
  const { names } = readOverview(db, { scope: scopeOf(), reading: "sample" }, quiet);
  for (const { name, count, total, p95 } of names)
    expect(sample.names.find((one) => one.name === name)).toMatchObject({ calls: count, total, p95 });
  // Which tags it could be split by is known from the sample; all would take as long to read as they are many.
  expect(sample.tags?.map(({ key }) => key)).toEqual(["cache", "user"]);
  expect(exact.tags).toBeNull();
  db.close();
});

test("a scope without spans has no paths", () => {
  expect(read(makeDatabase(FILES), { names: ["nobody"] })).toMatchObject({
    paths: [],
    pathCount: 0,
    calls: 0,
    self: 0,
  });
});
