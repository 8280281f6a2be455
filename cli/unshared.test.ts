/** Commands on files with a log where processes cannot share memory: all read a copy and report why. */
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { replaceDriver } from "../lib/fixtures/project.ts";
import { creationSql } from "../lib/store/schema.ts";
import { type BuiltCli, copyCli } from "./fixtures/built-cli.ts";

let cli: BuiltCli;
let driver: string;
let path: string;
beforeAll(() => {
  cli = copyCli();
  driver = replaceDriver(dirname(dirname(dirname(cli.bin))), "unshared-driver.cjs");
  path = join(cli.folder, "spans.db");
});
afterAll(() => cli.remove());

const COMMANDS = [
  ["summary"],
  ["why", "work"],
  ["query", "SELECT count(*) AS spans FROM spans"],
  ["export", "--format", "csv"],
];
const SHOWN = [/^30 spans/m, /^work {2}30 calls in one run/, /^ *30$/m, /(\r\n\d+,work.*){30}/];

function fill(db: Database.Database): void {
  db.pragma("journal_mode = WAL");
  db.exec(creationSql(new Set()));
  const span = db.prepare("INSERT INTO spans (name, start, duration) VALUES ('work', ?, ?)");
  for (let i = 0; i < 30; i++) span.run(i, i / 100);
}

describe.each([
  ["no process can", false],
  ["the reader's processes can, and the command's own cannot", true],
])("where %s share memory,", (_where, spares) => {
  beforeEach(() => {
    for (const name of readdirSync(cli.folder)) rmSync(join(cli.folder, name), { recursive: true });
    rmSync(join(driver, "parent"), { force: true });
    if (spares) writeFileSync(join(driver, "parent"), "");
  });

  test.each(COMMANDS.map((command, i) => [command[0], command, SHOWN[i] as RegExp] as const))(
    "%s reads a file that has a log, and one that is being written",
    async (_name, command, shown) => {
      const db = new Database(path);
      fill(db);
      for (const _state of ["being written", "closed"]) {
        const { code, stdout, stderr } = await cli.run([...command, "--db-path", path]);
        expect({ code, stderr, stdout }).toEqual({
          code: 0,
          stdout: expect.stringMatching(shown),
          stderr: expect.stringMatching(spares && command[0] === "query" ? /^$/ : REASON),
        });
        db.close();
      }
    },
  );

  test("compare reads two such files, each from one copy", async () => {
    const other = join(cli.folder, "other.db");
    for (const file of [other, path]) {
      const db = new Database(file);
      fill(db);
      db.close();
    }
    const { code, stdout, stderr } = await cli.run(["compare", other, path]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^work /m) });
    const [first, second, ...rest] = stderr.split("\n");
    expect([first, second, rest]).toEqual([
      expect.stringMatching(/spans\.db cannot be read in place, /),
      expect.stringMatching(/other\.db cannot be read in place, /),
      [""],
    ]);
  });

  test("doctor says what it is", async () => {
    const db = new Database(path);
    fill(db);
    const { code, stdout } = await cli.run(["doctor", "--db-path", path]);
    db.close();
    expect(stdout).toMatch(/its log \(-wal\) needs shared memory, which this file system lacks; copy it elsewhere/);
    expect(code).toBe(1);
  });
});

const REASON =
  /^spantom: \S+spans\.db cannot be read in place, as its file system has no shared memory; this is a copy of \d\d:\d\d:\d\d\n$/;
