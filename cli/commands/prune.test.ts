import { once } from "node:events";
import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";
import { answer, hasTerminals } from "../fixtures/terminal.ts";

let cli: BuiltCli;
beforeAll(() => {
  cli = copyCli();
});
afterAll(() => cli.remove());

function change(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

function ask(path: string, sql: string): unknown {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(sql).pluck().get();
  } finally {
    db.close();
  }
}

const countSpans = (path: string) => ask(path, "SELECT count(*) FROM spans") as number;
const STRAY = "SELECT count(*) FROM span_tags WHERE span_id NOT IN (SELECT id FROM spans)";
const checkSound = (path: string) => expect([ask(path, "PRAGMA integrity_check"), ask(path, STRAY)]).toEqual(["ok", 0]);

describe("what stays", () => {
  test.each([
    ["980", 980],
    ["1e2", 100],
    ["1.5e3", 1500],
    ["2980", 2980],
    ["1000000", 2980],
  ])("the newest: --keep %s", async (keep, stay) => {
    const path = cli.copyDatabase(`newest-${keep}.db`);
    const { code, stdout, stderr } = await cli.run(["prune", "--keep", keep, "--yes", "--db-path", path]);
    expect([code, stderr]).toEqual([0, ""]);
    const spans = (2980 - stay).toLocaleString("en");
    const tags = (7152 - (ask(path, "SELECT count(*) FROM span_tags") as number)).toLocaleString("en");
    expect(stdout).toContain(`Deleted ${spans} spans and ${tags} tags from ${path}, `);
    expect(stdout).toContain(` ${stay.toLocaleString("en")} spans left; its size was 279 kB and is `);
    expect(ask(path, "SELECT min(id) FROM spans")).toBe(2981 - stay);
    checkSound(path);
  });

  test.each([
    ["90m", 5400],
    ["12h", 43_200],
    ["7d", 604_800],
    ["4w", 2_419_200],
  ])("by age: --keep %s", async (keep, seconds) => {
    const path = cli.copyDatabase(`age-${keep}.db`);
    const now = Date.now() / 1000;
    change(path, `UPDATE spans SET start = ${now - seconds} + CASE WHEN id % 2 THEN -60 ELSE 60 END`);
    const { code, stdout } = await cli.run(["prune", "--keep", keep, "--yes", "--db-path", path]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("Deleted 1,490 spans and ")]);
    expect([countSpans(path), ask(path, "SELECT count(*) FROM spans WHERE id % 2")]).toEqual([1490, 0]);
    checkSound(path);
  });
});

test("the file gets small, and then it has nothing more to give", async () => {
  const path = cli.copyDatabase("small.db");
  const args = ["prune", "--keep", "10", "--yes", "--db-path", path];
  const { stdout } = await cli.run(args);
  expect(stdout).toMatch(/, 10 spans left; its size was 279 kB and is \d\d\.\d kB\.\n$/);
  const { size } = statSync(path);
  expect(size).toBeLessThan(30_000);
  expect((await cli.run(args)).stdout).toMatch(/^Deleted 0 spans and 0 tags from \S+, 10 spans left; its size was /);
  expect(statSync(path).size).toBe(size);
});

test("while another program has the file open, it keeps its size, and the line says why", async () => {
  const path = cli.copyDatabase("open.db");
  const db = new Database(path);
  db.pragma("journal_mode = WAL");
  db.exec("UPDATE spans SET name = 'here' WHERE id = 2980");
  const { code, stdout } = await cli.run(["prune", "--keep", "10", "--yes", "--db-path", path]);
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/10 spans left; its \d+ kB are kept and reused, because another process has it open\.\n$/),
  ]);
  db.close();
  checkSound(path);
});

