/**
 * Statements that would hang, exhaust memory or disk, write, or leave files behind, each with its outcome. Afterwards
 * the database is unchanged, no file has been created, and the next query is answered.
 */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built } from "../fixtures/built.ts";
import type { SqlLimits, SqlOutcome } from "../model/outcome.ts";
import { checkSql } from "./failure.ts";
import type { Reader } from "./reader.ts";
import { createReader } from "./reader.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-statements-"));
const at = (name: string) => join(folder, name);
const file = at("data/traced.db");
const before = { TMPDIR: process.env.TMPDIR, SQLITE_TMPDIR: process.env.SQLITE_TMPDIR, cwd: process.cwd() };
let reader: Reader;

beforeAll(() => {
  const child = built("dist/lib/reader-child.js");
  for (const name of ["data", "temporary", "working"]) mkdirSync(at(name));
  copyFileSync(fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)), file);
  writeFileSync(at("data/secret.db"), readFileSync(file));
  Object.assign(process.env, { TMPDIR: at("temporary"), SQLITE_TMPDIR: at("temporary") });
  process.chdir(at("working"));
  reader = createReader(child);
});
afterAll(() => {
  reader.close();
  process.chdir(before.cwd);
  for (const name of ["TMPDIR", "SQLITE_TMPDIR"] as const) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  rmSync(folder, { recursive: true });
});

const hash = () => createHash("sha256").update(readFileSync(file)).digest("hex");
const listing = () => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
const repeat = (count: number, text: (i: number) => string, by = ", ") =>
  Array.from({ length: count }, (_, i) => text(i)).join(by);
const ACTING = ["wal_checkpoint", "mmap_size", "shrink_memory", "incremental_vacuum"];

/** The outcome: a code, or a function of the result. */
type End = string | RegExp | ((outcome: SqlOutcome & { ok: true }) => unknown);
type Row = [sql: string, end: End, limits?: Partial<SqlLimits>];

