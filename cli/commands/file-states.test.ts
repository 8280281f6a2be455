/**
 * Every state that a command's file may be in, each actually created: what `spantom summary` and `spantom query` report
 * about it. Neither changes it.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { createTracedFile } from "../../lib/fixtures/traced-file.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";

const SPANS = 500;
/** 500 spans with a tag each, checkpointed into one file. */
let intact: Buffer;
/** The same, with 500 more spans in the log. */
let logged: { db: Buffer; wal: Buffer; shm: Buffer };
let cli: BuiltCli;
let count = 0;
const closing: (() => void)[] = [];

beforeAll(() => {
  cli = copyCli();
  const { SP, path, remove } = createTracedFile();
  const trace = () => {
    for (let i = 0; i < SPANS; i++) SP.span(`name ${i % 7}`, { i }, () => {});
    SP.flush();
  };
  trace();
  SP.close();
  intact = readFileSync(path);
  const holder = new Database(path);
  holder.prepare("SELECT 1 FROM spans").get();
  trace();
  logged = { db: readFileSync(path), wal: readFileSync(`${path}-wal`), shm: readFileSync(`${path}-shm`) };
  holder.close();
  remove();
});
afterAll(() => {
  for (const close of closing.reverse()) close();
  cli.remove();
});

/** A path in a separate folder. */
function place(name = "spans.db"): string {
  const folder = join(cli.folder, String(++count));
  mkdirSync(folder);
  return join(folder, name);
}

function change(path: string, sql: string): void {
  const db = new Database(path);
  // A synthetic file need not be consistent.
  db.pragma("foreign_keys = OFF");
  db.exec(sql);
  db.close();
}

type Make = (path: string) => void;
const bytes =
  (make: () => Buffer | string): Make =>
  (path) =>
    writeFileSync(path, make());
const edited = (edit: (file: Buffer) => Buffer) => bytes(() => edit(Buffer.from(intact)));
const empty =
  (sql: string): Make =>
  (path) =>
    change(path, sql);
const added =
  (sql: string): Make =>
  (path) => {
    writeFileSync(path, intact);
    change(path, sql);
  };
const withLog =
  (...ends: ("wal" | "shm")[]): Make =>
  (path) => {
    writeFileSync(path, logged.db);
    for (const end of ends) writeFileSync(`${path}-${end}`, logged[end]);
  };

const TAGS = "CREATE TABLE span_tags (id INTEGER PRIMARY KEY, span_id, key, value)";
const ENDLESS =
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS name, i AS start, i AS duration FROM n";
const NO_SQLITE = /: not a SQLite file(, or encrypted, or in a newer format)?; choose another path$/;
const NO_FILE = /: no such file; trace a program into it, or choose another with --db-path$/;
const DAMAGED = /: damaged \(.*malformed.*\); try: sqlite3 \S+ \.recover$/;

/** A command's outcome: a number of spans, or one line. */
type End = number | RegExp;
type Row = [state: string, make: Make, summary: End, query?: End];

