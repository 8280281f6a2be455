import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, describe, expect, test } from "vitest";
import type { ExploreRows, RowsRequest } from "../analysis/explore/answer.ts";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { explainQuery } from "../fixtures/plan.ts";
import { DEFAULT_X, type DefaultX } from "../model/plot-request.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { openReader } from "../store/database.ts";
import { readExplore } from "./explore.ts";
import { readExploreRows } from "./explore-rows.ts";
import { readFirstRows } from "./sql/first-rows.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

const python = openReader(Database, fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)));
afterAll(() => python.close());

/** 40 files, each read and packed; packing time is proportional to size, and ten times as long with a cold cache. */
const FILES: readonly FixtureSpan[] = Array.from({ length: 40 }, (_, i) => {
  const size = 100 + 37 * i;
  const cold = i % 2 === 0;
  const start = 1000 + i;
  const tags = { cache: cold ? "cold" : "warm", ext: ["js", "md"][i % 2] ?? "", bytes: String(size) };
  return [
    { id: 3 * i + 1, name: "read", start, duration: 1e-4 },
    { id: 3 * i + 2, name: "pack", start: start + 0.1, duration: (size / 1e5) * (cold ? 10 : 1), parent: 3 * i + 3 },
    { id: 3 * i + 3, name: "file", start, duration: 0.9, tags },
  ].map((span) =>
    span.name === "pack" ? { ...span, tags: { level: String(i % 3), note: i === 5 ? "" : "x" } } : span,
  );
}).flat();

const files = makeDatabase(FILES);
const scope: Scope = { ...DEFAULT_SCOPE, names: ["pack"] };
const request: RowsRequest = { sort: { column: "duration", desc: true }, offset: 0, limit: 100 };
const ask = (change: Partial<RowsRequest> = {}, db = files, limits: Partial<Scope> = {}) =>
  readExploreRows(db, { scope: { ...scope, ...limits }, request: { ...request, ...change } });

function column({ columns, rows }: ExploreRows, id: string) {
  const { index } = columns.find((each) => each.id === id) ?? { index: -1 };
  return rows.map((row) => row[index]);
}

test("plot and table show values as written, even if they are calculated with as numbers", () => {
  const versions = ["1.5", "1.50", "2.0"];
  const ids = ["1152921504606846976", "1152921504606846981", "01004"];
  const db = makeDatabase(
    Array.from({ length: 30 }, (_, i) => ({
      id: i + 1,
      start: i,
      duration: 1 + i,
      tags: { version: versions[i % 3] ?? "", id: ids[i % 3] ?? "", flag: ["True", "true"][i % 2] ?? "" },
    })),
  );
  const { columns, values } = readExplore(db, { scope: DEFAULT_SCOPE, request: { x: "version", color: "tag:id" } });
  for (const [id, kind, written] of [
    ["version", "number", versions],
    ["tag:id", "text", ids],
  ] as const) {
    const found = columns.find((each) => each.id === id);
    expect(found).toMatchObject({ kind, values: 3 });
    const sent = values[found?.index ?? -1];
    expect(sent?.kind === "texts" && sent.codes.slice(0, 3).map((code) => sent.texts[code])).toEqual(written);
    const rows = readExploreRows(db, { scope: DEFAULT_SCOPE, request });
    expect(new Set(column(rows, id))).toEqual(new Set(written));
    // Filtering by a shown value finds its spans.
    for (const value of written) {
      const tags = [{ key: id.replace("tag:", ""), operator: "=" as const, value }];
      expect(readExploreRows(db, { scope: { ...DEFAULT_SCOPE, tags }, request }).total).toBe(10);
    }
  }
  expect(columns.find(({ id }) => id === "version")?.range).toEqual([1.5, 2]);
  expect(columns.find(({ id }) => id === "flag")).toMatchObject({ kind: "boolean", values: 2 });
});

test("own and inherited tags are columns with what they hold", () => {
  const { columns } = readExplore(files, { scope, request: {} });
  const said = columns.map(({ id, kind, unit, from, values, numericShare }) => ({
    id,
    kind,
    unit,
    from,
    values,
    numericShare,
  }));
  expect(said.slice(4)).toEqual([
    { id: "level", kind: "number", unit: "plain", from: null, values: 3, numericShare: 1 },
    { id: "note", kind: "text", unit: "plain", from: null, values: 2, numericShare: 0 },
    { id: "cache@file", kind: "text", unit: "plain", from: "file", values: 2, numericShare: 0 },
    { id: "ext@file", kind: "text", unit: "plain", from: "file", values: 2, numericShare: 0 },
    { id: "bytes@file", kind: "number", unit: "bytes", from: "file", values: 40, numericShare: 1 },
  ]);
  expect(columns.find(({ id }) => id === "bytes@file")?.range).toEqual([100, 100 + 37 * 39]);
  expect(columns.find(({ id }) => id === "cache@file")?.top).toEqual([
    { value: "cold", count: 20 },
    { value: "warm", count: 20 },
  ]);
});

