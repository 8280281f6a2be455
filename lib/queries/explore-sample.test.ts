import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExplorePlot, ExploreRows, RowsRequest } from "../analysis/explore/answer.ts";
import { planBlocks } from "../columns/sample-blocks.ts";
import type { Reading } from "../columns/span-range.ts";
import { makeMany } from "../fixtures/many.ts";
import type { PlotRequest } from "../model/plot-request.ts";
import type { Progress } from "../model/progress.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { openReader } from "../store/database.ts";
import type { Connection } from "../store/driver.ts";
import { readExplore } from "./explore.ts";
import { readExploreRows } from "./explore-rows.ts";
import { readWhy } from "./why.ts";

const SPANS = 310_000;
const folder = mkdtempSync(join(tmpdir(), "spantom-sample-"));
const open: Connection[] = [];
afterAll(() => {
  for (const db of open) db.close();
  rmSync(folder, { recursive: true });
});

function make(name: string, spans: number, { step = 1, also = "" } = {}): Connection {
  const path = join(folder, name);
  const made = makeMany({ spans, step, path });
  made.exec(also);
  made.close();
  const db = openReader(Database, path);
  open.push(db);
  return db;
}

const steps: Partial<Scope> = { names: ["step 1"] };
const scopeOf = (limits: Partial<Scope> = {}): Scope => ({ ...DEFAULT_SCOPE, ...limits });
const rowsRequest: RowsRequest = { sort: { column: "duration", desc: true }, offset: 0, limit: 100 };

type Limits = { readonly limits?: Partial<Scope>; readonly told?: Progress[] };

function plot(db: Connection, reading: Reading, request: PlotRequest = {}, { limits, told }: Limits = {}) {
  return readExplore(db, { scope: scopeOf(limits), reading, request }, (progress) => told?.push(progress));
}

function rows(db: Connection, reading: Reading, request: Partial<RowsRequest> = {}, { limits, told }: Limits = {}) {
  const asked = { scope: scopeOf(limits), reading, request: { ...rowsRequest, ...request } };
  return readExploreRows(db, asked, (progress) => told?.push(progress));
}

/** Rows as objects, by the ids of columns whose cells are known. */
function toObjects({ columns, rows: found }: ExploreRows) {
  const known = columns.filter(({ index }) => index >= 0).sort((a, b) => (a.id < b.id ? -1 : 1));
  return found.map((row) => Object.fromEntries(known.map(({ id, index }) => [id, row[index]])));
}

const looksOf = ({ x, y, color, logX, logY, columns }: ExplorePlot) => ({
  ...{ x, y, color, logX, logY },
  columns: columns.map(({ id, kind }) => `${id} ${kind}`),
});

function count(db: Connection, condition: string): number {
  const sql = `SELECT count(*) FROM spans AS s LEFT JOIN span_tags AS t ON t.span_id = s.id AND t.key = 'size'
    WHERE ${condition}`;
  return db.prepare<[], number>(sql).pluck().get() ?? 0;
}

/** Within so many percent. */
function expectNear(found: number, expected: number, percent: number): void {
  expect(found / expected, `${found} for ${expected}`).toBeGreaterThan(1 - percent / 100);
  expect(found / expected, `${found} for ${expected}`).toBeLessThan(1 + percent / 100);
}

