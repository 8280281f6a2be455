/** Thousands of random spans through every form of the API, in a process of their own. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { createProject, type Project } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";
import { drawSeed, ROUNDS } from "../fixtures/seed.ts";

const SPANS = ROUNDS * 4000;
const READ_ALL = fileURLToPath(new URL("../fixtures/read-all.py", import.meta.url));
const python = spawnSync("python3", ["-c", "import sqlite3"]).status === 0;

/** Spans in the program's own numbering: number, parent's number, failed. */
const LINES = `
  SELECT t.value || ' ' || coalesce(p.value, '-') || ' ' || (e.span_id IS NOT NULL)
  FROM span_tags t
  LEFT JOIN span_links l ON l.span_id = t.span_id
  LEFT JOIN span_tags p ON p.span_id = l.parent_id AND p.key = 'n'
  LEFT JOIN span_errors e ON e.span_id = t.span_id
  WHERE t.key = 'n' ORDER BY CAST(t.value AS INTEGER)`;

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

test("any names, tags, errors and nestings: nothing is changed, and every row is there", async () => {
  const seed = drawSeed();
  const [file, expected] = [project.at("any.db"), project.at("expected.txt")];
  const ended = await project.run("any-program.mjs", [String(seed), String(SPANS), expected], {
    env: { SPANTOM_DB: file },
  });
  expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\n$/) });

  const lines = readFileSync(expected, "utf8").split("\n");
  expect(differing(ask<string>(file, LINES), lines)).toEqual([]);
  expect(ask(file, "SELECT count(*) FROM spans")).toEqual([Number(ended.stdout)]);
  const names =
    "SELECT count(*) FROM spans s JOIN span_tags t ON t.span_id = s.id AND t.key = 'name' WHERE s.name <> t.value";
  expect(ask(file, names)).toEqual([0]);
  expect(readRecorded(file).faults).toEqual([]);
});

test.skipIf(because(!python, "no python3 here"))("Python reads every row of it", () => {
  const read = execFileSync("python3", [READ_ALL, project.at("any.db"), LINES], { encoding: "utf8", maxBuffer: 1e8 });
  const lines = readFileSync(project.at("expected.txt"), "utf8").split("\n");
  expect(differing(read.trimEnd().split("\n"), lines)).toEqual([]);
});

/** The first lines that differ; a comparison of all lines takes long to print. */
function differing(found: readonly string[], expected: readonly string[]): string[] {
  const length = Math.max(found.length, expected.length);
  const numbers = Array.from({ length }, (_, i) => i).filter((i) => found[i] !== expected[i]);
  return numbers.slice(0, 5).map((i) => `${found[i]}, not ${expected[i]}`);
}
