/** The file a session writes to: how it is created, and what happens if it cannot be used. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { collectNotices, createTracedFile, queryFile, type TracedFile } from "../fixtures/traced-file.ts";
import { SpantomSession } from "./session.ts";

let traced: TracedFile;
beforeEach(() => {
  traced = createTracedFile();
});
afterEach(() => traced.remove());

const at = (name: string) => join(traced.folder, name);

describe("the file", () => {
  test("is made by the first span that ends, and by nothing before it", async () => {
    const session = new SpantomSession(at("later.db"));
    session.init(at("later.db"));
    session.tag({ a: 1 });
    const span = session.span("a").enter();
    session.flush();
    expect(existsSync(at("later.db"))).toBe(false);
    span.end();
    await expect.poll(() => existsSync(at("later.db"))).toBe(true);
    session.close();
  });

  test.skipIf(because(process.platform === "win32", "Windows has no such rights and links"))(
    "is readable by its owner alone, whatever the umask",
    () => {
      const umask = process.umask(0);
      traced.SP.span("a", () => {});
      traced.SP.flush();
      process.umask(umask);
      expect(statSync(traced.path).mode & 0o777).toBe(0o600);
      expect(statSync(`${traced.path}-wal`).mode & 0o777).toBe(0o600);
    },
  );

  test.skipIf(because(process.platform === "win32", "Windows has no such rights and links"))(
    "keeps the rights that it has",
    () => {
      writeFileSync(traced.path, "");
      chmodSync(traced.path, 0o644);
      traced.SP.span("a", () => {});
      expect(traced.tree()).toEqual(["a"]);
      expect(statSync(traced.path).mode & 0o777).toBe(0o644);
    },
  );
});

/** Each puts something at the path that cannot be written to; the pattern is how the one line about it continues. */
const REFUSED: [string, (path: string) => void, RegExp][] = [
  ["a directory", (path) => mkdirSync(path), /: is a directory, not a database; choose another path$/],
  ["a text file", (path) => writeFileSync(path, "hello\n".repeat(200)), /: not a SQLite file/],
  ["one byte", (path) => writeFileSync(path, "x"), /: not a SQLite file; choose another path$/],
  [
    "another tool's database",
    otherDatabase,
    /: no table spans; its tables are users\. Choose a file written by Spantom$/,
  ],
  ["a view named spans", viewDatabase, /: spans is a view, not a table; choose a file written by Spantom$/],
  ["other columns", columnsDatabase, /: table spans lacks start, duration; choose a file written by Spantom$/],
];

function makeDatabase(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

function otherDatabase(path: string): void {
  makeDatabase(path, "CREATE TABLE users (id)");
}

function viewDatabase(path: string): void {
  makeDatabase(
    path,
    "CREATE TABLE t (id, name, start, duration); CREATE VIEW spans AS SELECT * FROM t; CREATE TABLE span_tags (id, span_id, key, value)",
  );
}

function columnsDatabase(path: string): void {
  makeDatabase(path, "CREATE TABLE spans (id, name); CREATE TABLE span_tags (id, span_id, key, value)");
}

describe("a file that cannot be used", () => {
  test.each(REFUSED)("%s: one line on stderr, and the program goes on as without tracing", (_kind, make, message) => {
    const path = at("refused.db");
    make(path);
    const before = statSync(path).isFile() ? readFileSync(path) : undefined;
    expectOff(path, message);
    if (before) expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  test("in a folder that is missing: the same, and no folder is made", () => {
    const path = join(traced.folder, "missing", "a.db");
    expectOff(path, /: the folder .*missing does not exist; create it or choose another path$/);
    expect(existsSync(join(traced.folder, "missing"))).toBe(false);
  });

  test.skipIf(because(process.platform === "win32", "Windows has no such rights and links"))(
    "a link to a file is that file",
    () => {
      otherDatabase(at("target.db"));
      symlinkSync(at("target.db"), at("link.db"));
      expectOff(at("link.db"), /no table spans/);
    },
  );

  test("conn throws the same line", () => {
    const path = at("refused.db");
    writeFileSync(path, "x");
    expect(() => new SpantomSession(path).conn).toThrow(`${path}: not a SQLite file; choose another path`);
  });

  test("init to a good one goes on there", () => {
    mkdirSync(at("directory.db"));
    const session = new SpantomSession(at("directory.db"));
    collectNotices(() => session.span("lost", () => session.flush()));
    collectNotices(() => session.flush());
    session.init(at("good.db"));
    session.span("kept", () => {});
    expect(session.summary()).toMatchObject({ spanCount: 1, dropped: 1 });
    session.close();
  });

  function expectOff(path: string, message: RegExp): void {
    const session = new SpantomSession(path);
    const fn = session.span()(function fn(x: number) {
      session.tag({ x });
      return x * 2;
    });
    let dropped = 0;
    const lines = collectNotices(() => {
      for (let i = 0; i < 100; i++) expect(fn(i)).toBe(i * 2);
      session.flush();
      expect(fn(7)).toBe(14);
      session.close();
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^spantom: tracing is off: /);
    expect(lines[0]).toContain(path);
    expect(lines[0]).toMatch(message);
    const asked = collectNotices(() => {
      const summary = session.summary();
      dropped = summary.dropped;
      expect(summary).toMatchObject({ dbPath: path, spanCount: 0, spanNames: [] });
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^spantom: SP\.summary\(\): /);
    expect(dropped).toBe(101);
  }
});

describe("a file that goes bad while it is used", () => {
  test("replaced by another one: nothing throws, and later spans are kept or counted", () => {
    traced.SP.span("a", () => {});
    traced.SP.flush();
    copyFileSync(traced.path, at("copy.db"));
    collectNotices(() => {
      for (const name of [traced.path, `${traced.path}-wal`]) writeFileSync(name, "garbage".repeat(1000));
      for (let i = 0; i < 10; i++) expect(traced.SP.span("b", () => i)).toBe(i);
      traced.SP.close();
    });
    expect(queryFile(at("copy.db"), "SELECT 1")).toEqual([[1]]);
  });
});
