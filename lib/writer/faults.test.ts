/**
 * What may happen to a file while a program traces into it. With either writer the program goes on, its spans are kept
 * or counted, and one line reports what happened.
 */
import { mkdirSync, renameSync, rmSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type FaultyProgram, startFaulty } from "../fixtures/faulty-program.ts";
import { createProject, type Project, waitFor, waitForOutput } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";

let project: Project;
let number = 0;
beforeAll(async () => {
  project = await createProject();
});
afterAll(() => project.remove());

/** A program that has begun, on a file in a folder of its own. */
async function begin(writer: string) {
  number += 1;
  mkdirSync(project.at(`folder-${number}`));
  const file = project.at(`folder-${number}/spans.db`);
  const program = startFaulty(project, file, writer);
  await program.reach(file);
  return { file, folder: dirname(file), program };
}

/** Another process that has the file in a transaction. */
async function hold(file: string) {
  const holder = project.start("holder.mjs", [file]);
  const ended = waitFor(holder);
  await waitForOutput(holder, "held");
  return async () => {
    holder.stdin.end();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  };
}

/** Pairs of spans that are complete, and what is wrong with the others. */
function pairsIn(file: string) {
  const { count, links, faults } = readRecorded(file);
  const apart = ask(
    file,
    `SELECT count(*) FROM span_links JOIN span_tags c ON c.span_id = span_links.span_id
      JOIN span_tags p ON p.span_id = parent_id WHERE c.value <> p.value`,
  );
  return { count, links, faults, apart };
}

async function expectAll(program: FaultyProgram, file: string) {
  const { code, ended, dropped, stdout } = await program.stop();
  expect(stdout).not.toContain("threw");
  expect({ code, dropped }).toEqual({ code: 7, dropped: 0 });
  const half = ended / 2;
  expect(pairsIn(file)).toEqual({
    count: { inner: half, outer: half },
    links: ["inner < outer"],
    faults: [],
    apart: [0],
  });
  expect(ask(file, "SELECT count(*) FROM span_links")).toEqual([half]);
}

