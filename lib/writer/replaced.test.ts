/**
 * A file that is deleted, renamed, emptied or replaced while a program traces into it, at each call of SQLite, in the
 * program's thread or in the one that takes over from it. Nothing that happens to a file may end the program.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject, type Project, replaceDriver } from "../fixtures/project.ts";
import { creationSql } from "../store/schema.ts";

const KINDS = [
  "deleted",
  "deleted with its log",
  "renamed",
  "emptied",
  "replaced by an empty file",
  "replaced by another database",
];
/** Calls of a thread from the first opening of the file to the end of its first transaction. */
const CALLS = 84;
/** Tests some of the calls, different ones for each kind; with ROUNDS, all. */
const STEP = process.env.ROUNDS ? 1 : 12;

let project: Project;
let plan: string;
let reader: ReturnType<Project["start"]>;
beforeAll(() => {
  project = createProject();
  const driver = replaceDriver(project.folder, "replaced-driver.cjs");
  plan = `${driver}/plan.json`;
  const other = new Database(`${driver}/other.db`);
  other.exec(creationSql(new Set()));
  other.close();
  writeFileSync(plan, JSON.stringify({ file: project.at("none.db") }));
  project.write("reader.mjs", READER);
  reader = project.start("reader.mjs", [plan]);
});
afterAll(() => project.remove());

/** Keeps reading the file that is traced to, as the dashboard does: with a connection per query. */
const READER = `
  import { readFileSync } from "node:fs";
  import Database from "better-sqlite3";
  process.stdin.resume().on("end", () => process.exit()); // With the tests, however they end.
  setInterval(() => {
    let db;
    try {
      const { file } = JSON.parse(readFileSync(process.argv[2], "utf8"));
      db = new Database.Real(file, { readonly: true, fileMustExist: true });
      db.prepare("SELECT count(*), max(start) FROM spans").get();
    } catch {
      // It is gone, half written, or in use.
    }
    db?.close();
  }, 5);`;

describe.each(["program", "writer"])("at a call of SQLite in the thread of the %s,", (thread) => {
  test.each(KINDS.map((kind, i) => ({ kind, first: 1 + (i % STEP) })))(
    "it is $kind",
    async ({ kind, first }) => {
      const folder = project.at(`${thread} ${kind}`);
      mkdirSync(folder);
      const { code, signal, stdout, stderr } = await project.run("replaced.mjs", [
        folder,
        plan,
        kind,
        thread,
        `${first}`,
        `${CALLS}`,
        `${STEP}`,
      ]);
      const said = stderr.split("\n").filter((line) => line !== "");
      const files = stdout
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line));
      expect({ code, signal, reader: reader.exitCode }, stderr.slice(-2000)).toEqual({
        code: 0,
        signal: null,
        reader: null,
      });
      expect(files.filter(({ at }) => at !== undefined).length, "files to which it happened").toBeGreaterThan(
        files.length / 2,
      );
      for (const { file, call, at, pairs, dropped, integrity, first, last, count, inner, links, apart } of files) {
        const where = `call ${call}: ${at?.slice(0, 40)}`;
        const lines = said.filter((line) => line.includes(file));
        // If nothing was written before, nothing is lost; a line may report a replaced file or a wait.
        if (first > 0) expect(lines, where).toEqual([expect.stringMatching(/was deleted, emptied or replaced/)]);
        else for (const line of lines) expect(line, where).toMatch(/was deleted, emptied or|kept in memory and will/);
        expect({ dropped, integrity, apart }, where).toEqual({ dropped: 0, integrity: "ok", apart: 0 });
        // The latest one is there, and no gap before it.
        expect({ last, holes: last - first + 1 - count }, where).toEqual({ last: pairs - 1, holes: 0 });
        expect(links, where).toBe(inner);
      }
    },
    300_000,
  );
});
