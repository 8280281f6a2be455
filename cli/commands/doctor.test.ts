import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { creationSql } from "../../lib/store/schema.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";
import type { Report } from "./doctor/report.ts";

let cli: BuiltCli;
beforeAll(() => {
  cli = copyCli();
});
afterAll(() => cli.remove());

async function ask(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Report & { code: number | null }> {
  const { code, stdout, stderr } = await cli.run(["doctor", "--json", ...args], { env });
  expect(stderr).toBe("");
  return { code, ...(JSON.parse(stdout) as Report) };
}

function make(name: string, fill: (db: Database.Database) => void): string {
  const path = join(cli.folder, name);
  const db = new Database(path);
  fill(db);
  db.close();
  return path;
}

/** A file as a tracer leaves it: in WAL mode, with all tables, closed. */
const traced = (name: string) =>
  make(name, (db) => {
    db.pragma("journal_mode = WAL");
    db.exec(creationSql(new Set()));
    db.exec("INSERT INTO spans (name, start, duration) VALUES ('a', 1, 1), ('b', 2, 1)");
    db.exec("INSERT INTO span_tags (span_id, key, value) VALUES (1, 'k', 'v')");
    db.exec("INSERT INTO runs VALUES ('r', 1, 1, 'secret-host', 'secret command', 'v20', '/secret')");
  });

/** Names, contents and times of everything in a folder. */
function fingerprint(folder: string): string[] {
  return readdirSync(folder).map((name) => {
    const stats = lstatSync(join(folder, name));
    const hash = stats.isFile()
      ? createHash("sha1")
          .update(readFileSync(join(folder, name)))
          .digest("hex")
      : "";
    return `${name} ${stats.size} ${stats.mtimeMs} ${hash}`;
  });
}

test("a sound database: its contents, exit code 0, and nothing on the disk is touched", async () => {
  const path = traced("sound.db");
  const before = fingerprint(cli.folder);
  const { code, spantom, node, betterSqlite3, sqlite, pages, database, problems } = await ask(["--db-path", path]);
  expect([code, problems, spantom, node, pages]).toEqual([0, [], cli.version, process.versions.node, 2]);
  expect([betterSqlite3, sqlite]).toEqual([expect.stringMatching(/^\d+\./), expect.stringMatching(/^3\./)]);
  expect(database).toMatchObject({
    path,
    chosenBy: "--db-path",
    file: { size: statSync(path).size, walSize: null },
    content: {
      journal: "wal",
      tables: ["spans", "span_tags", "span_links", "span_errors", "runs", "run_spans", "run_tags"],
      otherTables: 0,
      spans: { count: 2, all: true },
      tags: { count: 1, all: true },
      runs: 1,
      indexed: true,
    },
  });
  expect(fingerprint(cli.folder)).toEqual(before);
});

test("one that is being written is read as it is, its log included", async () => {
  const path = traced("written.db");
  const db = new Database(path);
  db.exec("INSERT INTO spans (name, start, duration) VALUES ('c', 3, 1)");
  const { code, database } = await ask(["--db-path", path]);
  db.close();
  expect([code, database.content?.spans?.count]).toEqual([0, 3]);
  expect(database.file?.walSize).toBeGreaterThan(0);
});

test("one of the Python package, as text", async () => {
  const path = cli.copyDatabase("python.db");
  chmodSync(path, 0o640);
  const { code, stdout, stderr } = await cli.run(["doctor", "--db-path", path]);
  expect([code, stderr]).toEqual([0, ""]);
  const [, database] = stdout.split("\nDatabase\n");
  expect(database?.replace(path, "FILE").replace(", root", "")).toMatchInlineSnapshot(`
    "  path              FILE
      chosen by         --db-path
      size              279 kB
      rights            -rw-r-----, owned by this user
      writable by       this user
      journal           delete
      tables            spans, span_tags
      spans             2,980
      tags              7,152
      runs              not recorded
      index on tags     no; queries on tags take longer

    No problem found.
    "
  `);
});

test("which path is looked at, and the variables that Spantom knows", async () => {
  const path = traced("chosen.db");
  const set = { SPANTOM_DB: path, SPANTOM_DISABLED: "1", SPANTOM_TOKEN: "hidden" };
  const chosen = await ask([], set);
  expect([chosen.database.chosenBy, chosen.environment]).toEqual([
    "SPANTOM_DB",
    { SPANTOM_DB: path, SPANTOM_DISABLED: "1" },
  ]);
  expect((await ask([])).database).toMatchObject({ chosenBy: "default" });
});

test("tells nobody's business: no home folder, password, user, host, command or foreign table", async () => {
  const path = make("private.db", (db) => {
    db.exec(creationSql(new Set()));
    db.exec("CREATE TABLE customers (x)");
    db.exec("INSERT INTO runs VALUES ('r', 1, 1, 'secret-host', 'secret command', 'v20', '/secret')");
  });
  const env = { HOME: cli.folder, USERPROFILE: cli.folder, SPANTOM_DB: "postgres://me:pass@host/x" };
  const { code, stdout } = await cli.run(["doctor", "--db-path", path], { env });
  expect(code).toBe(0);
  expect(stdout).toContain(join("~", "private.db"));
  expect(stdout).toContain("and 1 other\n");
  for (const secret of [cli.folder, "pass@", "secret", "customers"]) expect(stdout).not.toContain(secret);
});

describe("what is wrong is exit code 1 and one line", () => {
  const at = (name: string) => join(cli.folder, name);
  const rows: [what: string, prepare: () => string, problem: string][] = [
    ["missing", () => at("missing.db"), "no such file; trace a program into it"],
    ["its folder is missing", () => at("none/x.db"), "none does not exist; create it or choose another path"],
    [
      "a directory",
      () => {
        mkdirSync(at("directory"));
        return at("directory");
      },
      "is a directory, not a database",
    ],
    [
      "empty",
      () => {
        writeFileSync(at("empty.db"), "");
        return at("empty.db");
      },
      "empty file, no spans yet",
    ],
    [
      "not SQLite",
      () => {
        writeFileSync(at("words.db"), "words ".repeat(200));
        return at("words.db");
      },
      "not a SQLite file, or encrypted",
    ],
    [
      "cut off",
      () => {
        const path = cli.copyDatabase("cut.db");
        writeFileSync(path, readFileSync(path).subarray(0, 5000));
        return path;
      },
      "damaged",
    ],
    ["other tables", () => make("other.db", (db) => db.exec("CREATE TABLE mine (x)")), "no table spans"],
    [
      "a view in place of a table",
      () =>
        make("view.db", (db) =>
          db.exec(
            "CREATE VIEW spans AS SELECT 1 AS id, '' AS name, 1 AS start, 1 AS duration; CREATE TABLE span_tags (id)",
          ),
        ),
      "spans is a view, not a table",
    ],
    [
      "a trigger",
      () =>
        make("trigger.db", (db) =>
          db.exec(`${creationSql(new Set())}; CREATE TRIGGER mine AFTER INSERT ON spans BEGIN SELECT 1; END`),
        ),
      "no program of this user can trace into it",
    ],
    ["an address", () => "https://me:pass@example.com/x.db", "https://…@example.com/x.db is not a file path"],
    ["in memory", () => ":memory:", "an in-memory database is only accessible to the program that created it"],
  ];
  if (process.platform !== "win32") {
    rows.push(["a device", () => "/dev/null", "is not a regular file"]);
    rows.push([
      "a pipe, which would hang whoever opens it",
      () => {
        spawnSync("mkfifo", [at("pipe")]);
        return at("pipe");
      },
      "is a named pipe",
    ]);
    rows.push([
      "a link that leads nowhere",
      () => {
        symlinkSync(at("nowhere"), at("link.db"));
        return at("link.db");
      },
      "no such file",
    ]);
  }
  test.each(rows)("%s", async (_, prepare, problem) => {
    const path = prepare();
    const before = fingerprint(cli.folder);
    const { code, problems } = await ask(["--db-path", path]);
    expect([code, problems]).toEqual([1, [expect.stringContaining(problem)]]);
    expect(problems[0]).not.toContain("\n");
    expect(fingerprint(cli.folder)).toEqual(before);
  });

  test("locked, after a second", async () => {
    const path = cli.copyDatabase("locked.db");
    const db = new Database(path);
    db.exec("BEGIN EXCLUSIVE");
    const { code, problems } = await ask(["--db-path", path]);
    db.close();
    expect([code, problems]).toEqual([1, [`${path}: locked by another process; end it, or try again`]]);
  });
});

describe.skipIf(because(process.platform === "win32", "Windows has no such rights"))("rights", () => {
  /** Root bypasses all permissions, so as root this runs as the user nobody. */
  const uid = process.getuid?.() === 0 ? 65_534 : undefined;
  beforeAll(() => chmodSync(join(cli.folder, ".."), 0o755));
  const asUser = async (path: string) => {
    const child = spawn(process.execPath, [cli.bin, "doctor", "--json", "--db-path", path], {
      cwd: "/",
      stdio: ["ignore", "pipe", "inherit"],
      ...(uid ? { uid, gid: uid } : {}),
    });
    return JSON.parse(await text(child.stdout)) as Report;
  };
  test.each([
    ["a file that may not be read", 0o777, 0o000, [/this user may not read it; check its permissions/]],
    ["a file that may not be written", 0o777, 0o444, [/can trace into it: .*: not writable \(EACCES\)/]],
    ["a folder that may not be written", 0o555, 0o666, [/its folder is not writable, and SQLite must keep files/]],
    ["a folder that may not be entered", 0o666, 0o666, [/cannot be accessed \(EACCES\)/]],
    ["all that is needed", 0o777, 0o666, []],
  ])("%s", async (name, folderMode, fileMode, wanted) => {
    const folder = join(cli.folder, name);
    mkdirSync(folder);
    const path = traced(join(name, "x.db"));
    chmodSync(path, fileMode);
    chmodSync(folder, folderMode);
    const { problems } = await asUser(path);
    chmodSync(folder, 0o755);
    expect(problems).toEqual(wanted.map((pattern) => expect.stringMatching(pattern)));
  });
});