describe("a run of 310,000 spans", () => {
  let db: Connection;
  beforeAll(() => {
    db = make("many.db", SPANS);
  });
  const condition = "s.name = 'step 1'";

  test("is drawn from a sample first, then from all spans, on the same axes with the same columns in order", () => {
    for (const limits of [{}, steps]) {
      const sampled = plot(db, "sample", {}, { limits });
      expect(sampled.basis).toMatchObject({ read: 200_000, of: SPANS, exact: false });
      const exact = plot(db, "exact", {}, { limits });
      expect(exact.basis).toEqual({ read: SPANS, of: SPANS, exact: true, seconds: 0 });
      expect(looksOf(exact)).toEqual({
        ...looksOf(sampled),
        columns: expect.arrayContaining(looksOf(sampled).columns),
      });
      expect(looksOf(exact).columns.slice(0, sampled.columns.length)).toEqual(looksOf(sampled).columns);
      const total = limits.names ? count(db, condition) : SPANS;
      expect(exact.total).toBe(total);
      expectNear(sampled.total, total, 2);
      expect(exact.grid?.total).toBe(total);
      expectNear(sampled.grid?.drawn ?? 0, exact.grid?.drawn ?? 0, 2);
    }
  });

  test("figures of columns are estimated from a sample, and say so", () => {
    const [sampled, exact] = (["sample", "exact"] as const).map((reading) =>
      plot(db, reading, {}, { limits: { names: ["step 2"] } }).columns.find(({ id }) => id === "size"),
    );
    expect(exact).toMatchObject({ estimated: false, present: count(db, "s.name = 'step 2'") });
    expect(sampled).toMatchObject({ estimated: true, kind: "number", unit: exact?.unit });
    expectNear(sampled?.present ?? 0, exact?.present ?? 0, 2);
  });

  test("rows by what all spans have are those of all spans before all are read, with what they inherit", () => {
    const limits = { names: ["step 0", "request"], maxSpanId: SPANS - 10 };
    const sorts = [
      { column: "duration", desc: true },
      { column: "duration", desc: false },
      { column: "start", desc: true },
      { column: "name", desc: false },
      { column: "id", desc: true },
    ];
    const early = sorts.map((sort) => rows(db, "sample", { sort }, { limits }));
    expect(early.every(({ basis, listed }) => basis?.exact === false && listed === null)).toBe(true);
    for (const [index, sort] of sorts.entries()) {
      const before = early[index] as ExploreRows;
      const exact = rows(db, "exact", { sort }, { limits });
      expect(exact.basis?.exact).toBe(true);
      const isKnown = ([id]: [string, unknown]) => before.columns.some((column) => column.id === id);
      const shared = toObjects(exact).map((row) => Object.fromEntries(Object.entries(row).filter(isKnown)));
      expect(toObjects(before)).toEqual(shared);
      // By name, requests come first.
      const inherits = shared.some(({ user, name }) => user !== null && name !== "request");
      expect(inherits, sort.column).toBe(sort.column !== "name");
      const first = db
        .prepare<[], number>(
          `SELECT id FROM spans WHERE name IN ('step 0', 'request') AND id <= ${SPANS - 10}
           ORDER BY ${sort.column} ${sort.desc ? "DESC" : "ASC"}, id LIMIT 100`,
        )
        .pluck()
        .all();
      expect(toObjects(before).map(({ id }) => id)).toEqual(first);
    }
  });

  test("rows sorted by a tag come from the sample first: the list says how many it holds", () => {
    const limits = { names: ["step 1"], maxSpanId: SPANS - 2000 };
    const sort = { column: "size", desc: true };
    const early = rows(db, "sample", { sort }, { limits });
    expect(early.listed).toBeLessThan(early.total ?? 0);
    expectNear(early.total ?? 0, count(db, `${condition} AND s.id <= ${SPANS - 2000}`), 2);
    const exact = rows(db, "exact", { sort }, { limits });
    expect(exact).toMatchObject({ listed: null, total: count(db, `${condition} AND s.id <= ${SPANS - 2000}`) });
    expect(toObjects(exact)[0]?.size).toBe("5002");
  });

  test("a selection is estimated first, then counted", () => {
    const limits = { names: ["step 1"], maxSpanId: SPANS - 3000 };
    const region = { kind: "box", x: [1000, 3000], y: [0, 1] } as const;
    const request = { x: "size", y: "duration", region };
    const expected = count(db, `${condition} AND s.id <= ${SPANS - 3000} AND t.value + 0 BETWEEN 1000 AND 3000`);
    const early = rows(db, "sample", request, { limits });
    expect(early.basis?.exact).toBe(false);
    expectNear(early.selection?.count ?? 0, expected, 5);
    expect(rows(db, "exact", request, { limits }).selection?.count).toBe(expected);
  });

  test("a second question reads nothing, and is exact at once", () => {
    const limits = { names: ["step 2", "request"] };
    const first: Progress[] = [];
    plot(db, "exact", {}, { limits, told: first });
    expect(first.some(({ what }) => what === "Reading tags")).toBe(true);
    const told: Progress[] = [];
    expect(plot(db, "sample", { x: "start", color: "cache" }, { limits, told }).basis.exact).toBe(true);
    expect(rows(db, "sample", { sort: { column: "size", desc: false } }, { limits, told }).basis?.exact).toBe(true);
    expect(told).toEqual([]);
  });

  test("why slow: shares and counts from a sample are near the exact ones, and nothing is said of the first calls", () => {
    const scope = scopeOf({ names: ["step 1"], maxSpanId: SPANS - 4000 });
    const [sampled, exact] = (["sample", "exact"] as const).map((reading) =>
      readWhy(db, { scope, reading, selection: { slowest: 5 } }),
    );
    expect(sampled?.basis.exact).toBe(false);
    expect(exact?.basis.exact).toBe(true);
    expect(exact?.calls).toBe(count(db, `${condition} AND s.id <= ${SPANS - 4000}`));
    expectNear(sampled?.calls ?? 0, exact?.calls ?? 0, 2);
    expectNear(sampled?.selected ?? 0, exact?.selected ?? 0, 3);
    expect(sampled?.selectedWords).toMatch(/^≈ [\d,]+ selected/);
    expect(exact?.selectedWords).toMatch(/^[\d,]+ selected/);
    expect(sampled?.items.map(({ title }) => title)).toEqual(exact?.items.map(({ title }) => title));
    expect(exact?.items.map(({ title }) => title)).toContain("cache = cold");
    expect(sampled?.warmUp).toBeNull();
    expect(sampled?.rest.join(" ")).not.toMatch(/warm-up|drift/);
    expect(sampled?.rest.at(-1)).toBe("Times and other tasks are judged from all spans only.");
    expect(exact?.rest).not.toContain("Times and other tasks are judged from all spans only.");
  });
});