describe("wrong use", () => {
  const AN_AGE = "Expected an age, such as 90m, 12h, 7d or 4w, or a number of spans, 1 or more.";
  const wrong = ["0", "0d", "-1", "7s", "7D", "1.5d", "d", "1.5", "1e400", "1e17", "0x10", "7 d", "", "all"];

  test.each(wrong)("--keep %j changes nothing", async (keep) => {
    const path = cli.copyDatabase("wrong.db");
    const { code, stdout, stderr } = await cli.run(["prune", `--keep=${keep}`, "--yes", "--db-path", path]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(`spantom: option '--keep <what>' argument '${keep}' is invalid. ${AN_AGE}\n`);
    expect(countSpans(path)).toBe(2980);
  });

  test("without --keep it says so", async () => {
    const path = cli.copyDatabase("wrong.db");
    const { code, stderr } = await cli.run(["prune", "--yes", "--db-path", path]);
    expect([code, stderr]).toEqual([2, "spantom: required option '--keep <what>' not specified\n"]);
    expect(countSpans(path)).toBe(2980);
  });

  test("without a terminal to ask on it needs --yes, even where nothing would go", async () => {
    const path = cli.copyDatabase("kept.db");
    for (const keep of ["10", "1e6"]) {
      const { code, stderr } = await cli.run(["prune", "--keep", keep, "--db-path", path], { input: "y\n" });
      expect([code, stderr]).toEqual([2, `spantom: prune deletes spans in ${path}; add --yes to do it\n`]);
    }
    expect(countSpans(path)).toBe(2980);
  });

  test("a file that is not there, or not ours, is named", async () => {
    const path = `${cli.folder}/none.db`;
    const none = await cli.run(["prune", "--keep", "7d", "--yes", "--db-path", path]);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining(`${path}: no such file`)]);
    change(path, "CREATE TABLE mine (x)");
    const foreign = await cli.run(["prune", "--keep", "7d", "--yes", "--db-path", path]);
    expect([foreign.code, foreign.stderr]).toEqual([1, expect.stringContaining(`${path}: no table spans`)]);
  });
});

test("a file that another process holds throughout is left as it is", async () => {
  const path = cli.copyDatabase("locked.db");
  const db = new Database(path);
  db.exec("BEGIN IMMEDIATE");
  const { code, stderr } = await cli.run(["prune", "--keep", "10", "--yes", "--db-path", path]);
  expect([code, stderr]).toEqual([1, `spantom: ${path} is locked by another process; nothing was changed\n`]);
  db.exec("ROLLBACK");
  db.close();
  expect(countSpans(path)).toBe(2980);
});

test("killed in the middle it leaves a sound file, and the next one finishes", async () => {
  const path = cli.copyDatabase("killed.db");
  // Enough for dozens of transactions.
  change(
    path,
    `PRAGMA journal_mode = WAL;
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
     INSERT INTO spans (name, start, duration) SELECT name, start, duration FROM spans, n;
     INSERT INTO span_tags (span_id, key, value) SELECT id, 'k', 'v' FROM spans WHERE id > 2980;`,
  );
  const all = countSpans(path);
  const args = ["prune", "--keep", "10", "--yes", "--db-path", path];
  const child = cli.start(args);
  const exited = once(child, "exit");
  while (countSpans(path) === all) await sleep(2);
  child.kill("SIGKILL");
  expect(await exited).toEqual([null, "SIGKILL"]);
  const left = countSpans(path);
  expect(left).toBeGreaterThan(10);
  expect(left).toBeLessThan(all);
  checkSound(path);
  expect(ask(path, "SELECT count(*) FROM spans WHERE id NOT IN (SELECT span_id FROM span_tags)")).toBe(
    ask(path, "SELECT count(*) FROM spans WHERE id <= 2980 AND id NOT IN (SELECT span_id FROM span_tags)"),
  );
  expect((await cli.run(args)).stdout).toContain(`Deleted ${(left - 10).toLocaleString("en")} spans and `);
  checkSound(path);
});

test.skipIf(because(!hasTerminals, "no script here, which makes terminals"))(
  "on a terminal it asks, with the number that would go",
  async () => {
    const path = cli.copyDatabase("asked.db");
    const args = ["prune", "--keep", "980", "--db-path", path];
    const no = await answer(cli, args, "");
    expect(no).toEqual({ code: 0, text: expect.stringContaining("Nothing was changed.") });
    expect(no.text).toContain(`Delete 2,000 of 2,980 spans and their tags from ${path}? [y/N] `);
    expect(countSpans(path)).toBe(2980);
    expect((await answer(cli, args, "y")).text).toContain("Deleted 2,000 spans and ");
    expect(countSpans(path)).toBe(980);
  },
);