const NOT_READ = /^SQL_NOT_READ Only SELECT, WITH, VALUES and EXPLAIN run here; the database is read-only\./;
const TABLE: Record<string, Row[]> = {
  "nothing to run": ["", " \n\t", ";", " ; ;", "-- a comment", "/* a comment */ ;"].map((sql): Row => [sql, "SQL_EMPTY"]),
  "more than one statement": [
    ["SELECT 1; SELECT 2", /^SQLITE_MISUSE One statement at a time/],
    ["SELECT 1; DELETE FROM spans", /^SQLITE_MISUSE One statement at a time/],
    ["SELECT 1; -- c", ({ rows }) => expect(rows).toEqual([[1]])],
    ["/* a */ -- b\n SELECT 1;;", ({ rows }) => expect(rows).toEqual([[1]])],
  ],
  "what is no SQL": [
    ["selec 1", NOT_READ],
    ["SELECT", /^SQLITE_ERROR incomplete input at 1:7$/],
    ["SELECT * FROM spams", /^SQLITE_ERROR no such table: spams at 1:15$/],
    ["SELECT durration FROM spans", /^SQLITE_ERROR no such column: durration at 1:8$/],
  ],
  "what writes": [
    "INSERT INTO spans (name, start, duration) VALUES ('x', 1, 1)",
    "INSERT INTO spans (name, start, duration) VALUES ('x', 1, 1) RETURNING id",
    "REPLACE INTO spans (id, name, start, duration) VALUES (1, 'x', 1, 1)",
    "UPDATE spans SET name = 'x'",
    "UPDATE spans SET name = 'x' RETURNING id",
    "DELETE FROM spans",
    "WITH x AS (SELECT 1) DELETE FROM spans",
    "WITH x AS (SELECT 1) UPDATE spans SET name = 'x' RETURNING id",
    "WITH x AS (SELECT 1) INSERT INTO spans (name, start, duration) SELECT 'x', 1, 1 RETURNING id",
    "EXPLAIN DELETE FROM spans",
    "DROP TABLE spans",
    "CREATE TABLE x (a)",
    "CREATE INDEX x ON spans (name)",
    "ALTER TABLE spans ADD COLUMN x",
    "CREATE TEMP TABLE spans (a)",
    "CREATE TEMP VIEW spans AS SELECT 1",
    "CREATE VIRTUAL TABLE temp.x USING fts5 (a)",
    "VACUUM",
    "VACUUM INTO 'copy.db'",
    "VACUUM INTO 'co' || 'py.db'",
    "REINDEX",
    "ANALYZE",
    "BEGIN",
    "BEGIN EXCLUSIVE",
    "SAVEPOINT x",
    "COMMIT",
    "ROLLBACK",
  ].map((sql): Row => [sql, NOT_READ]),
  "what reaches for other files": [
    ["ATTACH 'secret.db' AS o", NOT_READ],
    ["ATTACH ':memory:' AS o", NOT_READ],
    ["/**/ATTACH/**/'secret.db'AS o", NOT_READ],
    ["EXPLAIN ATTACH 'secret.db' AS o", ({ columns }) => expect(columns[0]?.name).toBe("addr")],
    ["DETACH main", NOT_READ],
    ["SELECT * FROM o.spans", /^SQLITE_ERROR no such table: o\.spans/],
    ["SELECT * FROM 'secret.db'", /^SQLITE_ERROR no such table/],
    ["SELECT load_extension('x')", /^SQLITE_ERROR not authorized/],
    ["SELECT readfile('secret.db')", /^SQLITE_ERROR no such function: readfile/],
    ["SELECT writefile('x', 'y')", /^SQLITE_ERROR no such function: writefile/],
    ["SELECT edit('x')", /^SQLITE_ERROR no such function: edit/],
    ["SELECT * FROM fsdir('.')", /^SQLITE_ERROR no such table: fsdir/],
    ["SELECT * FROM generate_series(1, 9)", /^SQLITE_ERROR no such table: generate_series/],
    ["SELECT * FROM sqlite_dbpage", /^SQLITE_ERROR no such table: sqlite_dbpage/],
  ],
  pragmas: [
    ...[
      "PRAGMA table_info(spans)",
      "PRAGMA locking_mode = EXCLUSIVE",
      "PRAGMA hard_heap_limit = 1",
      "PRAGMA soft_heap_limit = 1",
      "PRAGMA busy_timeout = 99999",
      "PRAGMA mmap_size = 1000000",
      "PRAGMA journal_mode = WAL",
      "PRAGMA query_only = 0",
      "PRAGMA trusted_schema = ON",
      "PRAGMA wal_checkpoint",
    ].map((sql): Row => [sql, new RegExp(`${NOT_READ.source} Many pragmas can be read as tables, as in SELECT`)]),
    ["SELECT name FROM pragma_table_info('spans')", ({ rows }) => expect(rows.flat()).toEqual(["id", "name", "start", "duration"])],
    ...ACTING.map((name): Row => [`SELECT * FROM pragma_${name}`, /^SQLITE_ERROR no such table: pragma_/]),
    ["SELECT * FROM pragma_hard_heap_limit(1)", /^SQLITE_ERROR too many arguments on pragma_hard_heap_limit\(\)/],
  ],
  "values that nobody gives": ["?", "?2", ":a", "@a", "$a"].map((name): Row => [`SELECT ${name}`, /^SQLITE_MISUSE Parameters are not supported here/]),
  "what has no end": [
    [`${ENDLESS} SELECT count(*) FROM n`, /^SQL_TIMEOUT Stopped after 300 ms\./, { ms: 300 }],
    ["SELECT count(*) FROM spans a, spans b, spans c", /^SQL_TIMEOUT Stopped after 300 ms\./, { ms: 300 }],
    [`${ENDLESS} SELECT i FROM n`, ({ rows, more }) => expect([rows.length, more]).toEqual([10_000, "rows"])],
    [`${ENDLESS} SELECT printf('%.*c', 1000000, 'x') FROM n`, ({ rows, more }) => expect([rows.length, more]).toEqual([8, "bytes"]), { cell: 999_000 }],
    [`${ENDLESS} SELECT printf('%.*c', 1000000, 'x') FROM n`, ({ more }) => expect(more).toBe("bytes"), { ms: 60_000 }],
  ],
  "what is too large for SQLite": [
    ["SELECT zeroblob(1e9)", "SQLITE_TOOBIG"],
    [`SELECT ${"(".repeat(40_000)}1${")".repeat(40_000)}`, /^SQLITE_ERROR .*(depth|overflow|Recursion)/i],
    [`SELECT ${repeat(40_000, () => "1", "+")}`, /^SQLITE_ERROR .*(depth|overflow|Recursion)/i],
    [`SELECT ${repeat(2_001, () => "1")}`, /^SQLITE_ERROR too many columns in result set/],
    [`SELECT 1 FROM ${repeat(65, (i) => `spans s${i}`)}`, /^SQLITE_ERROR at most 64 tables in a join/],
    [repeat(501, () => "SELECT 1", " UNION "), /^SQLITE_ERROR too many terms in compound SELECT/],
    [`SELECT '${"x".repeat(20_000_000)}'`, /^SQL_TOO_LONG The SQL has 20,000,009 characters; the limit is 100,000\./],
    ["SELECT '\0'", "SQL_NUL"],
    ["SELECT 1\0; DELETE FROM spans", "SQL_NUL"],
  ],
  "values of every kind": [
    [
      "SELECT 9223372036854775807, 1e999, -0.0, x'0102', NULL, 'NULL', 1 AS a, 2 AS a",
      ({ rows, columns }) => {
        expect(rows).toEqual([["9223372036854775807", "Infinity", 0, "x'0102' (2 bytes)", null, "NULL", 1, 2]]);
        expect(columns.slice(-2).map(({ name }) => name)).toEqual(["a", "a"]);
      },
    ],
    ["SELECT printf('%.*c', 2000000, 'x')", ({ rows }) => expect(rows).toEqual([[`${"x".repeat(10_000)}… (2,000,000 characters)`]])],
    ["SELECT id FROM spans WHERE 0", ({ rows, columns }) => expect([rows, columns.length]).toEqual([[], 1])],
  ],
}; // biome-ignore format: a table

