import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeDatabase } from "../../lib/fixtures/fixture-database.ts";
import { RUNNING_SPANS } from "../../lib/store/schema.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";

let cli: BuiltCli;
let path: string;
beforeAll(() => {
  cli = copyCli();
  path = cli.copyDatabase("traced.db");
});
afterAll(() => cli.remove());

test("--json has what SP.summary() has, and a row for each name", async () => {
  const { code, stdout } = await cli.run(["summary", "--json", "--db-path", path]);
  expect(code).toBe(0);
  const summary = JSON.parse(stdout) as Record<string, unknown>;
  expect(Object.keys(summary)).toEqual([
    "dbPath",
    "spanCount",
    "tagCount",
    "minStart",
    "maxStart",
    "totalDuration",
    "spanNames",
    "tagKeys",
    "running",
    "names",
  ]);
  const db = new Database(path, { readonly: true });
  const [first, last, total] = db
    .prepare("SELECT min(start), max(start), sum(duration) FROM spans")
    .raw()
    .get() as number[];
  db.close();
  expect(summary).toMatchObject({
    dbPath: path,
    spanCount: 2980,
    tagCount: 7152,
    minStart: first,
    maxStart: last,
  });
  expect(summary.totalDuration).toBe(total);
  const [largest] = summary.names as object[];
  const figures = ["name", "count", "total", "mean", "p50", "p95", "p99", "max", "errors", "unfinished"];
  expect(Object.keys(largest ?? {})).toEqual(figures);
  expect(largest).toMatchObject({ name: "file", count: 596, errors: 0, unfinished: 0 });
});

test("the table has every name, largest total first, and no colour when piped", async () => {
  const { code, stdout, stderr } = await cli.run(["summary", "--db-path", path], { env: { TZ: "UTC" } });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.replace(path, "FILE")).toMatchInlineSnapshot(`
    "FILE
    2,980 spans, 7,152 tags, 11.1 s in total
    2026-11-22 07:20:49 to 2026-11-22 07:20:54

    Name      Count   Total     Mean      p50      p95      p99      Max
    file        596  5.59 s  9.37 ms  4.58 ms  35.2 ms  63.4 ms   110 ms
    tokenize    596  2.53 s  4.24 ms  1.96 ms  15.9 ms  29.2 ms  50.8 ms
    parse       596  2.06 s  3.46 ms  1.69 ms  13.5 ms  25.3 ms  47.3 ms
    compile     596  779 ms  1.31 ms   649 µs  5.23 ms  9.38 ms  14.9 ms
    read        596  150 ms   252 µs   227 µs   431 µs   568 µs  1.90 ms
    "
  `);
});

test("errors are counted by name, where there are any", async () => {
  const span = (id: number, name: string, type?: string) => ({
    id,
    name,
    start: 1_790_000_000 + id,
    duration: 1,
    ...(type !== undefined && { error: { type, message: "" } }),
  });
  const file = makeDatabase([span(1, "a", "TypeError"), span(2, "a"), span(3, "a", "Unfinished"), span(4, "b")]);
  const failing = join(cli.folder, "failing.db");
  writeFileSync(failing, file.serialize());
  const { stdout } = await cli.run(["summary", "--db-path", failing]);
  expect(stdout.split("\n").slice(4)).toEqual([
    "Name  Count     Errors   Total    Mean     p50     p95     p99     Max",
    "a         3  2, 66.7 %  3.00 s  1.00 s  1.00 s  1.00 s  1.00 s  1.00 s",
    "b         1          0  1.00 s  1.00 s  1.00 s  1.00 s  1.00 s  1.00 s",
    "",
  ]);
  const json = JSON.parse((await cli.run(["summary", "--json", "--db-path", failing])).stdout);
  expect(json.names.map(({ name, errors, unfinished }: Record<string, unknown>) => [name, errors, unfinished])).toEqual(
    [
      ["a", 2, 1],
      ["b", 0, 0],
    ],
  );
});

test("spans that have not ended are named in a line, and are in no figure", async () => {
  const running = cli.copyDatabase("running.db");
  const db = new Database(running);
  db.pragma("foreign_keys = OFF");
  db.exec(RUNNING_SPANS);
  const insert = db.prepare(
    `INSERT INTO running_spans VALUES ('a', ?, 'run', ${2 ** 30}, ?, NULL, 'job', 1, 60, '{}', NULL, ?, 2)`,
  );
  for (const number of [1, 2]) insert.run(number, hostname(), 1000);
  db.close();
  const before = (await cli.run(["summary", "--db-path", path])).stdout.replaceAll(path, running);
  expect((await cli.run(["summary", "--db-path", running])).stdout).toBe(
    `${before}2 spans were running when their process ended; not in the figures above.\n`,
  );
  const { stdout } = await cli.run(["summary", "--json", "--db-path", running]);
  expect(JSON.parse(stdout)).toMatchObject({ spanCount: 2980, running: { running: 0, silent: 0, gone: 2 } });
});

test("no spans, no tables, an empty file", async () => {
  const none = cli.copyDatabase("none.db");
  const db = new Database(none);
  db.exec("DELETE FROM span_tags; DELETE FROM spans");
  db.close();
  expect((await cli.run(["summary", "--db-path", none])).stdout).toBe(`${none}\n0 spans, 0 tags\n`);
  const { stdout } = await cli.run(["summary", "--json", "--db-path", none]);
  expect(JSON.parse(stdout)).toMatchObject({ spanCount: 0, minStart: null, totalDuration: null, spanNames: [] });

  const other = join(cli.folder, "other.db");
  new Database(other).exec("CREATE TABLE mine (x)").close();
  const refused = await cli.run(["summary", "--db-path", other]);
  expect([refused.code, refused.stderr]).toEqual([
    1,
    `spantom: ${other}: no table spans; its tables are mine. Choose a file written by Spantom\n`,
  ]);

  const empty = join(cli.folder, "empty.db");
  writeFileSync(empty, "");
  expect((await cli.run(["summary", "--db-path", empty])).stderr).toBe(`spantom: ${empty}: empty file, no spans yet\n`);
});