describe.each(["", "thread"])("while a program traces with writer %j,", (writer) => {
  test("its file is locked for long: it never waits, and all its spans are there afterwards", async () => {
    const { file, program } = await begin(writer);
    const release = await hold(file);
    for (let i = 0; i < 5; i++) await program.goOn();
    program.tell("burst 20000");
    await program.waitForNumber("burst");
    await program.goOn();
    await release();
    await program.reach(file);
    await expectAll(program, file);
    expect(program.lines()).toEqual([]);
  });

  test("its folder is gone, and comes back: one line, nothing is lost", async () => {
    const { file, folder, program } = await begin(writer);
    renameSync(folder, `${folder}-away`);
    await program.goOn();
    await program.goOn();
    expect(program.lines()).toEqual([expect.stringMatching(/^spantom: .*folder .* does not exist.*kept in memory/)]);
    renameSync(`${folder}-away`, folder);
    await program.reach(file);
    await expectAll(program, file);
    expect(program.lines()).toHaveLength(1);
  });

  test.each<[string, (file: string) => void]>([
    ["deleted", (file) => unlinkSync(file)],
    ["deleted with its log", (file) => ["", "-wal", "-shm"].map((end) => rmSync(file + end, { force: true }))],
    ["renamed", (file) => renameSync(file, `${file}-old`)],
    ["replaced by an empty file", (file) => replace(file, (other) => writeFileSync(other, ""))],
  ])("its file is %s: one is made anew, with one line, and later spans are there", async (_kind, change) => {
    const { file, program } = await begin(writer);
    program.tell("burst 1200"); // Enough for a thread to be working, too little for a checkpoint.
    await program.waitForNumber("burst");
    await program.reach(file);
    change(file);
    await program.goOn();
    await program.reach(file);
    const { code, ended, dropped, stdout } = await program.stop();
    expect(stdout).not.toContain("threw");
    expect({ code, dropped }).toEqual({ code: 7, dropped: 0 });
    expect(program.lines()).toEqual([
      expect.stringMatching(/^spantom: .*spans\.db was deleted, emptied or replaced .*; reopening it$/),
    ]);
    const { faults, apart, count } = pairsIn(file);
    expect({ faults, apart }).toEqual({ faults: [], apart: [0] });
    expect(count.outer).toBeLessThan(ended / 2);
    expect(count.outer).toBeGreaterThan(0);
    // The latest one is there, and no gap after the first.
    expect(ask(file, "SELECT max(CAST(value AS INTEGER)) FROM span_tags")).toEqual([ended / 2 - 1]);
    const [first, last, all] = ["min", "max", "count"].map(
      (of) =>
        ask<number>(
          file,
          `SELECT ${of}(CAST(value AS INTEGER)) FROM span_tags JOIN spans ON spans.id = span_id AND name = 'outer'`,
        )[0] ?? 0,
    ) as [number, number, number];
    expect(all).toBe(last - first + 1);
  });

  test("its file is emptied: the same, before its log is copied into it", async () => {
    const { file, program } = await begin(writer);
    truncateSync(file);
    await program.goOn();
    await program.reach(file);
    const { code, ended, dropped } = await program.stop();
    expect({ code, dropped }).toEqual({ code: 7, dropped: 0 });
    expect(program.lines()).toEqual([expect.stringMatching(/^spantom: .*spans\.db was deleted, emptied or replaced /)]);
    expect(pairsIn(file)).toMatchObject({ faults: [], apart: [0] });
    expect(ask(file, "SELECT max(CAST(value AS INTEGER)) FROM span_tags")).toEqual([ended / 2 - 1]);
  });

  test("another tool's database takes its place: it is said, and nothing is written there", async () => {
    const { file, program } = await begin(writer);
    program.tell("burst 5000");
    await program.waitForNumber("burst");
    await program.reach(file);
    replace(file, (other) => {
      const db = new Database(other);
      db.exec("CREATE TABLE users (id, name)");
      const add = db.prepare("INSERT INTO users VALUES (?, ?)");
      db.transaction(() => {
        for (let i = 0; i < 5000; i++) add.run(`${i}`, `user ${i}`);
      })();
      db.close();
    });
    await program.goOn();
    await program.goOn();
    const { code, ended, dropped, stdout } = await program.stop();
    expect(stdout).not.toContain("threw");
    expect(code).toBe(7);
    expect(dropped).toBeGreaterThan(0);
    expect(dropped).toBeLessThan(ended);
    const [line, ...more] = program.lines();
    expect(line).toMatch(/^spantom: .*no table spans; its tables are users/);
    // Lines at the end: how many spans are lost, and the answer to the program's SP.summary().
    for (const other of more) expect(other).toMatch(/spans not written to|SP\.summary\(\)/);
    expect(ask(file, "SELECT name FROM sqlite_schema")).toEqual(["users"]);
    expect(ask(file, "PRAGMA integrity_check")).toEqual(["ok"]);
    expect(ask(file, "SELECT count(*) FROM users WHERE name = 'user ' || id")).toEqual([5000]);
  });

  test.each(["-wal", "-shm"])("the %s beside it is deleted: the program goes on", async (end) => {
    const { file, program } = await begin(writer);
    // It is missing for a moment while one connection hands the file over to the other.
    await vi.waitFor(() => unlinkSync(file + end));
    await program.goOn();
    await program.goOn();
    const { code, stdout, ended, dropped } = await program.stop();
    expect({ code, threw: stdout.includes("threw") }).toEqual({ code: 7, threw: false });
    expect(program.lines().length).toBeLessThanOrEqual(1);
    expect(ask(file, "PRAGMA integrity_check")).toEqual(["ok"]);
    expect((ask<number>(file, "SELECT count(*) FROM spans")[0] ?? 0) + dropped).toBe(ended);
  });
});

/** Replaces a file as editors save it: the new one is created beside it and renamed. */
function replace(file: string, make: (other: string) => void): void {
  make(`${file}-other`);
  renameSync(`${file}-other`, file);
}
