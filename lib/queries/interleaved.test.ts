/** A file that two programs wrote at once: runs interleaved in thousands of id ranges. */
import { expect, test } from "vitest";
import { placeAll } from "../export/chrome-text.ts";
import { openSpans } from "../export/spans.ts";
import { findProducts, planStatement, planStatements } from "../fixtures/plan.ts";
import { makeTurns, RUN_OF_ID, TURN_RUNS } from "../fixtures/turns.ts";
import { DEFAULT_CHOICE } from "../model/compare-choice.ts";
import { parseScope, type Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readOverview } from "./overview.ts";
import { QUERIES } from "./registry.ts";
import { readRuns } from "./runs.ts";
import { readScopeCount } from "./scope-count.ts";
import { readScopeNewest } from "./scope-newest.ts";
import { resolveScope } from "./sql/scoped-spans.ts";
import { treeNamesSql, treeSql } from "./sql/shown-sql.ts";
import { readTree } from "./tree.ts";
import { readWhy } from "./why.ts";

const SPANS = 120_000;
const scopeOf = (query: string) => parseScope(new URLSearchParams(query));

/** The expected figures, from the fixture's run of each id instead of the recorded ranges. */
function countAgain(db: Connection, condition: string, most: number) {
  return db
    .prepare<[], { name: string; count: number; total: number }>(
      `SELECT name, count(*) AS count, sum(duration) AS total
       FROM (SELECT * FROM spans WHERE ${condition} ORDER BY id DESC LIMIT ${most}) GROUP BY name ORDER BY total DESC`,
    )
    .all();
}

test("the figures of a run are those of its own spans, in any window", () => {
  const db = makeTurns(SPANS);
  expect(readRuns(db)).toMatchObject(TURN_RUNS.map((id) => ({ id, count: SPANS / 2, mixed: true, found: "recorded" })));
  for (const [place, id] of TURN_RUNS.entries())
    for (const window of [100_000, 10_000, 7]) {
      const scope = scopeOf(`run=${id}&window=${window}`);
      const again = countAgain(db, `${RUN_OF_ID} = ${place}`, window);
      const figures = readOverview(db, { scope }, () => undefined);
      expect(figures.names.map(({ name, count }) => ({ name, count }))).toEqual(
        again.map(({ name, count }) => ({ name, count })),
      );
      for (const [row, { total }] of again.entries()) expect(figures.names[row]?.total).toBeCloseTo(total, 9);
      expect(readScopeCount(db, { scope }).count).toBe(Math.min(window, SPANS / 2));
      const { window: looked, whereSql } = resolveScope(db, scope);
      expect(looked).toMatchObject({ count: Math.min(window, SPANS / 2), total: SPANS / 2, estimated: false });
      // The SQL shown for editing selects the same spans.
      expect(db.prepare(`SELECT count(*) FROM spans AS s WHERE ${whereSql}`).pluck().get()).toBe(looked.count);
      const newest = readScopeNewest(db, { scope }).spans.map((span) => span.id);
      expect(newest).toEqual(
        db
          .prepare(`SELECT id FROM spans WHERE ${RUN_OF_ID} = ${place} ORDER BY id DESC LIMIT ${Math.min(window, 100)}`)
          .pluck()
          .all(),
      );
    }
});

test("progress never counts more spans than there are to read", () => {
  const db = makeTurns(SPANS);
  const told: { done: number; total: number }[] = [];
  readOverview(db, { scope: scopeOf(`run=${TURN_RUNS[0]}`) }, (progress) => told.push(progress));
  expect(told.length).toBeGreaterThan(1);
  for (const { done, total } of told) expect(done).toBeLessThanOrEqual(total);
});

test("names, tags, time and a last span limit such a run as any other", () => {
  const db = makeTurns(12_000);
  const own = `${RUN_OF_ID} = 0`;
  const count = (condition: string) => db.prepare(`SELECT count(*) FROM spans AS s WHERE ${condition}`).pluck().get();
  for (const [query, condition] of [
    ["name=request", "name = 'request'"],
    ["until=5000", "id <= 5000"],
    ["from=1&to=2", "start BETWEEN 1764000001 AND 1764000002"],
    ["tag=user=3", "((id + 9) / 10) % 7 = 3"],
    ["tag=cache=cold&name=step 1", "name = 'step 1' AND id % 89 > 70"],
  ])
    expect(readScopeCount(db, { scope: scopeOf(`run=run-a&${query}`) }).count, query).toBe(
      count(`${own} AND ${condition}`),
    );
  expect(readWhy(db, { scope: scopeOf("run=run-a&name=request"), selection: { slowest: 10 } })).toMatchObject({
    selected: 60,
    others: 540,
  });
});

