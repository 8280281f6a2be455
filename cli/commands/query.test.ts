import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import type { Cell, SqlResult } from "../../lib/model/outcome.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";
import { formatCsv, formatJson, toTable } from "./query.ts";

let cli: BuiltCli;
let db: string;
beforeAll(() => {
  cli = copyCli();
  db = cli.copyDatabase("traced.db");
});
afterAll(() => cli.remove());

const query = (sql: string, ...more: string[]) => cli.run(["query", sql, "--db-path", db, ...more]);

describe("formats", () => {
  const SQL = `SELECT * FROM (VALUES (1, 'a', NULL), (20.5, 'b "c", d' || char(10), '=1+1'))`;

  test("table: aligned, numbers at the right, controls made visible", async () => {
    expect(await query(SQL)).toEqual({
      code: 0,
      stdout: 'column1  column2    column3\n      1  a          ∅\n   20.5  b "c", d↵  =1+1\n',
      stderr: "",
    });
  });

  test("json: an object a row", async () => {
    const { stdout } = await query(SQL, "--format", "json");
    expect(JSON.parse(stdout)).toEqual([
      { column1: 1, column2: "a", column3: null },
      { column1: 20.5, column2: 'b "c", d\n', column3: "=1+1" },
    ]);
    expect((await query("SELECT 1 WHERE 0", "--format", "json")).stdout).toBe("[]\n");
  });

  test("csv: RFC 4180, no formulas", async () => {
    const { stdout } = await query(SQL, "--format", "csv");
    expect(stdout).toBe(`column1,column2,column3\r\n1,a,\r\n20.5,"b ""c"", d\n",'=1+1\r\n`);
  });

  test("long texts are whole in json and csv", async () => {
    const { stdout } = await query("SELECT printf('%.*c', 300000, 'x') AS long", "--format", "json");
    expect(JSON.parse(stdout)[0].long.length).toBe(300_000);
    expect((await query("SELECT printf('%.*c', 300000, 'x') AS long")).stdout.length).toBeLessThan(300);
  });

  test("a real query", async () => {
    const { stdout } = await query(
      "SELECT name, count(*) AS n FROM spans GROUP BY name ORDER BY n DESC",
      "--format",
      "json",
    );
    const rows = JSON.parse(stdout) as { name: string; n: number }[];
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(2980);
  });
});

test("the SQL can come from standard input", async () => {
  const sql = "SELECT count(*) AS spans\nFROM spans";
  const { stdout } = await cli.run(["query", "-", "--db-path", db], { input: sql });
  expect(stdout).toBe("spans\n 2980\n");
});

test("says on stderr that rows were left out", async () => {
  const { code, stdout, stderr } = await query("SELECT id FROM spans", "--max-rows", "3", "--format", "csv");
  expect([code, stdout]).toEqual([0, "id\r\n1\r\n2\r\n3\r\n"]);
  expect(stderr).toBe("First 3 rows; --max-rows prints more.\n");
  expect((await query("SELECT id FROM spans LIMIT 3", "--max-rows", "3")).stderr).toBe("");
});

describe("errors are one line and exit code 1", () => {
  test.each([
    [
      "SELECT s.name,\n       max(s.durration) FROM spans s",
      "no such column: s.durration (line 2, column 12). The nearest name is duration.",
    ],
    ["SELECT * FORM spans", 'near "FORM": syntax error (line 1, column 10).'],
    [
      "DELETE FROM spans",
      "Only SELECT, WITH, VALUES and EXPLAIN run here; the database is read-only (line 1, column 1).",
    ],
    ["", "There is no statement to run."],
  ])("%j", async (sql, message) => {
    expect(await query(sql)).toEqual({ code: 1, stdout: "", stderr: `spantom: ${message}\n` });
  });

  test("the deadline", async () => {
    const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    expect(await query(endless, "--timeout", "0.3")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^spantom: Stopped after 300 ms\. Add a LIMIT, .+ --timeout gives it more time\.\n$/,
      ),
    });
  });
});

test.skipIf(because(process.platform === "win32", "Windows has other pipes"))(
  "a reader that goes away early is not an error",
  () => {
    const sql = join(cli.folder, "many.sql");
    writeFileSync(sql, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000) SELECT i FROM n");
    const command = `"${process.execPath}" "${cli.bin}" query - --max-rows 200000 --timeout 600 --db-path "${db}" < "${sql}"`;
    const script = `(${command}; echo "code $?" >&2) | head -1`;
    const { stdout, stderr } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
    expect([stdout.trim(), stderr]).toEqual(["i", "code 0\n"]);
  },
);

function result(names: string[], ...rows: Cell[][]): SqlResult {
  return { columns: names.map((name) => ({ name, type: null })), rows, more: null, ms: 1 };
}

describe("csv", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+cmd", "'+cmd"],
    ["-2", "-2"],
    ["-2+3", "'-2+3"],
    ["@x", "'@x"],
    ["\tx", "'\tx"],
    ["\rx", `"'\rx"`],
    ["＝1", "'＝1"],
    ['=a"b,c', `"'=a""b,c"`],
    ["a\r\nb", '"a\r\nb"'],
    ["plain", "plain"],
    [-2, "-2"],
    ["-9223372036854775808", "-9223372036854775808"],
    [null, ""],
  ])("%j", (cell, field) => {
    expect(formatCsv(result(["a"], [cell]))).toBe(`a\r\n${field}\r\n`);
  });

  test("a column's name can be a formula too", () => {
    expect(formatCsv(result(["=1+1"]))).toBe("'=1+1\r\n");
  });
});

describe("json", () => {
  test("keeps columns of the same name, and names that objects have by themselves", () => {
    const text = formatJson(result(["id", "id", "id_2", "__proto__"], [1, 2, 3, 4]));
    expect(text).toBe('[\n{"id":1,"id_3":2,"id_2":3,"__proto__":4}\n]\n');
  });
});

describe("table", () => {
  test("numbers at the right, also those too long for JavaScript; a mixed column at the left", () => {
    const { columns } = toTable(result(["a", "b", "c"], [1, "9223372036854775807", 1], [null, 2, "x"]));
    expect(columns.map((column) => column.right)).toEqual([true, true, false]);
  });
});