test("the axis of durations reaches from the start as far as all spans do", () => {
  const blocks = planBlocks([{ firstId: 1, lastId: SPANS }], SPANS) ?? [];
  const isSampled = (id: number) => blocks.some(({ firstId, lastId }) => id >= firstId && id <= lastId);
  const [long, short] = Array.from({ length: SPANS }, (_, index) => index + 1).filter((id) => !isSampled(id));
  const also = `UPDATE spans SET duration = iif(id = ${long}, 9, 1e-9) WHERE id IN (${long}, ${short})`;
  const db = make("extremes.db", SPANS, { also });
  const sampled = plot(db, "sample");
  const exact = plot(db, "exact");
  for (const { durations, grid } of [sampled, exact]) {
    expect(durations).toEqual([1e-9, 9]);
    expect(grid?.y).toEqual({ low: 1e-9, high: 9, bins: grid?.y.bins, log: true });
  }
  expect(sampled.basis.exact).toBe(false);
  // A tag filter takes a pass over the tags; its extremes come with the exact answer.
  const tags = [{ key: "cache", operator: "=", value: "warm" }] as const;
  expect(plot(db, "sample", {}, { limits: { tags } }).durations?.[1]).toBeLessThan(1);
});

test("the slowest rows show errors, and where values are inherited from, before all spans are read", () => {
  const also = `INSERT INTO span_errors SELECT id, iif(id % 2, 'TypeError', 'Unfinished'), '', NULL FROM spans WHERE id % 7 = 0;
    INSERT INTO span_tags (span_id, key, value) SELECT id, 'user', 'own' FROM spans WHERE id % 11 = 0 AND id % 10 > 0`;
  const db = make("failing.db", SPANS, { also });
  const [sampled, exact] = (["sample", "exact"] as const).map((reading) => rows(db, reading, {}, { limits: steps }));
  const shown = (answer: ExploreRows | undefined) => {
    const cellsOf = (id: string) => answer?.columns.find((column) => column.id === id);
    const [error, user] = [cellsOf("error"), cellsOf("user")];
    return answer?.rows.map((row) => [
      row[0],
      row[error?.index ?? -1],
      row[user?.index ?? -1],
      row[user?.inherited?.index ?? -1],
    ]);
  };
  expect(sampled?.basis?.exact).toBe(false);
  expect(shown(sampled)).toEqual(shown(exact));
  const [errors, sources] = [1, 3].map((cell) => new Set(shown(exact)?.map((row) => row[cell])));
  expect(errors).toEqual(new Set(["TypeError", "Unfinished", null]));
  const failing = count(db, "s.name = 'step 1' AND s.id % 7 = 0");
  for (const answer of [sampled, exact])
    expect(answer?.columns.find(({ id }) => id === "error")).toMatchObject({ present: failing, estimated: false });
  expect(sources).toEqual(new Set(["request", null]));
});

