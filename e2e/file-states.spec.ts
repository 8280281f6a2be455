/**
 * One dashboard whose file goes through one state after another: the page, its data endpoint and waiting clients each
 * report a state in one line, and it ends with its cause. Requests go over HTTP; empty.spec.ts covers what a browser
 * shows.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { makeCirclingFile } from "../lib/fixtures/circling-file.ts";
import { expect, test, WRITES } from "./dashboard.ts";
import { bin, type Dashboard, pythonWritten, startDashboard } from "./running.ts";

test.skip(process.platform === "win32", "pipes, devices and rights are those of Unix");

/** May return a function that ends the state. */
type Make = (path: string) => unknown;
const sql =
  (text: string): Make =>
  (path) => {
    const db = new Database(path);
    db.pragma("foreign_keys = OFF");
    db.exec(text).close();
  };
const python =
  (text?: string): Make =>
  (path) => {
    copyFileSync(pythonWritten, path);
    if (text) sql(text)(path);
  };
const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n";
const ODD = `CREATE TABLE spans (id INTEGER PRIMARY KEY, name, start, duration); CREATE TABLE span_tags (id INTEGER PRIMARY KEY, span_id, key, value);
  INSERT INTO spans (name, start, duration) VALUES ('fine', 1764000000, 0.5), ('odd', '2026-01-01', 1), ('odd', 1764000002, 'long'), ('odd', 1764000003, NULL), ('odd', 1764000004, 9e999);
  INSERT INTO span_tags (span_id, key, value) VALUES (1, 'long', printf('%.*c', 3000000, 'x')), (99, 'of', 'nobody')`;

/** Another program's lock, until released. */
const locked =
  (mode: "DELETE" | "WAL"): Make =>
  (path) => {
    python(`PRAGMA journal_mode = ${mode}`)(path);
    const db = new Database(path);
    db.exec("BEGIN EXCLUSIVE; UPDATE spans SET name = 'held'");
    return () => db.close();
  };

type Row = [state: string, make: Make, status: number, watch: string, says: RegExp];
const NOT_SQLITE = /spans\.db is not a SQLite file\. Nothing was changed\./;
const STATES: Row[] = [
  ["missing", () => undefined, 404, "missing", /There is no file there yet/],
  ["empty", (path) => writeFileSync(path, ""), 404, "empty", /The file is empty; the first span fills it/],
  ["one byte", (path) => writeFileSync(path, "S"), 422, "unusable", NOT_SQLITE],
  ["a text", (path) => writeFileSync(path, "words ".repeat(200)), 422, "unusable", NOT_SQLITE],
  ["its first half", (path) => { python()(path); truncateSync(path, 139_264); }, 422, "unusable", /spans\.db: damaged \([^)]*malformed\); try: sqlite3 \S+ \.recover\. Nothing was changed/],
  ["of a format of the future", (path) => writeFileSync(path, readFileSync(pythonWritten).fill(9, 18, 20)), 422, "unusable", NOT_SQLITE],
  ["a directory", (path) => mkdirSync(path), 422, "unusable", /spans\.db: is a directory, not a database/],
  ["a named pipe", (path) => void execFileSync("mkfifo", [path]), 422, "unusable", /spans\.db: is a named pipe, not a database/],
  ["a device", (path) => symlinkSync("/dev/zero", path), 422, "unusable", /spans\.db: is not a regular file/],
  ["a link to itself", (path) => symlinkSync(path, path), 422, "unusable", /spans\.db: cannot be accessed \(ELOOP\)/],
  ["a link to nothing", (path) => symlinkSync("no-such.db", path), 404, "missing", /There is no file there yet/],
  ["another tool's", sql("CREATE TABLE users (id)"), 422, "unusable", /no table spans; its tables are users\. Choose a file written by Spantom/],
  ["with other columns", sql("CREATE TABLE spans (id, name, began)"), 422, "unusable", /table spans lacks start, duration; choose/],
  ["a view without end", sql(`CREATE VIEW spans AS ${ENDLESS}`), 422, "unusable", /spans is a view, not a table/],
  ["a view without end for its runs", python(`CREATE VIEW runs AS ${ENDLESS}; CREATE VIEW run_spans AS ${ENDLESS}; CREATE VIEW span_links AS ${ENDLESS}`), 200, "ready", /tokenize/],
  ["with triggers", python("CREATE TRIGGER boom AFTER INSERT ON spans BEGIN DELETE FROM spans; END"), 200, "ready", /tokenize/],
  ["with pages in circles", (path) => makeCirclingFile(pythonWritten, path), 503, "unread", /not checked to the end \(stopped after 10 s, while reading its newest spans\); it is checked again in a minute; to check it yourself: sqlite3/],
  ["locked, without a log", locked("DELETE"), 503, "locked", /spans\.db: locked by another process; try again/],
  ["locked, with a log", locked("WAL"), 200, "ready", /tokenize/],
  ["full of values that are no numbers", sql(ODD), 200, "ready", /3 without a number as duration left out/],
  ["without spans", python("DELETE FROM span_tags; DELETE FROM spans"), 200, "waiting", /It has no spans yet/],
  ["sound", python(), 200, "ready", /tokenize/],
]; // biome-ignore format: a table

const modeOf = (path: string) => statSync(path).mode & 0o777;

