/** What `Sources` opens for a path, with files from unknown sources. */
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built } from "../fixtures/built.ts";
import { makeCirclingFile } from "../fixtures/circling-file.ts";
import { makeTurns } from "../fixtures/turns.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { validateFile } from "../queries/validation.ts";
import { openReader } from "../store/database.ts";
import { creationSql } from "../store/schema.ts";
import { readSummary } from "../store/summary.ts";
import type { Reader } from "./reader.ts";
import { createReader } from "./reader.ts";
import { createSources, type Sources } from "./sources.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-sources-"));
const at = (name: string) => join(folder, name);
const python = fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url));
let reader: Reader;
let sources: Sources;
/** Names of the queries requested from the reader. */
const asked: string[] = [];

beforeAll(() => {
  const real = createReader(built("dist/lib/reader-child.js"));
  reader = {
    ...real,
    ask: (path, query, params, options) => {
      asked.push(query);
      return real.ask(path, query, params, options);
    },
  };
  sources = createSources(reader);
});
afterAll(() => {
  sources.close();
  reader.close();
  rmSync(folder, { recursive: true });
});

async function problemOf(path: string, from = sources): Promise<string> {
  const found = await from.find(path);
  return found.ok ? "none" : `${found.error.problem}: ${found.error.message.replaceAll(path, "FILE")}`;
}

test("a sound file is validated once, whatever is appended, and again after it was replaced", async () => {
  const path = at("sound.db");
  copyFileSync(python, path);
  const found = { ok: true, path, copied: null };
  asked.length = 0;
  expect(await Promise.all([sources.find(path), sources.find(path)])).toEqual([found, found]);
  new Database(path).exec("DELETE FROM span_tags WHERE id < 100").close();
  expect(await sources.find(path)).toEqual(found);
  expect(asked).toEqual(["validation"]);
  copyFileSync(python, at("other.db"));
  renameSync(at("other.db"), path);
  expect(await sources.find(path)).toEqual(found);
  expect(asked).toEqual(["validation", "validation"]);
  writeFileSync(path, "");
  expect(await problemOf(path)).toMatch(/^empty: FILE: empty file/);
  rmSync(path);
  expect(await problemOf(path)).toMatch(/^missing: FILE: no such file/);
});

test("a file interleaved by two programs 3,000 times is valid", async () => {
  const path = at("turns.db");
  makeTurns(120_000, path).close();
  expect(await problemOf(path)).toBe("none");
});

test("a file whose pages form a cycle is validated in the reader's process, once, until it is replaced", async () => {
  const path = at("circles.db");
  makeCirclingFile(python, path);
  asked.length = 0;
  const impatient = createSources(reader, { validationMs: 500 });
  for (let i = 0; i < 2; i++)
    expect(await problemOf(path, impatient)).toBe(
      'unread: FILE: not checked to the end (stopped after 500 ms, while reading its newest spans); it is checked again in a minute; to check it yourself: sqlite3 FILE "PRAGMA quick_check"',
    );
  expect(asked).toEqual(["validation"]);
  expect(await reader.run(path, "SELECT count(*) FROM spans", { limits: { ms: 300 } })).toMatchObject({
    code: "SQL_TIMEOUT",
  });
  writeFileSync(path, readFileSync(python));
  expect(await problemOf(path)).toBe("none");
});

const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n";
const SIDES = ["span_links", "span_errors", "runs", "run_spans", "run_tags"];