/** Ids far apart count as spans that were deleted: memory is planned for as many as there are ids. */
describe("a run of so many spans that only the keys asked for are read", () => {
  let db: Connection;
  beforeAll(() => {
    db = make("sparse.db", 340_000, { step: 10 });
  });
  const limits = { names: ["step 1", "request"] };

  test("figures are exact, those of other columns stay estimates", () => {
    const sampled = plot(db, "sample", { x: "size" }, { limits });
    expect(sampled.basis).toMatchObject({ exact: false });
    expect(sampled.basis.follows).toBeUndefined();
    const exact = plot(db, "exact", { x: "size" }, { limits });
    expect(exact.basis).toMatchObject({ read: 340_000, of: 340_000, exact: true });
    expect(looksOf(exact)).toEqual(looksOf(sampled));
    const inScope = "s.name IN ('step 1', 'request')";
    expect(exact.total).toBe(count(db, inScope));
    expect(exact.grid).toMatchObject({
      total: exact.total,
      missing: { x: count(db, `${inScope} AND t.value IS NULL`) },
    });
    expect(exact.columns.find(({ id }) => id === "cache")?.estimated).toBe(true);
    expect(exact.columns.find(({ id }) => id === "duration")?.estimated).toBe(false);
  });

  test("inherited tags are read like own ones; colours and cells of points come from the file", () => {
    const exact = plot(db, "exact", { x: "user", color: "cache" }, { limits });
    // All steps inherit it from their requests.
    expect(exact.grid?.missing.x).toBe(0);
    const found = exact.values[exact.columns.find(({ id }) => id === "cache")?.index ?? -1];
    expect(found?.kind === "texts" && [...found.texts].sort()).toEqual(["cold", "warm"]);
    const region = { kind: "box", x: [2, 3], y: [0, 1] } as const;
    const selected = rows(db, "exact", { x: "user", y: "duration", region }, { limits });
    const expected = db
      .prepare<[], number>(
        `SELECT count(*) FROM spans AS s LEFT JOIN span_links AS l ON l.span_id = s.id
         JOIN span_tags AS t ON t.span_id = coalesce(l.parent_id, s.id) AND t.key = 'user'
         WHERE s.name IN ('step 1', 'request') AND t.value IN ('2', '3')`,
      )
      .pluck()
      .get();
    expect(selected.total).toBe(expected);
    for (const row of toObjects(selected)) expect(["2", "3"]).toContain(row.user);
  });

  test("rows are sorted by any tag, near and far; another key is read, the spans are not", () => {
    const told: Progress[] = [];
    const sort = { column: "size", desc: true };
    const page = rows(db, "exact", { sort, offset: 3000, limit: 50 }, { limits, told });
    expect(told.every(({ what }) => what === "Reading size")).toBe(true);
    const sizes = db
      .prepare<[], string>(
        `SELECT t.value FROM spans AS s JOIN span_tags AS t ON t.span_id = s.id AND t.key = 'size'
         WHERE s.name = 'step 1' ORDER BY t.value + 0 DESC, s.id LIMIT 50 OFFSET 3000`,
      )
      .pluck()
      .all();
    expect(toObjects(page).map(({ size }) => size)).toEqual(sizes);
    const again: Progress[] = [];
    expect(rows(db, "sample", { sort }, { limits, told: again }).basis?.exact).toBe(true);
    expect(again).toEqual([]);
  });

  test("what takes more memory than a query may have is answered from the sample, and says that this is final", () => {
    const wide = make("wide.db", 310_000, { step: 50 });
    const request = { x: "size", y: "user" };
    for (const reading of ["sample", "exact"] as const)
      expect(plot(wide, reading, request).basis).toMatchObject({ exact: false, follows: "never" });
    const why = readWhy(wide, { scope: scopeOf({ names: ["step 1"] }), reading: "exact", selection: { slowest: 5 } });
    expect(why.basis).toMatchObject({ exact: false, follows: "never" });
  });
});
