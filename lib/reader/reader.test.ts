import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built } from "../fixtures/built.ts";
import type { QueryFailure, SqlOutcome, SqlResult } from "../model/outcome.ts";
import type { Reader } from "./reader.ts";
import { createReader } from "./reader.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-reader-"));
const file = join(folder, "traced.db");
const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
let childFile: string;
let reader: Reader;

beforeAll(() => {
  copyFileSync(fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)), file);
  childFile = built("dist/lib/reader-child.js");
  reader = createReader(childFile);
});
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true });
});

function result(outcome: SqlOutcome): SqlResult {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome;
}

function failure(outcome: SqlOutcome): QueryFailure {
  if (outcome.ok) throw new Error(`no failure but ${outcome.rows.length} rows`);
  return outcome;
}

const value = async (sql: string) => result(await reader.run(file, sql)).rows[0]?.[0];

describe("results", () => {
  test("rows, columns with their declared types, time", async () => {
    const all = result(await reader.run(file, "SELECT *, duration * 1000 AS ms FROM spans"));
    expect(all.rows.length).toBe(2980);
    expect(all.columns).toEqual([
      { name: "id", type: "INTEGER", holds: "span" },
      { name: "name", type: "TEXT", holds: "name" },
      { name: "start", type: "TIMESTAMP" },
      { name: "duration", type: "FLOAT" },
      { name: "ms", type: null },
    ]);
    expect(all.more).toBeNull();
    expect(all.ms).toBeGreaterThan(0);
    expect(all.rows[0]?.[4]).toBeCloseTo(Number(all.rows[0]?.[3]) * 1000);
  });

  test("columns of spans and names are known by their source, not by what they are called", async () => {
    const sql =
      "SELECT s.id AS call, t.span_id, t.id, s.id + 0 AS span_id, s.name AS what FROM spans s, span_tags t LIMIT 1";
    const { columns } = result(await reader.run(file, sql));
    expect(columns.map(({ holds }) => holds)).toEqual(["span", "span", undefined, undefined, "name"]);
    const within = "WITH slow(it) AS (SELECT id FROM spans) SELECT it FROM slow";
    expect(result(await reader.run(file, within)).columns).toEqual([{ name: "it", type: "INTEGER", holds: "span" }]);
  });

  test("no rows, duplicate names, EXPLAIN, VALUES, comments around", async () => {
    expect(result(await reader.run(file, "SELECT id, id FROM spans WHERE 0")).columns.length).toBe(2);
    expect(result(await reader.run(file, "EXPLAIN QUERY PLAN SELECT 1")).rows.length).toBeGreaterThan(0);
    expect(await value("/* a */ -- b\nVALUES (7); -- c")).toBe(7);
    expect(result(await reader.run(file, "SELECT * FROM pragma_table_info('spans')")).rows.length).toBe(4);
  });

  test.each([
    ["9223372036854775807", "9223372036854775807"],
    ["9007199254740991", 9007199254740991],
    ["-9007199254740993", "-9007199254740993"],
    ["1e999", "Infinity"],
    ["-1e999", "-Infinity"],
    ["NULL", null],
    ["'NULL'", "NULL"],
    ["x'010203'", "x'010203' (3 bytes)"],
    ["zeroblob(1234)", `x'${"00".repeat(32)}…' (1,234 bytes)`],
    ["printf('%.*c', 1234567, 'x')", `${"x".repeat(10_000)}… (1,234,567 characters)`],
    ["char(0x1F600)", "\u{1F600}"],
  ])("the value %s", async (sql, expected) => {
    expect(await value(`SELECT ${sql}`)).toBe(expected);
  });

  test("is cut at the cap on rows, exactly, and says so only when there was more", async () => {
    const limits = { rows: 5 };
    expect(result(await reader.run(file, "SELECT id FROM spans LIMIT 5", { limits })).more).toBeNull();
    const cut = result(await reader.run(file, "SELECT id FROM spans", { limits }));
    expect([cut.rows.length, cut.more]).toEqual([5, "rows"]);
    const endless = result(await reader.run(file, `${ENDLESS} SELECT i FROM n`));
    expect([endless.rows.length, endless.more]).toEqual([10_000, "rows"]);
  });

  test("is cut at the cap on bytes, and a cell at its own", async () => {
    const sql = `${ENDLESS} SELECT printf('%.*c', 1000000, 'x') FROM n`;
    const cut = result(await reader.run(file, sql, { limits: { cell: 2_000_000 } }));
    expect([cut.rows.length, cut.more]).toEqual([7, "bytes"]);
    expect(result(await reader.run(file, sql, { limits: { bytes: 1 } })).rows.length).toBe(1);
  });

  test("a long result arrives whole, through many messages", async () => {
    const sql = `${ENDLESS} SELECT i, 'some text' FROM n LIMIT 200000`;
    const long = result(await reader.run(file, sql, { limits: { rows: 1e6, bytes: 1e9 } }));
    expect(long.rows.length).toBe(200_000);
    expect(long.rows[199_999]).toEqual([200_000, "some text"]);
  });
});