const STATES: Row[] = [
  ["missing", () => undefined, NO_FILE],
  ["in a missing folder", (path) => rmSync(dirname(path), { recursive: true }), /: the folder \S+ does not exist; create it or choose another path$/],
  ["empty", bytes(() => ""), /: empty file, no spans yet$/],
  ["one byte", bytes(() => "S"), NO_SQLITE],
  ["a text", bytes(() => "words ".repeat(200)), NO_SQLITE],
  ["a compressed database", bytes(() => gzipSync(intact)), NO_SQLITE],
  ["random bytes, as an encrypted one", edited((file) => file.map((byte, i) => (byte * 7 + i * 131) & 255) as Buffer), NO_SQLITE],
  ["truncated", edited((file) => file.subarray(0, file.length / 2)), DAMAGED],
  ["full of overwritten pages", edited((file) => file.fill(0xaa, 2 * 4096)), DAMAGED],
  ["one with an overwritten schema", edited((file) => file.fill(0xaa, 100, 4096)), DAMAGED],
  ["of a format of the future", edited((file) => file.fill(9, 18, 20)), NO_SQLITE],
  ["a directory", (path) => mkdirSync(path), /: is a directory, not a database; choose another path$/],
  ["a named pipe", (path) => execFileSync("mkfifo", [path]), /: is a named pipe, not a database; choose another path$/],
  ...["/dev/null", "/dev/zero", "/dev/full", "/proc/self/mem"].map((device): Row => [
    `a link to ${device}`, (path) => symlinkSync(device, path), device.startsWith("/dev") ? /: is not a regular file, not a database/ : /: not a SQLite file|: empty file/,
  ]),
  ["a link to a database", (path) => { writeFileSync(`${path}-target`, intact); symlinkSync(`${path}-target`, path); }, SPANS],
  ["a link to nothing", (path) => symlinkSync("/no-such-folder/a.db", path), NO_FILE],
  ["a link to itself", (path) => symlinkSync(path, path), /: cannot be accessed \(ELOOP\); check the path and its permissions$/],
  ["with its log, as after a crash", withLog("wal"), 2 * SPANS],
  ["with its log and index", withLog("wal", "shm"), 2 * SPANS],
  ["copied without its log", withLog(), SPANS],
  ["copied without its log before it had tables", (path) => { change(path, "PRAGMA journal_mode = WAL"); }, /: empty database, no spans yet; if it was copied while a program had it open, copy its -wal file too$/, /no such table: spans/],
  ["another tool's", empty("CREATE TABLE users (id); CREATE TABLE posts (id)"), /: no table spans; its tables are users, posts\. Choose a file written by Spantom$/, /no such table: spans/],
  ["one with other columns", empty(`CREATE TABLE spans (id INTEGER PRIMARY KEY, name, began); ${TAGS}`), /: table spans lacks start, duration; choose a file written by Spantom$/, 0],
  ["one whose spans are a view without end", empty(`CREATE VIEW spans AS ${ENDLESS}; ${TAGS}`), /: spans is a view, not a table; choose a file written by Spantom$/, /^spantom: Stopped after 300 ms\. Add a LIMIT, .* more time\.$/],
  ["one whose spans are a virtual table", empty(`CREATE VIRTUAL TABLE spans USING fts5 (id, name, start, duration); ${TAGS}`), /: spans is a virtual table, not a table; choose a file written by Spantom$/, 0],
  ["one with a generated duration", empty(`CREATE TABLE spans (id INTEGER PRIMARY KEY, name, start, duration AS (name || start)); ${TAGS}; INSERT INTO spans (name, start) VALUES ('a', 1)`), /: table spans lacks duration; choose a file written by Spantom$/, 1],
  ["one whose runs are a view without end", added(`DROP TABLE runs; CREATE VIEW runs AS ${ENDLESS}`), SPANS],
  ["one with triggers", added("CREATE TRIGGER boom AFTER INSERT ON spans BEGIN DELETE FROM spans; END"), SPANS],
  ["of the Python package", (path) => copyFileSync(cli.copyDatabase(`python-${basename(path)}`), path), 2980],
  ...["9007199254740993", "-9223372036854775808"].map((id): Row => [
    `one with the span id ${id}`, added(`UPDATE spans SET id = ${id} WHERE id = 7`), /: spans have ids beyond 2\^53, which cannot be told apart here; spantom query reads them exactly$/, SPANS,
  ]),
  ["one of tags without spans", added("DELETE FROM spans WHERE id > 100"), 100],
]; // biome-ignore format: a table

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function check({ code, stdout, stderr }: Ended, end: End): void {
  if (typeof end === "number") {
    expect([code, stderr]).toEqual([0, ""]);
    expect(Number(/^([\d,]+) spans|^(\d+)$/m.exec(stdout)?.slice(1).find(Boolean)?.replaceAll(",", ""))).toBe(end);
  } else {
    expect([code, stdout, stderr.match(/\n/g)?.length]).toEqual([1, "", 1]);
    expect(stderr.trimEnd()).toMatch(end);
    expect(stderr).toMatch(/^spantom: /);
  }
}

const COUNT = ["query", "SELECT count(*) AS n FROM spans", "--db-path"];

function hashOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() && stats.size > 0 ? createHash("sha256").update(readFileSync(path)).digest("hex") : undefined;
}

