import { expect, test } from "vitest";
import { readColumns } from "../../columns/read-columns.ts";
import { readTagsAt } from "../../columns/tags-at.ts";
import { drawTrees, type PlantedSpan, plantTrees, type TreeDraw } from "../../fixtures/planted-trees.ts";
import { DEFAULT_SCOPE, type Scope } from "../../model/scope.ts";
import { resolveScope } from "../../queries/sql/scoped-spans.ts";
import type { Connection } from "../../store/driver.ts";
import { findWithin } from "./children.ts";
import { type Selection, splitCalls } from "./selection.ts";
import { describeChild, describeSelf } from "./tree-words.ts";

function read(db: Connection, selection: Selection = { slowest: 5 }, scope: Partial<Scope> = {}) {
  const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, names: ["request"], ...scope }));
  const split = splitCalls(columns, selection);
  return { columns, split, ...findWithin(columns, split) };
}

/** Children one after the other, and a request around them with some time of its own at the end. */
function request(start: number, own: number, parts: readonly Omit<PlantedSpan, "start">[]): PlantedSpan {
  const children: PlantedSpan[] = [];
  let at = 1e-5;
  for (const part of parts) {
    children.push({ ...part, start: at });
    at += part.duration;
  }
  return { name: "request", start, duration: at + own, children };
}

/** A parse and a render in each request, as short noise. */
function plantRequests(count: number, seed: number, make: (draw: TreeDraw) => { own?: number; parts?: Part[] }) {
  const draw = drawTrees(seed);
  const roots: PlantedSpan[] = [];
  let clock = 0;
  for (let index = 0; index < count; index++) {
    const { own = 1e-3 * draw.noise(0.3), parts = [] } = make(draw);
    const parse = { name: "parse", duration: 1e-3 * draw.noise(0.3) };
    const render = { name: "render", duration: 2e-3 * draw.noise(0.3) };
    const one = request(clock, own, [parse, ...parts, render]);
    roots.push(one);
    clock += one.duration + 1e-4;
  }
  return roots;
}

type Part = Omit<PlantedSpan, "start">;

test("a child that is slow in the slow calls", () => {
  const roots = plantRequests(600, 1, (draw) => {
    const miss = draw.chance(0.05);
    const tags = { cache: miss ? "miss" : "hit", host: draw.chance(0.5) ? "a" : "b" };
    return { parts: [{ name: "http GET pricing", duration: (miss ? 0.2 : 2e-3) * draw.noise(0.3), tags }] };
  });
  const db = plantTrees(roots);
  const { children, self, columns } = read(db);
  expect(children).toMatchObject([{ kind: "child", key: "http GET pricing", path: ["http GET pricing"] }]);
  expect(self).toBeNull();
  const [found] = children;
  expect(found?.coverage).toBeGreaterThan(0.95);
  expect(found?.effect).toBeGreaterThan(0.9);
  expect(found?.chance).toBeLessThan(1e-6);
  expect(found && describeChild(found, 5).join(" ")).toMatch(
    /^9\d % of the time of the slowest 5 % is in http GET pricing, (3|4)\d % of the rest's\. It takes (9\d|> 99) % of their extra time: (1|2)\d\d ms a call against \d\.\d\d ms\.$/,
  );
  // The same shares by SQL.
  const limit = Math.min(...[...columns.duration].sort((a, b) => b - a).slice(0, 30));
  const share = db.prepare(
    `SELECT sum(c.duration) / sum(p.duration) FROM spans AS p JOIN span_links AS l ON l.parent_id = p.id
     JOIN spans AS c ON c.id = l.span_id WHERE c.name LIKE 'http%' AND (p.duration >= ?) = ?`,
  );
  expect(found?.share.selected).toBeCloseTo(share.pluck().get(limit, 1) as number, 6);
  expect(found?.share.rest).toBeCloseTo(share.pluck().get(limit, 0) as number, 6);
});

test("the deepest path that still carries the extra time, and tags along it", () => {
  const roots = plantRequests(600, 2, (draw) => {
    const miss = draw.chance(0.05);
    const query = {
      name: "query",
      duration: (miss ? 0.1 : 1e-3) * draw.noise(0.3),
      start: 0,
      tags: { table: "prices" },
    };
    const plan = { name: "plan", duration: query.duration * draw.next() * 0.5, start: 0 };
    const load = { name: "load", duration: query.duration + 1e-4, tags: { cache: miss ? "miss" : "hit" } };
    return { parts: [{ ...load, children: [{ ...query, children: [plan] }] }] };
  });
  const db = plantTrees(roots);
  const { children, columns, split } = read(db);
  expect(children.map(({ key }) => key)).toEqual(["load › query"]);
  const tree = columns.tree;
  if (!tree) throw new Error("no tree");
  const [load, query] = children[0]?.longest.map((places) => readTagsAt(db, tree, places)) ?? [];
  expect(query?.map(({ key, values }) => [key, values])).toEqual([["table", ["prices"]]]);
  const cache = load?.find(({ key }) => key === "cache");
  expect(cache).toMatchObject({ from: "load", count: 600, kind: "text" });
  const codes = cache?.codes() ?? new Int32Array();
  const values = [...split.rows]
    .filter((_, index) => split.selected[index])
    .map((row) => cache?.values[codes[row] ?? -1]);
  expect(values.filter((value) => value === "miss").length).toBeGreaterThan(25);
});