describe("stopping", () => {
  test("at the deadline, and the next query works", async () => {
    const outcome = failure(await reader.run(file, `${ENDLESS} SELECT count(*) FROM n`, { limits: { ms: 300 } }));
    expect(outcome).toEqual({ ok: false, code: "SQL_TIMEOUT", message: "Stopped after 300 ms." });
    expect(await value("SELECT 1")).toBe(1);
  });

  test("says how many rows it had read", async () => {
    const sql = `${ENDLESS} SELECT CASE WHEN i <= 2000 THEN i ELSE (${ENDLESS} SELECT count(*) FROM n) END FROM n`;
    const { message } = failure(await reader.run(file, sql, { limits: { ms: 500 } }));
    expect(message).toMatch(/^Stopped after 500 ms\. [12],000 rows read\.$/);
  });

  test("on abort: while it runs, while it waits, before it starts", async () => {
    const running = new AbortController();
    const waiting = new AbortController();
    const outcomes = Promise.all([
      reader.run(file, `${ENDLESS} SELECT count(*) FROM n`, { signal: running.signal, limits: { ms: 60_000 } }),
      reader.run(file, "SELECT 1", { signal: waiting.signal }),
      reader.run(file, "SELECT 2"),
      reader.run(file, "SELECT 3", { signal: AbortSignal.abort() }),
    ]);
    waiting.abort();
    setTimeout(() => running.abort(), 50);
    const [first, second, third, fourth] = await outcomes;
    expect([first.ok, second.ok, third.ok, fourth.ok]).toEqual([false, false, true, false]);
    for (const outcome of [first, second, fourth]) expect(failure(outcome).code).toBe("SQL_CANCELLED");
  });

  test("on close, with those that wait; it can be used again", async () => {
    const own = createReader(childFile);
    const both = [own.run(file, `${ENDLESS} SELECT count(*) FROM n`), own.run(file, "SELECT 1")];
    own.close();
    for (const outcome of await Promise.all(both)) expect(failure(outcome).code).toBe("SQL_CANCELLED");
    expect(result(await own.run(file, "SELECT 1")).rows).toEqual([[1]]);
    own.close();
  });

  test("260 at once: one runs, 256 wait, the others are told", async () => {
    const outcomes = await Promise.all(Array.from({ length: 260 }, (_, i) => reader.run(file, `SELECT ${i}`)));
    const busy = outcomes.filter((outcome) => !outcome.ok);
    expect(busy.map((outcome) => failure(outcome).code)).toEqual(Array(3).fill("SQL_BUSY"));
    expect(outcomes.slice(0, 257).map((outcome) => result(outcome).rows[0]?.[0])).toEqual([...Array(257).keys()]);
  });
});

describe("what does not run", () => {
  test("a second statement, and values that nobody gives", async () => {
    const second = failure(await reader.run(file, "SELECT ';';\nSELECT 2"));
    expect(second.message).toBe("One statement at a time; a second one starts here.");
    expect(second.place).toMatchObject({ line: 2, column: 1 });
    for (const variable of ["?", "?2", ":name", "@name", "$name"]) {
      const { place, message } = failure(await reader.run(file, `SELECT ':no', ${variable}`));
      expect([message, place?.column]).toEqual([
        "Parameters are not supported here; write the value into the SQL.",
        15,
      ]);
    }
  });

  test("files that cannot be read", async () => {
    const text = join(folder, "notes.txt");
    writeFileSync(text, "words ".repeat(200));
    const cases = [join(folder, "missing.db"), text, folder];
    const messages = await Promise.all(
      cases.map(async (path) => failure(await reader.run(path, "SELECT 1 FROM spans"))),
    );
    expect(messages.map(({ code }) => code)).toEqual(["DATABASE", "DATABASE", "DATABASE"]);
    expect(messages.map(({ message }, index) => message.replace(String(cases[index]), "FILE"))).toEqual([
      "FILE: no such file; trace a program into it, or choose another with --db-path",
      "FILE: not a SQLite file, or encrypted, or in a newer format; choose another path",
      "FILE: is a directory, not a database; choose another path",
    ]);
  });

  test("a file that is not there as the process to start", async () => {
    const broken = createReader(join(folder, "no-such-child.js"));
    expect(failure(await broken.run(file, "SELECT 1")).code).toBe("SQL_FAILED");
  });
});

describe("queries", () => {
  test("are answered beside a query that never ends", async () => {
    const stop = new AbortController();
    const endless = reader.run(file, `${ENDLESS} SELECT count(*) FROM n`, {
      signal: stop.signal,
      limits: { ms: 60_000 },
    });
    const outcome = await reader.ask(file, "runs", {});
    stop.abort();
    expect(outcome).toMatchObject({ ok: true, value: [{ id: "gap-1", count: 2980, found: "gaps" }] });
    expect(await endless).toMatchObject({ code: "SQL_CANCELLED" });
  });

  test("say why a file cannot be asked", async () => {
    expect(await reader.ask(join(folder, "missing.db"), "runs", {})).toMatchObject({ ok: false, code: "DATABASE" });
  });
});