test("a plot defaults to the number most correlated with durations, inherited or not, and the text that separates them", () => {
  const plot = readExplore(files, { scope, request: {} });
  expect(plot).toMatchObject({ x: "bytes@file", y: "duration", total: 40, grid: null });
  expect(plot.color).toBe("cache@file");
  const x = plot.values[plot.columns.find(({ id }) => id === "bytes@file")?.index ?? -1];
  expect(x).toMatchObject({ kind: "numbers", values: expect.arrayContaining([100, 100 + 37 * 39]) });
  const chosen = readExplore(files, { scope, request: { x: "level", color: "", logy: true } });
  expect(chosen).toMatchObject({ x: "level", color: null, logX: false, logY: true });
  const chosenX = (defaultX: DefaultX) => readExplore(files, { scope, request: { defaultX } }).x;
  expect(DEFAULT_X.map(chosenX)).toEqual(["bytes@file", "cache@file", "duration", "start"]);
  const all = readExplore(files, { scope: DEFAULT_SCOPE, request: {} });
  expect(all.color).toBe("name");
});

describe("rows of the whole scope", () => {
  test.each([
    ["duration", true],
    ["bytes@file", false],
    ["start", false],
    ["id", true],
  ])("are sorted by %s", (id, desc) => {
    const values = column(ask({ sort: { column: id, desc } }), id).map(Number);
    expect(values).toEqual([...values].sort((a, b) => (desc ? b - a : a - b)));
    expect(values).toHaveLength(40);
  });

  test("texts sort as texts, and spans without a value come last both ways", () => {
    const several = { names: ["pack", "read"] };
    for (const desc of [false, true]) {
      const levels = column(ask({ sort: { column: "level", desc } }, files, several), "level");
      expect(levels.slice(0, 40)).toEqual(
        [...levels.slice(0, 40)].sort((a, b) => (Number(a) - Number(b)) * (desc ? -1 : 1)),
      );
      expect(levels.slice(40).every((level) => level === null)).toBe(true);
    }
    const caches = column(ask({ sort: { column: "cache@file", desc: false } }), "cache@file");
    expect(caches).toEqual([...Array(20).fill("cold"), ...Array(20).fill("warm")]);
  });

  test("come in pages that follow on each other, near and far", () => {
    const all = column(ask(), "id");
    const pages = [0, 15, 30].flatMap((offset) => column(ask({ offset, limit: 15 }), "id"));
    expect(pages).toEqual(all);
    const far = column(ask({ offset: 0, limit: 5000 }), "id");
    expect(far).toEqual(all);
  });

  test("hold values as they were written: an empty one is not a missing one", () => {
    const notes = column(ask({ sort: { column: "id", desc: false } }), "note");
    expect(notes[5]).toBe("");
    expect(column(ask({}, files, { names: ["pack", "read"] }), "note").filter((note) => note === null)).toHaveLength(
      40,
    );
  });
});

test("a region of the plot limits the rows and is summarized", () => {
  const box = { kind: "box", x: [100, 400], y: [0, 0.02] } as const;
  const axes = { x: "bytes@file", y: "duration" };
  const { total, scoped, selection, ...rest } = ask({ ...axes, region: box });
  const expected = FILES.filter(({ name, duration }, i) => {
    const bytes = Number(FILES[i + 1]?.tags?.bytes);
    return name === "pack" && bytes <= 400 && duration <= 0.02;
  });
  expect(total).toBe(expected.length);
  expect(expected.length).toBeGreaterThan(2);
  expect(scoped).toBe(40);
  expect(selection?.count).toBe(expected.length);
  expect(new Set(column({ total, scoped, selection, ...rest }, "id"))).toEqual(new Set(expected.map(({ id }) => id)));
  // Starts are relative to that of the run, 1000.
  const early = ask({ x: "start", y: "duration", region: { kind: "box", x: [0, 4.5], y: [0, 10] } });
  expect(early.total).toBe(5);
  expect(ask({ region: { kind: "spans", ids: [2, 5, 999] } }).total).toBe(2);
});

test("long texts that differ only at their ends are not one", () => {
  const long = "x".repeat(200);
  const spans = [1, 2, 3].map((id) => ({
    id,
    name: `${long} ${id}`,
    start: id,
    duration: 1,
    tags: { path: id < 3 ? `${long} ${id}` : `y${long}` },
  }));
  const db = makeDatabase([...spans, { id: 4, name: "short", start: 4, duration: 1, tags: { path: "z" } }]);
  const textsOf = (color: string) => {
    const { columns, values } = readExplore(db, { scope: DEFAULT_SCOPE, request: { color } });
    const found = values[columns.find(({ id }) => id === color)?.index ?? -1];
    return found?.kind === "texts" ? found.texts : [];
  };
  expect(textsOf("name")).toEqual([...spans.map(({ name }) => name), "short"]);
  expect(textsOf("path")).toEqual([`${long} 1`, `${long} 2`, `y${long}`.slice(0, 80), "z"]);
});

