/**
 * A file system through which processes cannot share memory: 9p, virtiofs, some FUSE and SMB mounts, WSL 1. SQLite can
 * have no log there. `fixtures/unshared-driver.cjs` simulates one.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createProject, type Project, replaceDriver, waitFor, waitForOutput } from "../fixtures/project.ts";
import { readRecorded } from "../fixtures/recorded.ts";
import { queryFile } from "../fixtures/traced-file.ts";

/** One with shared memory, and one without. */
let [there, here]: Project[] = [];
let file: string;
let number = 0;
beforeAll(() => {
  there = createProject();
  here = createProject();
  replaceDriver(here.folder, "unshared-driver.cjs");
});
afterAll(() => {
  there?.remove();
  here?.remove();
});
beforeEach(() => {
  number += 1;
  mkdirSync(at(here).at(`${number}`));
  file = at(here).at(`${number}/spans.db`);
});

const at = (project: Project | undefined) => project as Project;
const trace = (project: Project | undefined, args: readonly string[], env = {}) =>
  at(project).run("load.mjs", args, { env: { SPANTOM_DB: file, ...env } });
const filesBeside = () => readdirSync(dirname(file)).sort();
const journal = () => queryFile(file, "PRAGMA journal_mode");
const contents = () =>
  Object.fromEntries(filesBeside().map((name) => [name, readFileSync(at(here).at(`${number}/${name}`), "hex")]));

/** A program that ends without closing the file, as by a signal: its log and the log's index stay. */
async function leaveLog() {
  const child = at(there).start("load.mjs", ["10", "stay"], { env: { SPANTOM_DB: file } });
  const ended = waitFor(child);
  await waitForOutput(child, "done");
  for (;;) if (readRecorded(file).spans.length === 20) break;
  child.kill("SIGKILL");
  await ended;
}

describe.each(["", "main", "thread"])("with writer %j,", (writer) => {
  test("all is written without a log, and nothing is left beside the file", async () => {
    const outcome = await trace(here, ["3000", "end"], { SPANTOM_WRITER: writer });
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(readRecorded(file)).toMatchObject({ count: { inner: 3000, outer: 3000 }, runs: 1, faults: [] });
    expect(journal()).toEqual([["delete"]]);
    expect(filesBeside()).toEqual(["spans.db"]);
  });

  test("a file made where there was shared memory is taken over", async () => {
    await trace(there, ["10", "end"]);
    expect(journal()).toEqual([["wal"]]);
    expect(await trace(here, ["10", "end"], { SPANTOM_WRITER: writer })).toMatchObject({ code: 0, stderr: "" });
    expect(readRecorded(file)).toMatchObject({ count: { inner: 20, outer: 20 }, runs: 2, faults: [] });
    expect(journal()).toEqual([["delete"]]);
  });

  test.each([
    ["10", "end", 0],
    // Ends in its first turn, in which no message of a thread arrives.
    ["5", "exit", 7],
  ])("one whose log may be in use there stays as it is, and the line says why: %s, %s", async (pairs, way, ending) => {
    await leaveLog();
    const before = contents();
    const { code, stderr } = await trace(here, [pairs, way], { SPANTOM_WRITER: writer });
    expect(code).toBe(ending);
    const [line, loss, ...more] = stderr.trimEnd().split("\n");
    expect(line).toMatch(
      /: another machine has its log .* no shared memory .*; spans are kept in memory and will be retried$/,
    );
    expect(loss).toMatch(/^spantom: \d+ spans not written to .*: it stayed unwritable/);
    expect(loss).toContain(`: ${2 * Number(pairs)} spans`);
    expect(more).toEqual([]);
    expect(contents()).toEqual(before);
  });
});

test("a buffer that fills in one turn: first why it cannot be written, then that it is full, then what is lost", async () => {
  await leaveLog();
  at(here).write(
    "burst.mjs",
    `import { SP } from "spantom";
     for (let i = 0; i < 2_000_000; i++) SP.span("burst", { i }, () => {});
     process.exit();`,
  );
  const { stderr } = await at(here).run("burst.mjs", [], { env: { SPANTOM_DB: file, SPANTOM_WRITER: "thread" } });
  expect(stderr.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/no shared memory .*; spans are kept in memory and will be retried$/),
    expect.stringMatching(/: it cannot be written and the buffer is full; the newest spans are dropped/),
    expect.stringMatching(/spans not written to /),
  ]);
});

test("what waited for such a log is written when its program has come to an end", async () => {
  await leaveLog();
  const child = at(here).start("load.mjs", ["10", "stay"], { env: { SPANTOM_DB: file } });
  const ended = waitFor(child);
  await waitForOutput(child, "done");
  await trace(there, ["10", "end"]);
  child.stdin.write("end");
  expect(await ended).toMatchObject({ code: 0, stderr: expect.not.stringContaining("not written") });
  expect(readRecorded(file)).toMatchObject({ count: { inner: 30, outer: 30 }, faults: [] });
});

test("a log that came without its index, as by copying, is nobody's, and is taken in", async () => {
  await leaveLog();
  rmSync(`${file}-shm`);
  expect(await trace(here, ["10", "end"])).toMatchObject({ code: 0, stderr: "" });
  expect(readRecorded(file)).toMatchObject({ count: { inner: 20, outer: 20 }, faults: [] });
});

test("several programs and threads at once, on a new file and on one with a log, lose nothing", async () => {
  for (const _file of ["new", "with a log"]) {
    const all = await Promise.all([1, 2, 3, 4].map(() => trace(here, ["200", "end", "1"])));
    for (const outcome of all) expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(readRecorded(file)).toMatchObject({ count: { inner: 1600, outer: 1600 }, faults: [] });
    rmSync(file);
    const db = new Database(file);
    db.exec("PRAGMA journal_mode = WAL");
    db.close();
  }
});