describe("something other than a table in its place", () => {
  const made = (name: string, sql: string) => {
    const path = at(`${name}.db`);
    copyFileSync(python, path);
    const db = new Database(path);
    db.pragma("foreign_keys = OFF");
    db.unsafeMode().exec(sql).close();
    return path;
  };

  test.each([
    ["a view", `DROP TABLE spans; CREATE VIEW spans AS ${ENDLESS}`, "unusable: FILE: spans is a view, not a table;"],
    ["a view by another case", `DROP TABLE spans; CREATE VIEW SPANS AS ${ENDLESS}`, "unusable: FILE: spans is a view, not a table;"],
    ["a virtual table", "DROP TABLE span_tags; CREATE VIRTUAL TABLE span_tags USING fts5 (id, span_id, key, value)", "unusable: FILE: span_tags is a virtual table, not a table;"],
    ["a generated column", "DROP TABLE spans; CREATE TABLE spans (id INTEGER PRIMARY KEY, name, start, duration AS (start + 1))", "unusable: FILE: table spans lacks duration;"],
    ["a view that its schema calls a table", `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE VIEW spans AS ${ENDLESS}' WHERE name = 'spans'`, "unusable: FILE: damaged (malformed database schema"],
    ["a virtual table with pages", "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE spans USING fts5 (id, name, start, duration)' WHERE name = 'spans'", "unusable: FILE: spans is a virtual table, not a table;"],
    ["triggers", "CREATE TRIGGER boom AFTER INSERT ON spans BEGIN DELETE FROM spans; END", "none"],
    ["a user's own view beside them", `CREATE VIEW mine AS ${ENDLESS}`, "none"],
  ])("%s", async (name, sql, problem) => {
    expect((await problemOf(made(name, sql))).slice(0, problem.length)).toBe(problem);
  }); // biome-ignore format: a table

  test.each([
    ["views without end", (table: string) => `DROP TABLE ${table}; CREATE VIEW ${table} AS ${ENDLESS}`],
    ["virtual tables", (table: string) => `DROP TABLE ${table}; CREATE VIRTUAL TABLE ${table} USING fts5 (a)`],
    ["other tables", (table: string) => `DROP TABLE ${table}; CREATE TABLE ${table} (a)`],
  ])("the tables that a tracer adds are %s: they are as not there", async (name, sql) => {
    const path = made(name, `${creationSql(new Set())}; ${SIDES.map(sql).join("; ")}`);
    expect(await problemOf(path)).toBe("none");
    const db = openReader(Database, path);
    validateFile(db);
    db.close();
    expect(await reader.ask(path, "runs", {})).toMatchObject({
      ok: true,
      value: [{ id: "gap-1", count: 2980, found: "gaps" }],
    });
    expect(await reader.ask(path, "tree", { id: 1 })).toMatchObject({ ok: true });
  });
});

/** Seeded: each run flips the same bits of the same files. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

test("200 files with flipped bits: an answer or one line, and no process ends by it", async () => {
  const source = at("small.db");
  copyFileSync(python, source);
  new Database(source)
    .exec("DELETE FROM span_tags WHERE span_id > 300; DELETE FROM spans WHERE id > 300; VACUUM")
    .close();
  const intact = readFileSync(source);
  const random = makeRandom(20261127);
  const path = at("flipped.db");
  const ends = new Map<string, number>();
  for (let i = 0; i < 200; i++) {
    const file = Buffer.from(intact);
    // In half of the files, only within the header and the schema.
    const within = i % 2 === 0 ? 4096 : file.length;
    for (let flips = 1 + random(8); flips > 0; flips--) {
      const byte = random(within);
      file[byte] = (file[byte] ?? 0) ^ (1 << random(8));
    }
    writeFileSync(path, file);
    const found = await sources.find(path);
    const outcomes = found.ok
      ? await Promise.all([
          reader.ask(path, "overview", { scope: DEFAULT_SCOPE }),
          reader.ask(path, "selfTimes", { scope: DEFAULT_SCOPE }),
          reader.ask(path, "scopeTags", { scope: DEFAULT_SCOPE }),
        ])
      : [];
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.message).not.toContain("\n");
    // As the server does in its own process once the file is validated.
    if (found.ok) ask(path);
    const codes = outcomes.map((outcome) => (outcome.ok ? "data" : outcome.code));
    const end = found.ok ? [...new Set(codes)].sort().join(" ") : found.error.problem;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    expect(codes, `file ${i}`).not.toContain("SQL_FAILED");
    sources.forget(path);
  }
  expect([...ends.values()].reduce((sum, count) => sum + count)).toBe(200);
  // Both kinds must occur, or the flips have no effect.
  expect(ends.get("data")).toBeGreaterThan(20);
  expect(ends.get("unusable")).toBeGreaterThan(20);
  expect([...ends.keys()].join(" ")).not.toMatch(/SQL_TIMEOUT|SQL_MEMORY/);
});

function ask(path: string): void {
  try {
    const db = openReader(Database, path);
    try {
      validateFile(db);
      readSummary(db);
    } finally {
      db.close();
    }
  } catch (error) {
    expect((error as Error).message).not.toContain("\n");
  }
}