test("spans that are written later are seen", () => {
  const growing = makeDatabase(FILES);
  expect(ask({}, growing).total).toBe(40);
  growing.exec("INSERT INTO spans (name, start, duration) VALUES ('pack', 1050, 0.5)");
  growing.exec("UPDATE run_spans SET last_span_id = 121");
  expect(ask({}, growing).total).toBe(41);
});

describe("a file that Python wrote", () => {
  const parse = { names: ["parse"] };

  test("has own and inherited tags as columns", () => {
    const plot = readExplore(python, { scope: { ...DEFAULT_SCOPE, ...parse }, request: {} });
    expect(plot).toMatchObject({ x: "nodes", y: "duration", logX: true, logY: true, total: 596 });
    expect(plot.columns.slice(4).map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      "nodes number",
      "bytes number",
      "index@file number",
      "path@file text",
      "package@file text",
      "cached@file boolean",
    ]);
  });

  test("gives the same rows at once as after reading everything, own tags alone", () => {
    const scoped = resolveScope(python, { ...DEFAULT_SCOPE, ...parse });
    const first = readFirstRows(python, scoped, { column: "duration", desc: true });
    const rest = ask({}, python, parse);
    for (const id of ["id", "start", "duration", "nodes", "bytes"])
      expect(column(first, id)).toEqual(column(rest, id).slice(0, first.rows.length));
    expect(column(first, "index@file").every((cell) => cell === undefined)).toBe(true);
    const plan = explainQuery(python, (db) => readFirstRows(db, scoped, { column: "duration", desc: true }));
    // Tags are found by binary search, never by a full scan.
    expect(plan.filter((step) => /span_tags|\bt\b/.test(step)).every((step) => step.startsWith("SEARCH"))).toBe(true);
  });
});

test("more spans than a chart can show are counted, with the slowest as points", () => {
  const many = Array.from({ length: 50_001 }, (_, i) => ({
    id: i + 1,
    name: "tick",
    start: 1000 + i / 100,
    duration: i % 1000 === 0 ? 0 : 1e-6 * (1 + ((i * 7919) % 50_000)),
  }));
  const { grid, values, columns, total } = readExplore(makeDatabase(many), {
    scope: DEFAULT_SCOPE,
    request: { logy: true },
  });
  expect(total).toBe(50_001);
  expect(grid).toMatchObject({ total: 50_001, zeros: 51, drawn: 49_950 });
  const durations = values[columns.find(({ id }) => id === "duration")?.index ?? -1];
  const slowest = many.map(({ duration }) => duration).sort((a, b) => b - a)[499] ?? 0;
  expect(durations?.kind === "numbers" && durations.values).toHaveLength(500);
  expect(durations?.kind === "numbers" && Math.min(...durations.values.map(Number))).toBe(slowest);
  const sampled = readExplore(makeDatabase(many), { scope: DEFAULT_SCOPE, request: { points: "sample" } });
  expect(sampled.grid).toBeNull();
  expect(sampled.values[0]?.kind === "numbers" && sampled.values[0].values).toHaveLength(50_000);
});