describe.skipIf(because(process.platform === "win32", "Windows has neither pipes nor devices nor rights"))(
  "a file that is",
  () => {
    test.each(STATES)("%s", async (state, make, summary, query = summary) => {
      const path = place();
      make(path);
      const before = state.includes("itself") || state.includes("/proc") ? undefined : hashOf(path);
      check(await cli.run(["summary", "--db-path", path]), summary);
      const limit = String(query).includes("Stopped") ? ["--timeout", "0.3"] : [];
      check(await cli.run([...COUNT, path, ...limit]), query);
      if (before) expect(hashOf(path)).toBe(before);
    });
  },
);

describe("values that are no numbers", () => {
  test("are counted as spans, shown, and left out of the figures", async () => {
    const path = place();
    change(
      path,
      `CREATE TABLE spans (id INTEGER PRIMARY KEY, name, start, duration); ${TAGS};
      INSERT INTO spans (name, start, duration) VALUES ('fine', 1764000000, 0.5), ('fine', 1764000001, 1.5),
        ('odd', '2026-01-01', 1), ('odd', 1764000002, 'long'), ('odd', 1764000003, NULL), ('odd', 1764000004, 9e999),
        (NULL, NULL, 2), (x'6869', 1764000005, -9e999);
      INSERT INTO span_tags (span_id, key, value) VALUES (1, 'long', printf('%.*c', 3000000, 'x')), (99, NULL, NULL)`,
    );
    const { code, stdout, stderr } = await cli.run(["summary", "--db-path", path], { env: { TZ: "UTC" } });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").slice(1)).toEqual([
      "8 spans, 2 tags, 5.00 s in total",
      "2025-11-24 16:00:00 to 2025-11-24 16:00:05",
      "",
      "Name  Count   Total    Mean     p50     p95     p99     Max",
      "fine      2  2.00 s  1.00 s  1.00 s  1.45 s  1.49 s  1.50 s",
      "          1  2.00 s  2.00 s  2.00 s  2.00 s  2.00 s  2.00 s",
      "odd       1  1.00 s  1.00 s  1.00 s  1.00 s  1.00 s  1.00 s",
      "",
      "4 spans without a number as duration left out.",
      "",
    ]);
    const json = JSON.parse((await cli.run(["summary", "--json", "--db-path", path])).stdout);
    expect(json).toMatchObject({ spanNames: ["fine", "odd", "", "hi"], tagKeys: ["long", ""], totalDuration: 5 });
    const rows = await cli.run([
      "query",
      "SELECT id, start, duration FROM spans WHERE name = 'odd'",
      "--format",
      "csv",
      "--db-path",
      path,
    ]);
    expect(rows.stdout).toBe(
      "id,start,duration\r\n3,2026-01-01,1.0\r\n4,1764000002,long\r\n5,1764000003,\r\n6,1764000004,Infinity\r\n".replace(
        "1.0",
        "1",
      ),
    );
  });
});

describe("a file that another process holds", () => {
  test.each([
    ["DELETE", /: locked by another process; try again$/],
    ["WAL", SPANS],
  ] as const)("in one that writes, with journal mode %s", async (mode, end) => {
    const path = place();
    added(`PRAGMA journal_mode = ${mode}`)(path);
    const holder = new Database(path);
    closing.push(() => holder.close());
    holder.exec("BEGIN EXCLUSIVE; UPDATE spans SET name = 'held'");
    check(await cli.run(["summary", "--db-path", path]), end);
    check(await cli.run([...COUNT, path]), end);
    holder.exec("ROLLBACK");
    check(await cli.run(["summary", "--db-path", path]), SPANS);
  });
});

describe("a full disk", () => {
  test("reads go on", async ({ skip }) => {
    const folder = dirname(place());
    const mounted =
      process.getuid?.() === 0 &&
      spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "spantom-test", folder]).status === 0;
    skip(because(!mounted, "no disk can be mounted here, which needs root"));
    closing.push(() => execFileSync("umount", [folder]));
    const path = join(folder, "spans.db");
    writeFileSync(path, intact);
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(join(folder, "ballast"), Buffer.alloc(bavail * bsize));
    for (const command of [["summary", "--db-path"], COUNT]) {
      const { code, stdout, stderr } = await cli.run([...command, path]);
      expect([code, stdout.includes("500")]).toEqual([0, true]);
      expect(stderr).toMatch(/^(spantom: \S+spans\.db cannot be read in place; this is a copy of \d\d:\d\d:\d\d\n)?$/);
    }
  });
});