test("the tags are those of the longest child", () => {
  const roots = plantRequests(50, 3, (draw) => {
    const times = draw.chance(0.2) ? 10 : 1;
    const duration = (n: number) => 1e-3 * times * (n === 2 ? 5 : 1) * draw.noise(0.1);
    return { parts: [1, 2, 3].map((n) => ({ name: "try", duration: duration(n), tags: { n: String(n) } })) };
  });
  const db = plantTrees(roots);
  const { columns, children } = read(db, { slowest: 20 });
  const [longest] = children.find(({ key }) => key === "try")?.longest ?? [];
  if (!columns.tree || !longest) throw new Error("not found");
  const [n] = readTagsAt(db, columns.tree, longest);
  expect(n).toMatchObject({ key: "n", values: ["2"], count: 50 });
});

test("time outside of all children", () => {
  const roots = plantRequests(600, 4, (draw) => ({ own: (draw.chance(0.05) ? 0.2 : 1e-3) * draw.noise(0.3) }));
  const { children, self } = read(plantTrees(roots));
  expect(children).toEqual([]);
  expect(self).toMatchObject({ kind: "self", key: "" });
  expect(self?.coverage).toBeGreaterThan(0.97);
  expect(self?.share.selected).toBeGreaterThan(0.9);
  expect(self && describeSelf(self, 5)).toEqual([
    expect.stringMatching(
      /^(9\d|> 99) % of the extra time of the slowest 5 % is in none of their children: (1|2)\d\d ms a call against \d\.\d\d ms\.$/,
    ),
  ]);
});

test("two children, each in some of the slow calls", () => {
  const roots = plantRequests(1000, 5, (draw) => {
    const kind = draw.next();
    const slow = (low: number, high: number) => (kind >= low && kind < high ? 0.1 : 1e-3) * draw.noise(0.3);
    return {
      parts: [
        { name: "disk", duration: slow(0, 0.03) },
        { name: "net", duration: slow(0.03, 0.05) },
      ],
    };
  });
  const { children, self } = read(plantTrees(roots));
  expect(children.map(({ key }) => key)).toEqual(["disk", "net"]);
  const sum = children.reduce((total, { coverage }) => total + coverage, 0);
  expect(sum).toBeGreaterThan(0.9);
  expect(sum).toBeLessThan(1.05);
  expect(self).toBeNull();
});

test("children that are longer in the same proportion are none, unless they are most of the call", () => {
  const plant = (share: number) =>
    plantTrees(
      plantRequests(800, 6, (draw) => {
        const size = draw.noise(1);
        return { own: 0.1 * (1 - share) * size, parts: [{ name: "copy", duration: 0.1 * share * size }] };
      }),
    );
  expect(read(plant(0.5))).toMatchObject({ children: [], self: null });
  const [copy] = read(plant(0.8)).children;
  expect(copy?.key).toBe("copy");
  expect(copy?.coverage).toBeCloseTo(0.8, 1);
  expect(copy?.share.selected).toBeCloseTo(copy?.share.rest ?? 0, 1);
  expect(read(plant(0.2)).self?.coverage).toBeCloseTo(0.8, 1);
});

test("children at the same time count once", () => {
  const draw = drawTrees(7);
  const roots = Array.from({ length: 400 }, (_, index): PlantedSpan => {
    const longest = (draw.chance(0.05) ? 0.1 : 5e-3) * draw.noise(0.3);
    const children = [1, 0.9, 0.8, 0.7].map((part) => ({ name: "fetch", start: 1e-4, duration: part * longest }));
    return { name: "request", start: index, duration: longest + 2e-4, children };
  });
  const [found] = read(plantTrees(roots)).children;
  expect(found?.key).toBe("fetch");
  expect(found?.share.selected).toBeGreaterThan(0.99);
  expect(found?.share.selected).toBeLessThan(1);
});

test("nothing where the selection is not slower, nor without children", () => {
  const roots = plantRequests(300, 8, (draw) => ({ parts: [{ name: "copy", duration: 0.01 * draw.noise(0.5) }] }));
  const fastest = plantTrees(roots)
    .prepare<[], number>("SELECT id FROM spans WHERE name = 'request' ORDER BY duration LIMIT 20")
    .pluck()
    .all();
  expect(read(plantTrees(roots), { ids: fastest })).toMatchObject({ children: [], self: null });
  const alone = roots.map(({ name, start, duration }) => ({ name, start, duration }));
  expect(read(plantTrees(alone))).toMatchObject({ children: [], self: null });
});

test("calls whose children were not all read do not count", () => {
  const roots = plantRequests(300, 9, (draw) => ({ parts: [{ name: "copy", duration: 0.01 * draw.noise(0.5) }] }));
  const db = plantTrees(roots);
  // The window begins between the children of a request.
  const { columns, children } = read(db, { slowest: 20 }, { window: 102 });
  expect(columns.tree?.cuts).toEqual([0]);
  expect(columns.count).toBe(26);
  expect(Number.isNaN(children[0]?.measure.at(0))).toBe(true);
  expect(children[0]?.measure.at(1)).toBeGreaterThan(0);
  expect(read(db).columns.tree?.cuts).toEqual([]);
});

test("parents derived from containment do as well", () => {
  const roots = plantRequests(300, 10, (draw) => {
    const miss = draw.chance(0.05);
    return { parts: [{ name: "query", duration: (miss ? 0.1 : 1e-3) * draw.noise(0.3) }] };
  });
  expect(read(plantTrees(roots, { plain: true })).children.map(({ key }) => key)).toEqual(["query"]);
});