/** As seen in a browser without scripts. */
const plain = (html: string) =>
  html
    .replaceAll("<!-- -->", "")
    .replaceAll("&#x27;", "'")
    .replaceAll(/<[^>]+>/g, "");

test("in the place of the file:", WRITES, async ({ dashboard }) => {
  const { dbPath, url } = dashboard;
  const get = (path: string) => fetch(url + path);
  for (const [state, make, status, watch, says] of STATES) {
    await test.step(state, async () => {
      for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(dbPath + end, { recursive: true, force: true });
      const release = make(dbPath);
      expect(await (await get("/api/newest?after=0")).json(), state).toMatchObject({ state: watch });
      const page = await get("/");
      const text = plain(await page.text());
      expect([page.status, text], state).toEqual([200, expect.stringMatching(says)]);
      // Never both: waiting for a first span requires a file that could hold it.
      const waits = ["missing", "empty", "waiting"].includes(watch);
      for (const words of [/Waiting for the first span/, /Trace a program/, /no spans yet/])
        expect(words.test(text), `${state}: ${words}`).toBe(waits);
      const data = await get("/overview.json");
      expect(data.status, state).toBe(status);
      if (status === 200) await data.json();
      else
        expect(((await data.json()) as { error: { message: string } }).error.message.split("\n"), state).toHaveLength(
          1,
        );
      if (typeof release === "function") release();
    });
  }
});

test("deleted, replaced and truncated while it is shown: the next answer is right", WRITES, async ({ dashboard }) => {
  const { dbPath, url } = dashboard;
  const count = async () => {
    const response = await fetch(`${url}/overview.json`);
    return response.ok ? ((await response.json()) as { spans: number }).spans : response.status;
  };
  expect(await count()).toBe(2980);
  rmSync(dbPath);
  expect(await count()).toBe(404);
  python("DELETE FROM span_tags WHERE span_id > 10; DELETE FROM spans WHERE id > 10")(`${dbPath}-other`);
  renameSync(`${dbPath}-other`, dbPath);
  expect(await count()).toBe(10);
  truncateSync(dbPath, 4096 * 3);
  expect(await count()).toBe(422);
  writeFileSync(dbPath, readFileSync(pythonWritten));
  expect(await count()).toBe(2980);
});

test.describe("a file with a log in a folder that may not be written", () => {
  const isRoot = process.getuid?.() === 0;
  /** Root may access anything, so as root the dashboard runs as the user nobody. */
  const asNobody = isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
  const possible = () =>
    !isRoot || spawnSync(asNobody[0] ?? "", [...asNobody.slice(1), process.execPath, bin, "--version"]).status === 0;
  let folder: string;
  let shown: Dashboard;

  test.beforeAll(async () => {
    test.skip(!possible(), "no other user can run the command here");
    folder = realpathSync(mkdtempSync(join(tmpdir(), "spantom-closed-")));
    for (const name of ["data", "temporary"]) mkdirSync(join(folder, name));
    for (const [name, mode] of [
      ["", 0o755],
      ["temporary", 0o1777],
    ] as const)
      chmodSync(join(folder, name), mode);
    python("PRAGMA journal_mode = WAL")(join(folder, "data/spans.db"));
    chmodSync(join(folder, "data"), 0o555);
    shown = await startDashboard(join(folder, "data/spans.db"), {
      command: [...asNobody, process.execPath, bin],
      env: { TMPDIR: join(folder, "temporary") },
    });
  });
  test.afterAll(() => {
    if (folder) chmodSync(join(folder, "data"), 0o755);
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  test("is shown from a private copy, which is announced, follows the file, and is removed with the dashboard", async ({
    browser,
  }) => {
    const path = join(folder, "data/spans.db");
    const before = readFileSync(path);
    const page = await browser.newPage({ baseURL: shown.url });
    for (const view of ["/", "/explore", "/compare", "/query", "/span/1"]) {
      await page.goto(view);
      await expect(page.getByRole("region", { name: "Database" }), view).toContainText(/copy of \d\d:\d\d:\d\d/);
      await expect(page.getByText(path).first(), view).toBeVisible();
    }
    await page.goto("/");
    await expect(page.getByRole("link", { name: "tokenize", exact: true }).first()).toBeVisible();
    expect(readFileSync(path).equals(before), "the file afterwards").toBe(true);
    expect(readdirSync(join(folder, "data"))).toEqual(["spans.db"]);

    const copies = readdirSync(join(folder, "temporary")).filter((name) => name.startsWith("spantom-copy-"));
    expect(copies).toHaveLength(1);
    expect(modeOf(join(folder, "temporary", copies[0] ?? ""))).toBe(0o700);

    chmodSync(join(folder, "data"), 0o755);
    sql("PRAGMA foreign_keys = OFF; UPDATE spans SET name = 'renamed' WHERE name = 'tokenize'")(path);
    chmodSync(join(folder, "data"), 0o555);
    // The longer a copy takes to make, the longer it is used before being renewed.
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("link", { name: "renamed", exact: true }).first()).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const exported = await fetch(`${shown.url}/export?format=csv`);
    expect((await exported.text()).split("\r\n")).toHaveLength(2982);
    await page.close();
    await shown.stop();
    expect(readdirSync(join(folder, "temporary"))).toEqual([]);
  });
});
