import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALONE, ENDINGS } from "../fixtures/endings-table.ts";
import { createProject, type Project } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

/** What Node prints about the end, without what any call in between changes: frames, the excerpt, addresses. */
function withoutFrames(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => !/^ +at .*(node:|\/spantom\/)|: 0x/.test(line));
  const error = lines.findIndex((line) => /^RangeError: /.test(line));
  return lines.slice(Math.max(0, error)).join("\n");
}

describe.concurrent("what is kept at the end", () => {
  test.each(ENDINGS)("%s", async (ending, status, kept) => {
    const file = project.at(`${ending}.db`);
    const env = { SPANTOM_DB: file };
    const traced = await project.run("endings.mjs", [ending], { env });
    const { count, errors, faults, tagCount } = readRecorded(file);
    expect(faults).toEqual([]);
    const { early = 0, late = 0, ...more } = count;
    expect({ early, ...more }).toEqual({ early: 3, ...kept.more });
    expect(late).toBeGreaterThanOrEqual(kept.late === "all" ? 3 : 0);
    expect(late).toBeLessThanOrEqual(3);
    expect(tagCount).toBe(early + late + (count["at exit"] ?? 0));
    const unfinished = (kept.unfinished ?? []).map((name) => [name, "Unfinished"]);
    const failed = (kept.failed ?? []).map((name) => [name, "RangeError"]);
    expect(errors).toEqual(Object.fromEntries([...unfinished, ...failed]));

    expect(traced.signal ?? traced.code).toBe(status);
    const untraced = await project.run("endings.mjs", [ending], { env: { ...env, SPANTOM_DISABLED: "1" } });
    expect({ ...traced, stderr: withoutFrames(traced.stderr) }).toEqual({
      ...untraced,
      stderr: withoutFrames(untraced.stderr),
    });
  });
});

describe.concurrent("what is kept where no span had ended before", () => {
  test.each(ALONE)("%s", async (ending, status, { more, unfinished = [], failed = [] }) => {
    const file = project.at(`${ending} alone.db`);
    const ended = await project.run("endings.mjs", [ending, "alone"], { env: { SPANTOM_DB: file } });
    const { count, errors, faults, runs } = readRecorded(file);
    expect({ status: ended.signal ?? ended.code, count, faults, runs }).toEqual({
      status,
      count: more,
      faults: [],
      runs: 1,
    });
    const types = [...unfinished.map((name) => [name, "Unfinished"]), ...failed.map((name) => [name, "RangeError"])];
    expect(errors).toEqual(Object.fromEntries(types));
    expect(ended.stderr).not.toContain("spantom:");
  });
});

test("unfinished spans have the duration until the end, and their parents", () => {
  const { spans, links } = readRecorded(project.at("process.exit in a span.db"));
  const inner = spans.find((span) => span.name === "inner");
  expect(inner?.duration).toBeGreaterThanOrEqual(0.005);
  expect(links).toEqual(["inner < outer"]);
  const { links: across } = readRecorded(project.at("process.exit in an async span.db"));
  expect(across).toEqual(["done < outer", "inner < outer"]);
});

/** As in `fixtures/endings.mjs`. */
const [MANY, LAST] = [20_000, 3000];

/** The number of gaps in the spans of the last tick: all must be there from the first one, each with its tag. */
const GAPS = `SELECT count(*) FROM (
  SELECT value, row_number() OVER (ORDER BY spans.id) - 1 AS place
  FROM spans LEFT JOIN span_tags ON span_id = spans.id WHERE name = 'late') WHERE value IS NOT place`;

// Under load the thread writes in any case: no second run with `SPANTOM_WRITER` set.
if (!process.env.SPANTOM_WRITER)
  describe.concurrent("what is kept at the end of a program under load", () => {
    test.each(ENDINGS)("%s", async (ending, status, kept) => {
      const file = project.at(`${ending} under load.db`);
      const ended = await project.run("endings.mjs", [ending, "load"], { env: { SPANTOM_DB: file } });
      expect(ended.signal ?? ended.code).toBe(status);
      expect(ended.stdout).toContain("working");
      expect(ended.stderr).not.toContain("spantom:");
      const { count, errors, faults } = readRecorded(file);
      expect(faults).toEqual([]);
      const { early, many, late = 0, ...more } = count;
      expect({ early, many, more }).toEqual({ early: 3, many: MANY, more: kept.more ?? {} });
      expect(late).toBeGreaterThanOrEqual(kept.late === "all" ? LAST : 0);
      expect(late).toBeLessThanOrEqual(LAST);
      expect(Object.keys(errors)).toEqual(expect.arrayContaining([...(kept.unfinished ?? []), ...(kept.failed ?? [])]));
      expect(ask(file, GAPS)).toEqual([0]);
    });
  });