test("ranges that overlap, are empty, or of spans that are gone, count each span once", () => {
  const db = makeTurns(400);
  db.pragma("foreign_keys = OFF");
  db.exec(`DELETE FROM spans WHERE id BETWEEN 95 AND 105 OR id > 390`);
  db.exec(`INSERT INTO run_spans VALUES ('run-a', 1, 20), ('run-a', 15, 35), ('run-a', 300, 290)`);
  const again = countAgain(db, `${RUN_OF_ID} = 0`, 1000).reduce((sum, { count }) => sum + count, 0);
  expect(readScopeCount(db, { scope: scopeOf("run=run-a") }).count).toBe(again);
  expect(resolveScope(db, scopeOf("run=run-a")).window.count).toBe(again);
});

const scopes: readonly Scope[] = [
  scopeOf(""),
  scopeOf("run=run-a&name=step 1&tag=user=3&from=0&until=3500"),
  scopeOf("run=run-a&error=none"),
];
const OTHER_PARAMETERS: Readonly<Record<string, (scope: Scope) => object>> = Object.fromEntries(
  [
    [["explore", "exploreRows", "exploreStart"], { plot: {}, ...rowsAndRequest() }],
    [["spanRank", "spanTagRanks", "tree"], { id: 100 }],
    [["compare", "compareStart", "compareSides", "compareRanks"], { choice: DEFAULT_CHOICE, other: null }],
    [["compareName", "compareTags"], { choice: DEFAULT_CHOICE, other: null, name: "request", where: [] }],
    [["compareRuns", "compareTree"], { choice: DEFAULT_CHOICE, other: null, pairBy: null, failIf: [] }],
    [["comparePairs"], { choice: DEFAULT_CHOICE, other: null, pairBy: null, name: "request", path: null }],
    [["searchIndex"], { run: "run-a", window: 100_000 }],
    [["why"], { selection: { slowest: 5 } }],
  ].flatMap(([names, own]) =>
    (names as string[]).map((name) => [name, (scope: Scope) => ({ scope, ...(own as object) })]),
  ),
);

function rowsAndRequest() {
  const rows = { sort: { column: "duration", desc: true }, offset: 0, limit: 50 };
  return { rows, request: rows };
}

test.each([
  ["with an index on the tags' spans", ""],
  ["without", "DROP INDEX span_tags_span_id"],
])("no query scans a table once per row of another: %s", (_, change) => {
  const db = makeTurns(4_000);
  db.exec(change);
  for (const [name, query] of Object.entries(QUERIES))
    for (const scope of scopes) {
      const params = OTHER_PARAMETERS[name]?.(scope) ?? { scope };
      const ask = (spy: Connection) => query.run(spy, params as never, { tell: () => undefined, other: null });
      for (const [sql, steps] of planStatements(db, ask)) expect(findProducts(steps), `${name}: ${sql}`).toEqual([]);
    }
  const tree = readTree(db, { id: 100 });
  const shown = scopes.map((scope) => `SELECT s.id FROM spans AS s WHERE ${resolveScope(db, scope).whereSql}`);
  for (const sql of [...shown, ...(tree ? [treeSql(tree), treeNamesSql(tree)] : [])])
    expect(findProducts(planStatement(db, sql)), sql).toEqual([]);
});

test.each([
  ["with an index on the tags' spans", ""],
  ["without", "DROP INDEX span_tags_span_id"],
])("an export of such a run reads each span once, however many pages it has: %s", (_, change) => {
  const db = makeTurns(12_000);
  db.exec(change);
  const exported: unknown[] = [];
  const plans = planStatements(db, (spy) => {
    const spans = openSpans(spy, scopeOf("run=run-b"));
    for (const page of spans.pages()) exported.push(...page.map(({ id, parent, tags }) => [id, parent, tags.length]));
    expect(spans.keys().sort()).toEqual(["cache", "user"]);
    placeAll(spy, spans);
  });
  expect(exported).toEqual(
    db
      .prepare(
        `SELECT id, parent_id, 1 FROM spans LEFT JOIN span_links ON span_id = id WHERE ${RUN_OF_ID} = 1 ORDER BY id`,
      )
      .raw()
      .all(),
  );
  for (const [sql, steps] of plans) {
    expect(findProducts(steps), sql).toEqual([]);
    if (/ORDER BY p\.id LIMIT/.test(sql)) expect(steps[0]?.detail).toMatch(/^SEARCH p .*rowid>\? AND rowid<\?/);
  }
});

test("turns as short as a span, and as many as a minute of two busy programs makes, are answered", () => {
  const db = makeTurns(SPANS);
  db.exec(`DELETE FROM run_spans; INSERT INTO run_spans SELECT iif(id % 2, 'run-a', 'run-b'), id, id FROM spans`);
  const scope = scopeOf("run=run-b");
  expect(readScopeCount(db, { scope }).count).toBe(SPANS / 2);
  expect(readOverview(db, { scope }, () => undefined).count).toBe(SPANS / 2);
  expect(resolveScope(db, scopeOf("run=run-b&window=10000")).window.firstId).toBe(SPANS - 2 * 10_000 + 2);
});
