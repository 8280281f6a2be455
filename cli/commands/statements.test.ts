/** `spantom query` ends statements that would hang, exhaust memory or write, with one line and exit code 1. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";

let cli: BuiltCli;
let db: string;
beforeAll(() => {
  cli = copyCli();
  db = cli.copyDatabase("traced.db");
  mkdirSync(join(cli.folder, "temporary"));
});
afterAll(() => cli.remove());

const state = () => [
  createHash("sha256").update(readFileSync(db)).digest("hex"),
  readdirSync(cli.folder, { recursive: true, encoding: "utf8" }).sort(),
];

/** SQL goes through standard input: an argument can neither be long nor contain a NUL. */
function query(sql: string, ...more: string[]) {
  const temporary = join(cli.folder, "temporary");
  const env = { TMPDIR: temporary, SQLITE_TMPDIR: temporary };
  return cli.run(["query", "-", "--db-path", db, ...more], { input: sql, env });
}

const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
const NOT_READ = /^spantom: Only SELECT, WITH, VALUES and EXPLAIN run here; the database is read-only/;
const MEMORY = /^spantom: Stopped: it needs more than 512 MB of memory or 1 GB of temporary files\./;

describe("fails in one line:", () => {
  const ROWS: [sql: string, message: RegExp, ...more: string[]][] = [
    [" ; -- nothing", /^spantom: There is no statement to run\.\n$/],
    ["SELECT 1; SELECT 2", /^spantom: One statement at a time; a second one starts here \(line 1, column 11\)\.\n$/],
    ["SELECT durration FROM spans", /^spantom: no such column: durration .* The nearest name is duration\.\n$/],
    ["INSERT INTO spans (name, start, duration) VALUES ('x', 1, 1) RETURNING id", NOT_READ],
    ["ATTACH 'other.db' AS o", NOT_READ],
    ["VACUUM INTO 'copy.db'", NOT_READ],
    ["PRAGMA hard_heap_limit = 1", NOT_READ],
    ["SELECT load_extension('x')", /^spantom: not authorized/],
    ["SELECT :name", /^spantom: Parameters are not supported here; write the value into the SQL/],
    [`${ENDLESS} SELECT count(*) FROM n`, /^spantom: Stopped after 300 ms\. Add a LIMIT, .* more time\.\n$/, "--timeout", "0.3"],
    ["SELECT hex(zeroblob(250000000))", MEMORY, "--timeout", "60"],
    ["SELECT zeroblob(1e9)", /^spantom: string or blob too big/],
    [`SELECT ${"(".repeat(40_000)}1${")".repeat(40_000)}`, /^spantom: .*(depth|overflow|Recursion)/i],
    [`SELECT '${"x".repeat(2_000_000)}'`, /^spantom: The SQL has 2,000,009 characters; the limit is 100,000\.\n$/],
    ["SELECT '\0'", /^spantom: The SQL contains a NUL character/],
  ]; // biome-ignore format: a table
  test.each(ROWS.map((row) => [row[0].slice(0, 60), ...row] as const))("%s", async (_shown, sql, message, ...more) => {
    const before = state();
    const { code, stdout, stderr } = await query(sql, ...more);
    expect([code, stdout, stderr.match(/\n/g)?.length]).toEqual([1, "", 1]);
    expect(stderr).toMatch(message);
    expect(state()).toEqual(before);
  });
});

describe("prints:", () => {
  test.each([
    ["/* a */ -- b\n SELECT 1 AS one; -- c", '[{"one":1}]'],
    ["SELECT count(*) AS n FROM pragma_table_info('spans')", '[{"n":4}]'],
    [
      "SELECT 9223372036854775807 AS i, 1e999 AS f, -0.0 AS z, NULL AS n, 'NULL' AS t",
      '[{"i":"9223372036854775807","f":"Infinity","z":0,"n":null,"t":"NULL"}]',
    ],
  ])("%s", async (sql, json) => {
    const { code, stdout, stderr } = await query(sql, "--format", "json");
    expect([code, stderr, JSON.parse(stdout)]).toEqual([0, "", JSON.parse(json)]);
  });

  test("the first rows of those without end", async () => {
    const { code, stdout, stderr } = await query(`${ENDLESS} SELECT i FROM n`, "--format", "csv");
    expect([code, stdout.split("\r\n").length]).toEqual([0, 10_002]);
    expect(stderr).toBe("First 10,000 rows; --max-rows prints more.\n");
  });
});
