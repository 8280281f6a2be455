/** How a tracer and a reader handle files that others have made, damaged or forbidden. */
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { collectNotices, createTracedFile, queryFile, type TracedFile } from "../fixtures/traced-file.ts";
import { SpantomSession } from "../tracer/session.ts";
import { openReader } from "./database.ts";
import { readSummary } from "./summary.ts";

let traced: TracedFile;
/** Bytes of an intact file without a log: 2,000 spans with a tag each. */
let intact: Buffer;
beforeEach(() => {
  traced = createTracedFile();
  for (let i = 0; i < 2000; i++) traced.SP.span(`name ${i % 7}`, { i }, () => {});
  traced.SP.close();
  change(traced.path, "PRAGMA journal_mode = DELETE");
  intact = readFileSync(traced.path);
});
afterEach(() => traced.remove());

const at = (name: string) => join(traced.folder, name);

function change(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

/** A new database, or an intact file with something added. */
const empty = (sql: string) => (path: string) => change(path, sql);
const added = (sql: string) => (path: string) => {
  writeFileSync(path, intact);
  change(path, sql);
};
const bytes = (make: () => Buffer) => (path: string) => writeFileSync(path, make());
const edited = (edit: (file: Buffer) => Buffer) => bytes(() => edit(Buffer.from(intact)));

const NO_SQLITE = /: not a SQLite file(, or encrypted, or in a newer format)?; choose another path$/;
const DAMAGED = /: damaged \(.*malformed\); try: sqlite3 \S+ \.recover$/;
const TAGS = "CREATE TABLE span_tags (id, span_id, key, value)";
type Row = [kind: string, make: (path: string) => void, tracer: RegExp, reader: RegExp | "reads it"];

const REFUSED: Row[] = [
  ["nothing but a view named spans", empty("CREATE VIEW spans AS SELECT 1"), /: spans is a view, not/, /: spans is a view, not/],
  ["nothing but another view", empty("CREATE VIEW v AS SELECT 1"), /: no table spans; its tables are v\./, /: no table spans/],
  ["a virtual table named spans", empty(`CREATE VIRTUAL TABLE spans USING fts5 (id, name, start, duration); ${TAGS}`), /: spans is a virtual table, not/, /: spans is a virtual table/],
  ["a view named span_errors", added("DROP TABLE span_errors; CREATE VIEW span_errors AS SELECT 1"), /: span_errors is a view/, "reads it"],
  ["another tool's runs", added("DROP TABLE runs; CREATE TABLE runs (id, started)"), /: table runs lacks pid, host, command, node, cwd;/, "reads it"],
  ["a trigger on spans", added("CREATE TRIGGER boom AFTER INSERT ON spans BEGIN DELETE FROM spans; END"), /: table spans has the trigger boom; drop it/, "reads it"],
  ["a trigger on deleted tags", added("CREATE TRIGGER boom BEFORE DELETE ON SPAN_TAGS BEGIN DELETE FROM spans; END"), /: table span_tags has the trigger boom;/, "reads it"],
  ["one byte", bytes(() => Buffer.alloc(1)), NO_SQLITE, NO_SQLITE],
  ["511 zeros", bytes(() => Buffer.alloc(511)), NO_SQLITE, NO_SQLITE],
  ["a page of zeros", bytes(() => Buffer.alloc(4096)), NO_SQLITE, NO_SQLITE],
  ["a compressed database", bytes(() => gzipSync(intact)), NO_SQLITE, NO_SQLITE],
  ["random bytes, as an encrypted one", edited((file) => file.map((byte, i) => (byte * 7 + i * 131) & 255) as Buffer), NO_SQLITE, NO_SQLITE],
  ["a format of the future", edited((file) => file.fill(9, 18, 20)), NO_SQLITE, NO_SQLITE],
  ["a first half", edited((file) => file.subarray(0, file.length / 2)), DAMAGED, DAMAGED],
  ["a half and some", edited((file) => file.subarray(0, file.length / 2 + 100)), DAMAGED, DAMAGED],
  ["its first page alone", edited((file) => file.subarray(0, 4096)), DAMAGED, DAMAGED],
  ["an overwritten schema", edited((file) => file.fill(0xaa, 100, 4096)), DAMAGED, DAMAGED],
  ["a link to itself", (path) => symlinkSync(path, path), /: cannot be accessed \(ELOOP\)/, /: cannot be accessed \(ELOOP\)/],
  ["a link to a missing folder", (path) => symlinkSync("/no-such-folder/a.db", path), /\/no-such-folder\/a\.db: cannot be created \(ENOENT\)/, /: no such file;/],
  ["a socket", (path) => void createServer().listen(path).unref(), /: is not a regular file, not a database/, /: is not a regular file/],
]; // biome-ignore format: a table

describe.skipIf(because(process.platform === "win32", "Windows has neither pipes nor devices in a path"))(
  "a file that is",
  () => {
    test.each(REFUSED)("%s", (_kind, make, tracer, reader) => {
      const path = at("refused.db");
      make(path);
      const isFile = lstatSync(path).isFile();
      const before = isFile ? readFileSync(path) : undefined;

      const { lines, summary } = traceInto(path);
      expect(lines[0]).toMatch(/^spantom: tracing is off: /);
      expect(lines[0]?.replace(/^spantom: tracing is off: /, "")).toMatch(tracer);
      expect(lines).toHaveLength(2); // The other answers SP.summary().
      expect(summary).toMatchObject({ spanCount: 0, dropped: 100 });

      if (reader === "reads it") expect(read(path)).toBe(2000);
      else expect(() => read(path)).toThrow(reader);

      if (before) expect(readFileSync(path).equals(before)).toBe(true);
      for (const sidecar of ["-wal", "-shm", "-journal"]) expect(existsSync(path + sidecar)).toBe(false);
    });

    test("full of overwritten pages: nothing throws, and what is not written is counted", () => {
      const path = at("damaged.db");
      writeFileSync(path, Buffer.from(intact).fill(0xaa, 2 * 4096));
      const { lines, summary } = traceInto(path);
      for (const line of lines) expect(line.startsWith("spantom: ") && line.includes(path)).toBe(true);
      expect(lines.length).toBeLessThanOrEqual(3);
      expect(summary.dropped).toBe(100);
      expect(() => read(path)).toThrow(/malformed/);
    });

    test("empty: it is adopted", () => {
      writeFileSync(at("empty.db"), "");
      expect(traceInto(at("empty.db"))).toMatchObject({ lines: [], summary: { spanCount: 100, dropped: 0 } });
    });

    test("a link to nothing: what it means is made, for its owner alone", () => {
      mkdirSync(at("elsewhere"));
      symlinkSync("elsewhere/link.db", at("link.db"));
      symlinkSync("target.db", at("elsewhere/link.db"));
      const umask = process.umask(0);
      expect(traceInto(at("link.db"))).toMatchObject({ lines: [], summary: { spanCount: 100 } });
      process.umask(umask);
      expect(statSync(at("elsewhere/target.db")).mode & 0o777).toBe(0o600);
      expect(existsSync(at("target.db"))).toBe(false);
    });

    test("copied with its log, after a crash: all of it is there", () => {
      const { SP } = traced;
      SP.span("in the log", () => {});
      SP.flush();
      for (const sidecar of ["", "-wal"]) copyFileSync(traced.path + sidecar, at(`copied.db${sidecar}`));
      expect(read(at("copied.db"))).toBe(2001);
      expect(traceInto(at("copied.db")).summary).toMatchObject({ spanCount: 2101, dropped: 0 });
    });
  },
);

function read(path: string): number {
  const db = openReader(Database, path);
  try {
    return readSummary(db).spanCount;
  } finally {
    db.close();
  }
}

/** A program of a hundred spans, which must not notice anything. */
function traceInto(path: string) {
  const session = new SpantomSession(path);
  const fn = session.span()(function fn(x: number) {
    session.tag({ x });
    return x * 2;
  });
  let summary = session.summary;
  const lines = collectNotices(() => {
    for (let i = 0; i < 100; i++) expect(fn(i)).toBe(i * 2);
    session.close();
    const answer = session.summary();
    summary = () => answer;
    session.close();
  });
  return { lines, summary: summary() };
}

describe("a rule of the user's own that refuses a row", () => {
  const RULES: [string, string][] = [
    ["on names", "CREATE UNIQUE INDEX own ON spans (name)"],
    ["on tags", "CREATE UNIQUE INDEX own ON span_tags (value) WHERE key = 'same'"],
    ["on errors", "CREATE UNIQUE INDEX own ON span_errors (message)"],
  ];
  test.each(RULES)("costs that span alone, with its tags, and one line: %s", (_kind, rule) => {
    const path = at("rule.db");
    traceInto(path);
    change(path, `DELETE FROM span_tags; DELETE FROM spans; ${rule}`);
    const session = new SpantomSession(path);
    onTestFinished(() => void collectNotices(() => session.close()));
    const lines = collectNotices(() => {
      for (const [name, same] of [
        ["a", 1],
        ["b", 2],
        ["a", 1],
        ["c", 3],
        ["a", 1],
        ["d", 4],
      ] as const) {
        session.span(name, { same, of: name }, (span) => void span.fail(`${same}`));
      }
      session.flush();
    });
    expect(queryFile(path, "SELECT name FROM spans ORDER BY id").flat()).toEqual(["a", "b", "c", "d"]);
    expect(queryFile(path, "SELECT value FROM span_tags WHERE key = 'of' ORDER BY id").flat()).toEqual([
      "a",
      "b",
      "c",
      "d",
    ]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^spantom: .*rule\.db.*UNIQUE/);
    expect(session.summary()).toMatchObject({ spanCount: 4, dropped: 2 });
  });
});