const isRoot = process.getuid?.() === 0;
/** Root bypasses all permissions, so as root the command runs as the user nobody. */
const asNobody = isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];

async function runAsNobody(args: string[], temporary: string): Promise<Ended> {
  const [command = "", ...rest] = [...asNobody, process.execPath, cli.bin, ...args];
  const child = spawn(command, rest, {
    cwd: "/",
    env: { PATH: process.env.PATH, TMPDIR: temporary } as unknown as NodeJS.ProcessEnv,
  });
  child.stdin.end();
  const exit = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exit, stdout, stderr };
}

const COPIED = /^spantom: (\S+) cannot be read in place; this is a copy of \d\d:\d\d:\d\d\n$/;
const CLOSED: [state: string, make: Make, end: number | RegExp, copied?: boolean][] = [
  ["that may not be read", (path) => { writeFileSync(path, intact); chmodSync(path, 0); }, /: cannot be opened; check the permissions of the file and its folder$/],
  ["that may not be written", (path) => { added("PRAGMA journal_mode = DELETE")(path); chmodSync(path, 0o444); }, SPANS],
  ["in a folder that may not be written", (path) => { added("PRAGMA journal_mode = DELETE")(path); chmodSync(dirname(path), 0o555); }, SPANS],
  ["with a log to be made in a folder that may not be written", (path) => { writeFileSync(path, intact); chmodSync(dirname(path), 0o555); }, SPANS, true],
  ["with a log but no index in a folder that may not be written", (path) => { withLog("wal")(path); chmodSync(dirname(path), 0o555); }, 2 * SPANS, true],
  ["with its log and index in a folder that may not be written", (path) => { withLog("wal", "shm")(path); chmodSync(dirname(path), 0o555); }, 2 * SPANS],
  ["with a journal that must be played back", (path) => { makeHotJournal(path); }, SPANS, true],
]; // biome-ignore format: a table

/** The remains of a program killed during a large transaction without a write-ahead log. */
function makeHotJournal(path: string): void {
  added("PRAGMA journal_mode = DELETE")(path);
  const db = new Database(path);
  db.pragma("cache_size = 5");
  db.pragma("cache_spill = 5");
  db.exec("BEGIN; UPDATE spans SET name = name || ' changed'");
  for (const end of ["", "-journal"]) copyFileSync(path + end, `${path}-kept${end}`);
  db.exec("ROLLBACK");
  db.close();
  for (const end of ["", "-journal"]) copyFileSync(`${path}-kept${end}`, path + end);
}

describe.skipIf(because(process.platform === "win32", "Windows has neither pipes nor devices nor rights"))(
  "a file",
  () => {
    let temporary: string;
    let possible = false;
    beforeAll(async () => {
      temporary = dirname(place());
      chmodSync(temporary, 0o1777);
      for (let folder = dirname(cli.bin); folder.includes("cli-"); folder = dirname(folder)) chmodSync(folder, 0o755);
      possible = (await runAsNobody(["--version"], temporary)).code === 0;
      because(!possible, "no other user can run the command here");
    });

    test.for(CLOSED)("%s", async ([_state, make, end, copied = false], { skip }) => {
      skip(!possible, "no other user can run the command here");
      const path = place();
      make(path);
      const before = hashOf(path);
      for (const command of [["summary", "--db-path"], COUNT, ["export", "--format", "csv", "--db-path"]]) {
        const ended = await runAsNobody([...command, path], temporary);
        if (copied) expect(COPIED.exec(ended.stderr)?.[1]).toBe(path);
        const quiet = { ...ended, stderr: copied ? "" : ended.stderr };
        if (command[0] === "export" && typeof end === "number")
          expect([quiet.code, quiet.stderr, quiet.stdout.split("\r\n").length]).toEqual([0, "", end + 2]);
        else check(quiet, end);
      }
      expect(hashOf(path)).toBe(before);
      expect(execFileSync("ls", ["-A", temporary], { encoding: "utf8" }), "copies that are left").toBe("");
    });
  },
);