const MEMORY = /^SQL_MEMORY Stopped: it needs more than 512 MB of memory or 1 GB of temporary files\./;
/** Must not be what ends them, however slow the disk is. */
const LONG = { ms: 600_000 };
const BOMBS: Row[] = [
  ["SELECT zeroblob(500000000)", MEMORY, LONG],
  ["SELECT hex(zeroblob(250000000))", MEMORY, LONG],
  ["SELECT printf('%.*c', 500000000, 'x')", MEMORY, LONG],
  [`${ENDLESS} SELECT group_concat(printf('%.*c', 1000000, 'x')) FROM n`, MEMORY, LONG],
  // SQLite 3.54 refuses the doubling itself.
  [`WITH c0 AS (SELECT 1 AS a), ${repeat(26, (i) => `c${i + 1} AS (SELECT * FROM c${i} UNION ALL SELECT * FROM c${i})`)} SELECT count(*) FROM c26`, /^SQL_MEMORY |nested too deep/, LONG],
  [`${ENDLESS} SELECT json_group_array(printf('%.*c', 1000000, 'x')) FROM n`, MEMORY, LONG],
  // Ten gigabytes to sort, where temporary files are limited to one.
  [`${ENDLESS} SELECT printf('%.*c', 1000000, 'x') || i FROM (SELECT i FROM n LIMIT 10000) ORDER BY 1`, MEMORY, LONG],
]; // biome-ignore format: a table

function describeOutcome(outcome: SqlOutcome): string {
  if (outcome.ok) return `${outcome.rows.length} rows`;
  const { code, message, place } = outcome;
  return `${code} ${message}${place ? ` at ${place.line}:${place.column}` : ""}`;
}

function check(outcome: SqlOutcome, end: End): void {
  if (typeof end === "function") {
    if (!outcome.ok) throw new Error(describeOutcome(outcome));
    end(outcome);
  } else if (typeof end === "string") expect(outcome).toMatchObject({ ok: false, code: end });
  else expect(describeOutcome(outcome)).toMatch(end);
}

describe.each(Object.entries(TABLE))("%s", (_kind, rows) => {
  test.each(rows.map(([sql, ...rest]) => [sql.slice(0, 60), sql, ...rest] as const))(
    "%s",
    async (_shown, sql, end, limits = {}) => {
      const [was, files] = [hash(), listing()];
      check(await reader.run(file, sql, { limits }), end);
      expect([hash(), listing()]).toEqual([was, files]);
    },
  );
});

test("every pragma that can be read as a table is only read", async () => {
  const [was, files] = [hash(), listing()];
  const found = await reader.run(file, "SELECT DISTINCT name FROM pragma_pragma_list ORDER BY name");
  const names = found.ok ? found.rows.flat() : [];
  expect(names).toContain("table_info");
  for (const name of names) {
    const outcome = await reader.run(file, `SELECT * FROM pragma_${name}`);
    if (!outcome.ok) expect(describeOutcome(outcome)).toMatch(/^SQLITE_/);
  }
  expect([hash(), listing()]).toEqual([was, files]);
});

describe("what fills the memory or the disk", () => {
  test.each(BOMBS.map(([sql, ...rest]) => [sql.slice(0, 60), sql, ...rest] as const))(
    "%s",
    async (_shown, sql, end, limits = {}) => {
      const [was, files] = [hash(), listing()];
      const own = process.memoryUsage.rss();
      const peak = watchPeak();
      check(await reader.run(file, sql, { limits }), end);
      // Memory is checked every 15 ms, so a busy machine overshoots the limit.
      expect(peak()).toBeLessThan(800);
      expect(process.memoryUsage.rss() - own).toBeLessThan(100 * 2 ** 20);
      expect([hash(), listing()]).toEqual([was, files]);
      check(await reader.run(file, "SELECT 1"), ({ rows }) => expect(rows).toEqual([[1]]));
    },
  );
});

/** Tracks the peak resident size of any child process, in MB, until the result is called; 0 where unavailable. */
function watchPeak(): () => number {
  let peak = 0;
  const look = () => {
    try {
      for (const pid of readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim().split(" "))
        peak = Math.max(
          peak,
          Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
        );
    } catch {
      // Not Linux, or a child that has just ended.
    }
  };
  const timer = setInterval(look, 5);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

test("text that is hard to cut into words does not hold up the process that takes it", () => {
  for (const part of [
    "1",
    "1e",
    "1.",
    ".1",
    "1_",
    "0xf",
    "'",
    "''",
    "x'",
    '"',
    "[",
    "`",
    "/*",
    "--",
    "$",
    "?1",
    "(",
    "é",
  ]) {
    const text = part.repeat(99_000 / part.length);
    for (const sql of [`SELECT ${text}`, `SELECT ${text}z`]) expect(checkSql(sql), part).toBeUndefined();
    expect(checkSql(text)?.code, part).toBe(part === "--" ? "SQL_EMPTY" : "SQL_NOT_READ");
  }
});
