import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createProject, type Project, waitFor, waitForOutput } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";
import { createTracedFile } from "../fixtures/traced-file.ts";
import { loadDriver } from "../store/driver.ts";
import { openWriter } from "../store/open-writer.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

/** A process in a transaction on the file, which it creates if missing. */
async function hold(file: string) {
  const holder = project.start("holder.mjs", [file]);
  const ended = waitFor(holder);
  await waitForOutput(holder, "held");
  return async () => {
    holder.stdin.end();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  };
}

/** A file that a program has traced into before: a new one is held before it has become one of ours. */
async function makeFile(name: string): Promise<string> {
  const file = project.at(name);
  await project.run("load.mjs", ["1"], { env: { SPANTOM_DB: file } });
  return file;
}

const PAIRS = `SELECT count(*) FROM span_links
  JOIN span_tags c ON c.span_id = span_links.span_id JOIN span_tags p ON p.span_id = parent_id
  WHERE c.value = p.value AND c.key = 'pair' AND p.key = 'pair'`;

describe.concurrent("a file that another process holds", () => {
  test.each(["new", "known"])("does not hold the program, and has all its spans later (%s file)", async (kind) => {
    const file = kind === "new" ? project.at("new.db") : await makeFile("known.db");
    const before = kind === "new" ? 0 : 2;
    const release = await hold(file);
    const program = project.start("load.mjs", ["1500", "stay"], { env: { SPANTOM_DB: file } });
    const ended = waitFor(program);
    // All of the program's work is done while the file is held: if it waited for the lock, it would never get here.
    await waitForOutput(program, "done");
    await release();
    while (ask<number>(file, "SELECT count(*) FROM sqlite_schema WHERE name = 'spans'")[0] === 0) await sleep(20);
    while ((ask<number>(file, "SELECT count(*) FROM spans")[0] ?? 0) < before + 3000) await sleep(20);
    program.stdin.write("end\n");
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
    expect(readRecorded(file)).toMatchObject({
      count: { outer: 1500 + before / 2, inner: 1500 + before / 2 },
      faults: [],
    });
    expect(ask(file, PAIRS)).toEqual([1500 + before / 2]);
  });

  // If it slept in SQLite, the program would still finish, seconds later.
  test("is not waited for inside of SQLite", () => {
    const { db } = openWriter(loadDriver(), project.at("patience.db"));
    expect(db.pragma("busy_timeout", { simple: true })).toBe(0);
    db.close();
  });

  test("is not slept for between the program's turns either", async () => {
    const { SP, path, tree, remove } = createTracedFile();
    SP.span("first", () => {});
    SP.flush();
    const holder = new Database(path);
    holder.exec("BEGIN IMMEDIATE");
    const sleeps = vi.spyOn(Atomics, "wait");
    for (let turn = 0; turn < 10; turn++) {
      SP.span("held", () => {});
      await sleep(20);
    }
    expect(sleeps).not.toHaveBeenCalled();
    sleeps.mockRestore();
    holder.close();
    expect(tree()).toEqual(["first", ...Array(10).fill("held")]);
    remove();
  });

  test.each(["new", "known"])("until after the end: the loss is said in one line (%s file)", async (kind) => {
    const file = kind === "new" ? project.at("new-lost.db") : await makeFile("known-lost.db");
    const release = await hold(file);
    const ended = await project.run("load.mjs", ["50", "exit"], { env: { SPANTOM_DB: file } });
    await release();
    expect(ended).toMatchObject({ code: 7, stdout: "done\n" });
    expect(ended.stderr).toMatch(/^spantom: 100 spans not written to \S+: .*locked.*\n$/);
    expect(ended.stderr).toContain(file);
  });

  test("and lets go of while the program ends: nothing is lost", async () => {
    const file = await makeFile("let-go.db");
    const release = await hold(file);
    const program = project.start("load.mjs", ["50", "exit"], { env: { SPANTOM_DB: file } });
    const ended = waitFor(program);
    await waitForOutput(program, "done");
    await release();
    expect(await ended).toMatchObject({ code: 7, stderr: "" });
    expect(readRecorded(file)).toMatchObject({ count: { outer: 51, inner: 51 }, faults: [] });
  });
});

describe("several writers", () => {
  test("four processes write into one new file", async () => {
    const file = project.at("four.db");
    const run = () => project.run("load.mjs", ["2500", "end"], { env: { SPANTOM_DB: file } });
    const ended = await Promise.all([run(), run(), run(), run()]);
    for (const one of ended) expect(one).toEqual({ code: 0, signal: null, stdout: "done\n", stderr: "" });
    expect(readRecorded(file)).toMatchObject({ count: { outer: 10_000, inner: 10_000 }, faults: [], runs: 4 });
    expect(ask(file, PAIRS)).toEqual([10_000]);
  });

  test("four worker threads and their main thread write into one file", async () => {
    const file = project.at("threads.db");
    const ended = await project.run("load.mjs", ["1000", "end", "4"], { env: { SPANTOM_DB: file } });
    expect(ended).toEqual({ code: 0, signal: null, stdout: "done\n", stderr: "" });
    expect(readRecorded(file)).toMatchObject({ count: { outer: 5000, inner: 5000 }, faults: [], runs: 1 });
    expect(ask(file, PAIRS)).toEqual([5000]);
  });

  test("two sessions of one program keep their spans apart, in two files or in one", async () => {
    const [first, second] = [project.at("first.db"), project.at("second.db")];
    const ended = await project.run("sessions.mjs", [first, second]);
    expect(ended).toMatchObject({ code: 0, stdout: "true true 200\n", stderr: "" });
    const apart = {
      count: { "in a": 200, "in c": 200, "deeper in a": 200 },
      links: ["deeper in a < in a"],
      faults: [],
    };
    expect(readRecorded(first)).toMatchObject(apart);
    expect(readRecorded(second)).toMatchObject({ count: { "in b": 200 }, links: [], tagCount: 200, faults: [] });
  });
});

describe.concurrent("a path that cannot be used", () => {
  const makers: Readonly<Record<string, (file: string) => void>> = {
    "a folder": (file) => mkdirSync(file),
    "a text": (file) => writeFileSync(file, "not a database\n".repeat(100)),
    "a short text": (file) => writeFileSync(file, "no"),
    "a named pipe": (file) => execFileSync("mkfifo", [file]),
    "in a missing folder/x.db": () => {},
  };
  const named = Object.keys(makers).map((name) => () => project.at(name));
  const others = ["/dev/null", "/proc/spantom.db"].map((path) => () => path);

  test.each([...named, ...others].map((path, index) => [Object.keys(makers)[index] ?? path(), path] as const))(
    "turns tracing off with one line: %s",
    async (name, path) => {
      const file = path();
      makers[name]?.(file);
      const ended = await project.run("load.mjs", ["50", "exit"], { env: { SPANTOM_DB: file } });
      expect(ended).toMatchObject({ code: 7, stdout: "done\n" });
      expect(ended.stderr).toMatch(/^spantom: tracing is off: [^\n]+\n$/);
      expect(ended.stderr).toContain(file);
      if (name.endsWith("text")) expect(readFileSync(file, "utf8")).not.toContain("SQLite");
      expect(existsSync(`${file}-wal`)).toBe(false);
    },
  );
});
