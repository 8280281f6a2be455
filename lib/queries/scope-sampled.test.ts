/** The scope, the palette and a span's rank in a run that is too long to be read at once, beside SQL. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeDriftingFile } from "../fixtures/drifting-file.ts";
import type { TagFilter } from "../model/filter.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { openReader } from "../store/database.ts";
import type { Connection } from "../store/driver.ts";
import { readOverviewSql } from "./overview-sql.ts";
import { readScopeCount } from "./scope-count.ts";
import { readScopeNames } from "./scope-names.ts";
import { readScopeNewest } from "./scope-newest.ts";
import { readScopeStrip } from "./scope-strip.ts";
import { readScopeTags } from "./scope-tags.ts";
import { readSearchIndex } from "./search-index.ts";
import { readSpanRank } from "./span-rank.ts";
import { readSpanTagRanks } from "./span-tag-ranks.ts";

const SPANS = 350_000;
/** The newer of two runs. */
const [FIRST, LAST] = [SPANS + 1, 2 * SPANS];

const folder = mkdtempSync(join(tmpdir(), "spantom-scope-"));
const path = join(folder, "runs.db");
let db: Connection;
beforeAll(() => {
  writeDriftingFile(path, SPANS, 3);
  db = openReader(Database, path);
}, 120_000);
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const scoped = (change: Partial<Scope> = {}) => ({ scope: { ...DEFAULT_SCOPE, ...change } });
const sampled = (change: Partial<Scope> = {}) => ({ ...scoped(change), reading: "sample" as const });
const is = (key: string, value: string): TagFilter => ({ key, operator: "=", value });
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
const offBy = (about: number | undefined, truth: number) => Math.abs((about ?? 0) / truth - 1);

function ask<Row>(sql: string, ...parameters: (string | number)[]): Row[] {
  return db.prepare<(string | number)[], Row>(sql).all(...parameters);
}

interface Named {
  readonly name: string;
  readonly count: number;
  readonly total: number;
}

function askNames(): Named[] {
  return ask<Named>(
    `SELECT name, count(*) AS count, sum(duration) AS total FROM spans WHERE id BETWEEN ? AND ?
     GROUP BY name ORDER BY total DESC`,
    FIRST,
    LAST,
  );
}

function askTags(): { key: string; value: string; count: number }[] {
  return ask(
    "SELECT key, value, count(*) AS count FROM span_tags WHERE span_id BETWEEN ? AND ? GROUP BY 1, 2",
    FIRST,
    LAST,
  );
}

test("names: estimates in the same order, then SQLite's counts", () => {
  const truth = askNames();
  const found = readScopeNames(db, scoped());
  expect(found.names.map(({ name, count }) => [name, count])).toEqual(truth.map(({ name, count }) => [name, count]));
  const { names, basis } = readScopeNames(db, sampled());
  expect(basis).toMatchObject({ of: SPANS, exact: false });
  expect(names.slice(0, 2).map(({ name }) => name)).toEqual(truth.slice(0, 2).map(({ name }) => name));
  for (const { name, count } of names.slice(0, 2))
    expect(offBy(count, truth.find((one) => one.name === name)?.count ?? 0)).toBeLessThan(0.02);
});

test("tags: also those that only old spans have", () => {
  const { tags, basis } = readScopeTags(db, sampled());
  const found = readScopeTags(db, scoped());
  expect([basis.exact, found.basis.exact]).toEqual([false, true]);
  expect(tags.map(({ key }) => key)).toEqual(["route", "warming"]);
  for (const { key, value, count } of askTags()) {
    const countIn = (list: typeof tags) =>
      list.find((tag) => tag.key === key)?.top.find((one) => one.value === value)?.count;
    expect(countIn(found.tags)).toBe(count);
    expect(offBy(countIn(tags), count)).toBeLessThan(0.05);
  }
});

test("the strip has the length of the run, and as many spans", () => {
  const [about, found] = [readScopeStrip(db, sampled()), readScopeStrip(db, scoped())];
  expect(sum(found.bins)).toBe(SPANS);
  expect(offBy(sum(about.bins), SPANS)).toBeLessThan(0.001);
  expect([about.low, about.length]).toEqual([found.low, found.length]);
  const [aboutAll, all] = [readScopeStrip(db, sampled({ run: "all" })), readScopeStrip(db, scoped({ run: "all" }))];
  expect(aboutAll.length).toBeGreaterThanOrEqual(all.length);
  expect(offBy(aboutAll.length, all.length)).toBeLessThan(1e-5);
});

