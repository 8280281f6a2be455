/** The plans here are produced by SQLite itself. */
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { describePlan, type PlanStep } from "./query-plan.ts";

const db = new Database(":memory:");
db.exec(`CREATE TABLE spans (id INTEGER PRIMARY KEY, name TEXT, start REAL, duration REAL);
         CREATE TABLE span_tags (id INTEGER PRIMARY KEY, span_id INTEGER, key TEXT, value TEXT);
         CREATE TABLE run_spans (run_id TEXT, first_span_id INTEGER);
         CREATE INDEX by_run ON run_spans (run_id);`);
afterAll(() => db.close());

const sizes = new Map([
  ["spans", 1_000_000],
  ["span_tags", 3_000_000],
  ["run_spans", 7],
]);

function explain(sql: string): PlanStep[] {
  return describePlan(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).raw().all() as (string | number)[][], sql, sizes);
}
const words = (steps: readonly PlanStep[]): unknown[] =>
  steps.flatMap((step) => (step.steps.length > 0 ? [step.words, words(step.steps)] : [step.words]));

test("a table that is read from end to end is said with its rows, and warned of when it is large", () => {
  const [scan, sort] = explain("SELECT * FROM spans AS s ORDER BY s.duration");
  expect(scan).toMatchObject({ words: "Reads all 1,000,000 rows of spans", detail: "SCAN s" });
  expect(scan?.warning).toContain("range of ids");
  expect(sort?.words).toBe("Sorts the rows");
  expect(explain("SELECT * FROM run_spans")[0]?.warning).toBeNull();
});

test("a limit ends the reading, unless rows are sorted or counted first", () => {
  const first = (sql: string) => explain(sql)[0];
  expect(first("SELECT * FROM spans ORDER BY id DESC LIMIT 100")).toMatchObject({
    words: "Reads spans until there are enough rows, at most all 1,000,000",
    warning: null,
  });
  expect(first("SELECT * FROM spans ORDER BY duration LIMIT 100")?.warning).not.toBeNull();
  expect(first("SELECT count(*) FROM spans LIMIT 1")?.warning).not.toBeNull();
});

test("ids and indexes are found without a warning", () => {
  expect(words(explain("SELECT * FROM spans WHERE id BETWEEN 4 AND 9"))).toEqual(["Reads a range of ids of spans"]);
  expect(words(explain("SELECT * FROM run_spans r WHERE run_id = 'a'"))).toEqual([
    "Finds rows of run_spans by run_id (index by_run)",
  ]);
});

test("what is done again for each row of another table is said so, and warned of", () => {
  const steps = explain("SELECT name, (SELECT value FROM span_tags WHERE span_id = s.id) FROM spans s WHERE s.id > 3");
  expect(words(steps)).toEqual([
    "Reads a range of ids of spans",
    "For each row: asks subquery 1 again",
    ["Reads all 3,000,000 rows of span_tags"],
  ]);
  expect(steps[1]?.steps[0]?.warning).toContain("once for each row");
  const joined = explain("SELECT * FROM run_spans r, spans s WHERE s.start > r.first_span_id");
  expect(joined[1]?.words).toBe("For each of these: reads all 1,000,000 rows of spans");
  expect(joined[1]?.warning).toContain("once for each row");
});

test("tables that only the query knows are named without a count", () => {
  const steps = explain("WITH x AS MATERIALIZED (SELECT name FROM run_spans, spans) SELECT * FROM x");
  expect(steps[0]?.words).toBe("Works out x first, as a table");
  expect(steps[1]).toMatchObject({ words: "Reads x", warning: null });
});

test("every step is in plain words", () => {
  const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)
    SELECT DISTINCT s.name, count(*) FROM spans s LEFT JOIN span_tags t ON t.span_id = s.duration
    WHERE s.id IN (SELECT i FROM n) OR s.id = 4 GROUP BY 1 UNION SELECT 'x', 1 ORDER BY 2`;
  const said = JSON.stringify(words(explain(sql)));
  expect(said).not.toMatch(/B-TREE|SUBQUERY|SCAN|SEARCH|AUTOMATIC|RECURSIVE|CO-ROUTINE|MULTI/);
});
