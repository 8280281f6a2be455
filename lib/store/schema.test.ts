/** The file format: what the Python package's tables look like, and what is added beside them. */
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { createTracedFile, queryFile, type TracedFile } from "../fixtures/traced-file.ts";

const PYTHON_WRITTEN = fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url));
const SHARED_SQL = "SELECT name, sql FROM sqlite_schema WHERE name IN ('spans', 'span_tags') ORDER BY name";
const SIDE_TABLES = ["run_spans", "run_tags", "runs", "span_errors", "span_links"];

let traced: TracedFile;
beforeEach(() => {
  traced = createTracedFile();
});
afterEach(() => traced.remove());

/** A parent, its child that failed, and tags: a row in every table. */
function traceOne(SP = traced.SP): void {
  SP.span("parent", () => {
    SP.span("child", (span) => span.tag({ key: "value" }).fail(new Error("no")));
  });
  SP.flush();
}

const numberOfRows = (path: string, table: string) =>
  queryFile<[number]>(path, `SELECT count(*) FROM ${table}`)[0]?.[0];

describe("the two shared tables", () => {
  test("have the Python package's columns", () => {
    traceOne();
    expect(traced.query("PRAGMA table_info(spans)")).toEqual([
      [0, "id", "INTEGER", 0, null, 1],
      [1, "name", "TEXT", 1, null, 0],
      [2, "start", "TIMESTAMP", 1, null, 0],
      [3, "duration", "FLOAT", 1, null, 0],
    ]);
    expect(traced.query("PRAGMA table_info(span_tags)")).toEqual([
      [0, "id", "INTEGER", 0, null, 1],
      [1, "span_id", "INTEGER", 1, null, 0],
      [2, "key", "TEXT", 1, null, 0],
      [3, "value", "TEXT", 1, null, 0],
    ]);
  });

  test("are its statements byte for byte", () => {
    traceOne();
    expect(traced.query(SHARED_SQL)).toEqual(queryFile(PYTHON_WRITTEN, SHARED_SQL));
  });

  const imports = spawnSync("python3", ["-c", "import spantom.spantom"], {
    env: { ...process.env, SPANTOM_DB: ":memory:" },
  });
  test.skipIf(because(imports.status !== 0, "the Python package is not installed here"))(
    "are those of the Python package that is installed here",
    () => {
      const path = join(traced.folder, "by-python.db");
      const program = "from spantom.spantom import SP\nwith SP.span('a'): SP.tag({'k': 'v'})";
      const python = spawnSync("python3", ["-c", program], {
        env: { ...process.env, SPANTOM_DB: path },
        encoding: "utf8",
      });
      expect(python.stderr).toBe("");
      traceOne();
      expect(traced.query(SHARED_SQL)).toEqual(queryFile(path, SHARED_SQL));
    },
  );

  test("store a whole second as Python does, as an integer", () => {
    traced.SP.write("whole", 1_700_000_000, 2);
    traced.SP.write("part", 1_700_000_000.25, 0.5);
    expect(traced.query("SELECT start, typeof(start), duration, typeof(duration) FROM spans")).toEqual([
      [1_700_000_000, "integer", 2, "real"],
      [1_700_000_000.25, "real", 0.5, "real"],
    ]);
  });

  test("have no user_version, as Python's", () => {
    traceOne();
    expect(traced.query("PRAGMA user_version")).toEqual([[0]]);
  });
});

describe("what is added", () => {
  test("is five tables, and one index on tags in a new file", () => {
    traceOne();
    const names = (type: string) =>
      traced.query(`SELECT name FROM sqlite_schema WHERE type = '${type}' AND name NOT LIKE 'sqlite%' ORDER BY name`);
    expect(names("table").flat()).toEqual([...SIDE_TABLES, "span_tags", "spans"].sort());
    expect(names("index").flat()).toEqual(["span_tags_span_id"]);
    expect(names("trigger")).toEqual([]);
    expect(names("view")).toEqual([]);
  });

  test("is no index where the tables are there already", () => {
    const path = join(traced.folder, "by-python.db");
    copyFileSync(PYTHON_WRITTEN, path);
    traced.SP.init(path);
    traceOne();
    expect(queryFile(path, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")).toEqual([]);
    expect(queryFile(path, SHARED_SQL)).toEqual(queryFile(PYTHON_WRITTEN, SHARED_SQL));
    expect(numberOfRows(path, "spans")).toBe(2982);
    expect(numberOfRows(path, "span_links")).toBe(1);
  });

  test("stays as it is when the file is opened again", () => {
    traceOne();
    const before = traced.query("SELECT * FROM sqlite_schema");
    traced.SP.close();
    traceOne();
    expect(traced.query("SELECT * FROM sqlite_schema")).toEqual(before);
  });

  test("goes with its span: Python clears with foreign keys on", () => {
    traceOne();
    for (const table of ["span_links", "span_errors", "run_spans", "run_tags"]) {
      const actions = traced.query<string[]>(`SELECT on_delete FROM pragma_foreign_key_list('${table}')`).flat();
      expect(actions.length).toBeGreaterThan(0);
      expect(new Set(actions)).toEqual(new Set(["CASCADE"]));
    }
    expect(numberOfRows(traced.path, "span_links")).toBe(1);
    expect(numberOfRows(traced.path, "span_errors")).toBe(1);
    const db = new Database(traced.path);
    db.exec("PRAGMA foreign_keys = ON; DELETE FROM span_tags; DELETE FROM spans");
    db.close();
    expect(numberOfRows(traced.path, "span_links")).toBe(0);
    expect(numberOfRows(traced.path, "span_errors")).toBe(0);
  });

  test("never contradicts the shared tables", () => {
    traceOne();
    expect(traced.query("PRAGMA foreign_key_check")).toEqual([]);
    expect(traced.query("PRAGMA integrity_check")).toEqual([["ok"]]);
  });
});

describe("ids", () => {
  test("follow the order in which spans end: a child before its parent", () => {
    traceOne();
    expect(traced.query("SELECT id, name FROM spans ORDER BY id")).toEqual([
      [1, "child"],
      [2, "parent"],
    ]);
  });

  test("go on after the file was cleared", () => {
    traceOne();
    traced.SP.clear();
    traceOne();
    expect(traced.query("SELECT id FROM spans ORDER BY id")).toEqual([[3], [4]]);
  });
});
