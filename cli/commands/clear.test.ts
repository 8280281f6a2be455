import { execFileSync, spawnSync } from "node:child_process";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";
import { answer, hasTerminals } from "../fixtures/terminal.ts";

let cli: BuiltCli;
beforeAll(() => {
  cli = copyCli();
});
afterAll(() => cli.remove());

const hasPython = spawnSync("python3", ["-c", "import sqlite3"]).status === 0;

function count(path: string, table: string): unknown {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  } finally {
    db.close();
  }
}

test("deletes every row and says how many; ids go on", async () => {
  const path = cli.copyDatabase("cleared.db");
  expect(await cli.run(["clear", "--yes", "--db-path", path])).toEqual({
    code: 0,
    stdout: `Cleared 2,980 spans and 7,152 tags from ${path}.\n`,
    stderr: "",
  });
  expect([count(path, "spans"), count(path, "span_tags")]).toEqual([0, 0]);
  const db = new Database(path);
  const { lastInsertRowid } = db.prepare("INSERT INTO spans (name, start, duration) VALUES ('next', 1, 2)").run();
  db.close();
  expect(lastInsertRowid).toBe(2981);
  const again = await cli.run(["clear", "--yes", "--db-path", path]);
  expect(again.stdout).toBe(`Cleared 1 span and 0 tags from ${path}.\n`);
});

test("adds nothing to the file, and empties the tables beside spans and tags", async () => {
  const path = cli.copyDatabase("sides.db");
  const db = new Database(path);
  db.exec(`CREATE TABLE span_links (span_id INTEGER PRIMARY KEY REFERENCES spans (id), parent_id INTEGER);
    INSERT INTO span_links VALUES (1, 2);
    CREATE TABLE mine (x); INSERT INTO mine VALUES (1);`);
  const tables = () => new Set(db.prepare("SELECT name FROM sqlite_schema").pluck().all());
  const before = tables();
  expect((await cli.run(["clear", "--yes", "--db-path", path])).code).toBe(0);
  expect(tables()).toEqual(before);
  db.close();
  expect([count(path, "span_links"), count(path, "mine")]).toEqual([0, 1]);
});

test("without a terminal to ask on it needs --yes", async () => {
  const path = cli.copyDatabase("kept.db");
  const { code, stderr } = await cli.run(["clear", "--db-path", path], { input: "y\n" });
  expect([code, stderr]).toEqual([2, `spantom: clear deletes every span in ${path}; add --yes to do it\n`]);
  expect(count(path, "spans")).toBe(2980);
});

test("waits a second for a lock, then changes nothing", async () => {
  const path = cli.copyDatabase("locked.db");
  const db = new Database(path);
  db.exec("BEGIN IMMEDIATE; DELETE FROM span_tags WHERE id = 1");
  const { code, stderr } = await cli.run(["clear", "--yes", "--db-path", path]);
  expect([code, stderr]).toEqual([1, `spantom: ${path} is locked by another process; nothing was changed\n`]);
  db.exec("ROLLBACK");
  db.close();
  expect(count(path, "spans")).toBe(2980);
});

test.skipIf(because(!hasPython, "no python3 here"))("Python reads and writes the file afterwards", async () => {
  const path = cli.copyDatabase("python.db");
  await cli.run(["clear", "--yes", "--db-path", path]);
  const script = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA foreign_keys = ON")
id = db.execute("INSERT INTO spans (name, start, duration) VALUES ('p', 1.5, 2.5)").lastrowid
db.execute("INSERT INTO span_tags (span_id, key, value) VALUES (?, 'k', 'v')", (id,))
db.commit()
print(id, db.execute("PRAGMA integrity_check").fetchone()[0], db.execute("SELECT count(*) FROM spans").fetchone()[0])`;
  expect(execFileSync("python3", ["-c", script, path], { encoding: "utf8" })).toBe("2981 ok 1\n");
});

test.skipIf(because(!hasTerminals, "no script here, which makes terminals"))(
  "on a terminal it asks, and only yes is yes",
  async () => {
    const path = cli.copyDatabase("asked.db");
    const no = await answer(cli, ["clear", "--db-path", path], "");
    expect(no).toEqual({ code: 0, text: expect.stringContaining("Nothing was changed.") });
    expect(no.text).toContain(`Delete 2,980 spans and 7,152 tags from ${path}? [y/N] `);
    expect(count(path, "spans")).toBe(2980);
    const yes = await answer(cli, ["clear", "--db-path", path], "y");
    expect(yes).toEqual({ code: 0, text: expect.stringContaining("Cleared 2,980 spans and 7,152 tags") });
    expect(count(path, "spans")).toBe(0);
  },
);