describe("errors", () => {
  const TYPES = ["TypeError", "Unfinished", "404"];
  /** Of every ten spans, one has an error of each type; all have a tag of that name. */
  const failing = Array.from({ length: 100 }, (_, i): FixtureSpan => {
    const type = TYPES[i % 10];
    const span = {
      id: i + 1,
      name: ["a", "b"][i % 2] ?? "",
      start: 1000 + i,
      duration: 1 + i,
      tags: { error: `tag ${i}` },
    };
    return type === undefined ? span : { ...span, error: { type, message: "" } };
  });
  const db = makeDatabase(failing);
  const typeOf = (id: unknown) => failing.find((span) => span.id === id)?.error?.type ?? null;
  const all: Partial<Scope> = { names: [] };

  test("are a column after the duration, apart from a tag of that name", () => {
    const found = ask({}, db, all);
    expect(found.columns.map(({ id }) => id)).toEqual(["id", "name", "start", "duration", "error", "tag:error"]);
    expect(found.columns[4]).toMatchObject({
      label: "error",
      tag: null,
      kind: "text",
      present: 30,
      values: 3,
      top: [
        { value: "TypeError", count: 10 },
        { value: "Unfinished", count: 10 },
        { value: "404", count: 10 },
      ],
    });
    expect(column(found, "error")).toEqual(column(found, "id").map(typeOf));
    expect(column(found, "tag:error")).toEqual(column(found, "id").map((id) => `tag ${Number(id) - 1}`));
    const first = readFirstRows(db, resolveScope(db, DEFAULT_SCOPE), { column: "duration", desc: true });
    expect(first.columns.map(({ id, index }) => [id, index])).toEqual(
      found.columns.map(({ id, index }) => [id, index]),
    );
    for (const { id } of found.columns) expect(column(first, id)).toEqual(column(found, id).slice(0, 60));
  });

  test("sort the table, those without one last", () => {
    for (const desc of [false, true]) {
      const sorted = column(ask({ sort: { column: "error", desc } }, db, all), "error");
      const wanted = [...TYPES].sort().flatMap((type) => Array.from({ length: 10 }, () => type));
      expect(sorted.slice(0, 30)).toEqual(desc ? wanted.toReversed() : wanted);
      expect(sorted.slice(30).every((type) => type === null)).toBe(true);
    }
  });

  test("can be an axis and the colour, and are sent for their marks, whatever is", () => {
    const on = readExplore(db, { scope: DEFAULT_SCOPE, request: { x: "error", color: "error" } });
    expect(on).toMatchObject({ x: "error", color: "error", logX: false });
    for (const request of [{}, { x: "error", color: "error" }, { points: "columns" as const }]) {
      const { columns, values } = readExplore(db, { scope: DEFAULT_SCOPE, request });
      const sent = values[columns.find(({ id }) => id === "error")?.index ?? -1];
      if (sent?.kind !== "texts") throw new Error("errors are no texts");
      expect(sent.codes.map((code) => sent.texts[code] ?? null)).toEqual(failing.map(({ id }) => typeOf(id)));
    }
    const region = { kind: "box", x: [0, 0], y: [0, 50] } as const;
    expect(column(ask({ x: "error", y: "duration", region }, db, all), "error")).toEqual(Array(5).fill("TypeError"));
  });

  test("are no column where no span has one", () => {
    const noColumn = (scope: Partial<Scope>, file = db) => {
      const scoped = resolveScope(file, { ...DEFAULT_SCOPE, ...scope });
      const rows = [ask({}, file, { ...all, ...scope }), readFirstRows(file, scoped, { column: "id", desc: false })];
      return rows.every(({ columns }) => columns.every(({ id }) => id !== "error"));
    };
    expect(noColumn({})).toBe(false);
    expect(noColumn({ error: "none" })).toBe(true);
    expect(noColumn({}, makeDatabase(failing, { plain: true }))).toBe(true);
    expect(ask({ sort: { column: "error", desc: true } }, files).rows).toEqual(ask({}, files).rows);
  });
});

test("own and inherited values of one key share a column, which tells them apart", () => {
  const spans: FixtureSpan[] = Array.from({ length: 30 }, (_, i) => {
    const own = i % 3 === 0 ? { tags: { cache: "own" } } : {};
    const root = 2 * i + 2;
    return [
      { id: root - 1, name: "pack", start: i, duration: 0.1, parent: root, ...own },
      {
        id: root,
        name: ["file", "job"][i % 2] ?? "",
        start: i,
        duration: 0.5,
        tags: i % 5 === 0 ? {} : { cache: "above" },
      },
    ];
  }).flat() as FixtureSpan[];
  const db = makeDatabase(spans);
  const answer = ask({}, db);
  const found = answer.columns.find(({ id }) => id === "cache");
  const byId = new Map(spans.map((span) => [span.id, span]));
  // Again, span by span.
  const expected = answer.rows.map(([id]) => {
    const span = byId.get(Number(id));
    const above = byId.get(span?.parent ?? 0);
    if (span?.tags?.cache !== undefined) return ["own", null];
    return above?.tags?.cache === undefined ? [null, null] : ["above", above.name];
  });
  expect(answer.rows.map((row) => [row[found?.index ?? -1], row[found?.inherited?.index ?? -1]])).toEqual(expected);
  const inherited = expected.filter(([, from]) => from !== null);
  expect(found).toMatchObject({ from: null, present: 10 + inherited.length, inherited: { count: inherited.length } });
  expect(new Set(found?.inherited?.from)).toEqual(new Set(["file", "job"]));
  // A key that no span carries itself still has a column for each source.
  const above = ask(
    {},
    makeDatabase(spans.map(({ tags, ...span }) => (span.name === "pack" ? span : { ...span, tags: tags ?? {} }))),
  );
  expect(above.columns.filter(({ tag }) => tag === "cache").map(({ id, inherited: some }) => [id, some])).toEqual([
    ["cache@job", null],
    ["cache@file", null],
  ]);
});