test("what a filter would leave is estimated, or counted", () => {
  const tags = [is("route", "/a")];
  const truth = askTags().find(({ value }) => value === "/a")?.count ?? 0;
  expect(readScopeCount(db, scoped({ tags })).count).toBe(truth);
  const { count, basis } = readScopeCount(db, sampled({ tags }));
  expect([basis.exact, offBy(count, truth) < 0.04]).toEqual([false, true]);
});

test("the palette has the names of the whole run with their totals, and the tags of the whole file", () => {
  const { names, keys, basis } = readSearchIndex(db, { run: "latest", window: null });
  expect(basis.exact).toBe(false);
  for (const { name, count, total } of askNames().slice(0, 2)) {
    const found = names.find((one) => one.name === name);
    expect(offBy(found?.count, count)).toBeLessThan(0.02);
    expect(offBy(found?.total, total)).toBeLessThan(0.05);
  }
  expect(keys.map(({ key, on }) => [key, on])).toEqual([
    ["route", "handle"],
    ["warming", "poll"],
  ]);
});

test("a span's rank is near at first, then SQLite's, with its neighbours", () => {
  const [own] = ask<{ id: number; duration: number }>(
    "SELECT id, duration FROM spans WHERE name = 'handle' AND id BETWEEN ? AND ? ORDER BY duration LIMIT 1 OFFSET 150000",
    FIRST,
    LAST,
  );
  const { id, duration } = own ?? { id: 0, duration: 0 };
  const [counts] = ask<{ count: number; faster: number; p95: number }>(
    `SELECT count(*) AS count, sum(duration < ?) AS faster, percentile(duration, 95) AS p95
     FROM spans WHERE name = 'handle' AND id BETWEEN ? AND ?`,
    duration,
    FIRST,
    LAST,
  );
  const truth = counts ?? { count: 0, faster: 0, p95: 0 };
  const [slower] = ask<{ id: number }>(
    "SELECT id FROM spans WHERE name = 'handle' AND id BETWEEN ? AND ? AND duration > ? ORDER BY duration LIMIT 1",
    FIRST,
    LAST,
    duration,
  );
  const found = readSpanRank(db, { id, ...scoped() });
  expect(found).toMatchObject({ count: truth.count, fasterShare: truth.faster / truth.count, basis: { exact: true } });
  expect(found?.slower).toBe(truth.count - truth.faster - 1);
  expect(found?.p95).toBeCloseTo(truth.p95, 12);
  expect(found?.slowerSpan?.id).toBe(slower?.id);
  const about = readSpanRank(db, { id, ...sampled() });
  expect(about).toMatchObject({ basis: { exact: false }, slowerSpan: null, fasterSpan: null });
  expect(offBy(about?.count, truth.count)).toBeLessThan(0.02);
  expect(Math.abs((about?.fasterShare ?? 0) - truth.faster / truth.count)).toBeLessThan(0.01);
  expect(offBy(about?.p95, truth.p95)).toBeLessThan(0.05);
  expect(offBy(sum(about?.bins ?? []), truth.count)).toBeLessThan(0.02);

  const [value] = ask<{ value: string }>("SELECT value FROM span_tags WHERE span_id = ? AND key = 'route'", id);
  const same = askTags().find((tag) => tag.value === value?.value)?.count ?? 0;
  const all = sum(
    askTags()
      .filter(({ key }) => key === "route")
      .map(({ count }) => count),
  );
  expect(readSpanTagRanks(db, { id, ...scoped() }).ranks).toEqual([
    { key: "route", count: all, same, percentile: null },
  ]);
  const [rank] = readSpanTagRanks(db, { id, ...sampled() }).ranks;
  expect(offBy(rank?.same, same)).toBeLessThan(0.04);
});

test.each([
  ["route", "/b"],
  ["warming", "yes"],
])("the newest spans with %s = %s are found, however far back they are", (key, value) => {
  const found = readScopeNewest(db, scoped({ tags: [is(key, value)] }));
  const truth = ask<{ id: number }>(
    `SELECT span_id AS id FROM span_tags WHERE key = ? AND value = ? AND span_id BETWEEN ? AND ?
     ORDER BY span_id DESC LIMIT 100`,
    key,
    value,
    FIRST,
    LAST,
  );
  expect(found.spans.map(({ id }) => id)).toEqual(truth.map(({ id }) => id));
});

test("the SQL of a view with a tag filter is told from a sample", () => {
  const { where } = readOverviewSql(db, scoped({ tags: [is("route", "/a")] }));
  const [row] = ask<{ count: number }>(`SELECT count(*) AS count FROM spans AS s WHERE ${where}`);
  expect(row?.count).toBe(askTags().find(({ value }) => value === "/a")?.count);
});
