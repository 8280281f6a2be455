/** docs/tests.md, done as written: what its code records of tests in vitest and in `node --test`, and its gates. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject, type Project, waitFor } from "../lib/fixtures/project.ts";
import { readRecorded } from "../lib/fixtures/recorded.ts";
import { type BuiltCli, copyCli } from "./fixtures/built-cli.ts";

const text = readFileSync(new URL("../docs/tests.md", import.meta.url), "utf8");
const blocksOf = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, block = ""]) => block);
const [runner = "", config = "", hooks = ""] = blocksOf("js");
const [vitestGate = "", nodeGate = ""] = blocksOf("sh");

let cli: BuiltCli;
let project: Project;
beforeAll(() => {
  cli = copyCli();
  project = createProject(["vitest"]);
  mkdirSync(project.at("node_modules/.bin"));
  symlinkSync(cli.bin, project.at("node_modules/.bin/spantom"));
  symlinkSync("../vitest/vitest.mjs", project.at("node_modules/.bin/vitest"));
});
afterAll(() => {
  cli.remove();
  project.remove();
});

/** A folder with what the page says to save, and one file of tests. */
function writeSuite(name: string, tests: string): string {
  const folder = project.at(name);
  mkdirSync(folder, { recursive: true });
  symlinkSync(project.at("node_modules"), join(folder, "node_modules"), "dir");
  const files = { "spantom-runner.mjs": runner, "vitest.config.mjs": config, "spantom-hooks.mjs": hooks };
  for (const [file, content] of Object.entries({ ...files, "package.json": "{}", "some.test.mjs": tests }))
    writeFileSync(join(folder, file), content);
  return folder;
}

/** Without the variables of the runner that runs these tests. */
const plain = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(SPANTOM|NODE_|VITEST|VITE|TEST|npm_)/.test(name)),
);

async function bash(cwd: string, script: string) {
  const ended = await waitFor(
    spawn("bash", ["-ec", script], {
      cwd,
      env: { ...plain, CI: "true", NO_COLOR: "1" } as unknown as NodeJS.ProcessEnv,
    }),
  );
  return { ...ended, output: ended.stdout + ended.stderr };
}

/** The tests in a file, each with its error and whether it skipped itself, and the spans in it. */
function readTests(file: string) {
  expect(readRecorded(file).faults).toEqual([]);
  const db = new Database(file, { readonly: true });
  const tag = (key: string) => `(SELECT value FROM span_tags WHERE span_id = s.id AND key = '${key}')`;
  const rows = db
    .prepare<[], { test: string; file: string; skipped: string | null; error: string | null; inside: number }>(
      `SELECT ${tag("test")} AS test, ${tag("file")} AS file, ${tag("skipped")} AS skipped, e.type AS error,
         (SELECT count(*) FROM span_links WHERE parent_id = s.id) AS inside
       FROM spans s LEFT JOIN span_errors e ON e.span_id = s.id WHERE s.name = 'test' ORDER BY s.id`,
    )
    .all();
  db.close();
  expect(new Set(rows.map((row) => row.file))).toEqual(new Set(["some.test.mjs"]));
  return rows.map(({ test, skipped, error, inside }) =>
    [test, error, skipped && "skipped", inside > 0 && `${inside} inside`].filter(Boolean).join(", "),
  );
}

/** Twice as many as may run at once, so that half wait for their turn; each takes 50 ms. */
const TOGETHER = Array.from({ length: 10 }, (_, index) => `together > waits ${index}`);
const IN_ALL = `
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const waits = async () => { await sleep(30); await SP.span("inside", () => sleep(20)); };`;

test("vitest: what is recorded of each test", async () => {
  const folder = writeSuite(
    "vitest/all",
    `import { beforeEach, describe, expect, test } from "vitest";
    import { SP } from "spantom";
    ${IN_ALL}
    let tries = 0;
    describe("group", () => {
      test("passes", () => SP.span("inside", () => {}));
      test("fails", () => { throw new RangeError("wrong"); });
      test("fails softly", () => { expect.soft(1).toBe(2); });
      test.skip("is left out", () => {});
      test.todo("comes later");
      test("skips itself", ({ skip }) => skip("not here"));
      test.fails("fails as expected", () => { throw new Error("as expected"); });
      test("passes at the third attempt", { retry: 3 }, () => { if (++tries < 3) throw new TypeError("not yet"); });
      test("is repeated", { repeats: 1 }, () => {});
      test("takes too long", { timeout: 20 }, () => sleep(1000));
    });
    describe("hook", () => {
      beforeEach(() => { throw new Error("no"); });
      test("is not reached", () => {});
    });
    describe.concurrent("together", () => {
      for (let index = 0; index < 10; index++) test("waits " + index, waits);
    });`,
  );
  for (const pool of ["forks", "threads", "vmThreads"]) {
    const file = join(folder, `${pool}.db`);
    const ended = await bash(folder, `SPANTOM_DB=${file} npx vitest run --pool ${pool} --max-concurrency 5`);
    expect(ended.code).toBe(1);
    expect(ended.output).toMatch(/Tests .*4 failed.*13 passed.*1 expected fail.*2 skipped.*1 todo/);
    expect(ended.output).not.toMatch(/spantom:|deprecated/);
    const found = readTests(file);
    expect(found.slice(0, 12)).toEqual([
      "group > passes, 1 inside",
      "group > fails, RangeError",
      "group > fails softly, AssertionError",
      "group > skips itself, skipped",
      "group > fails as expected",
      "group > passes at the third attempt, TypeError",
      "group > passes at the third attempt, TypeError",
      "group > passes at the third attempt",
      "group > is repeated",
      "group > is repeated",
      "group > takes too long, Error",
      "together > waits 0, 1 inside",
    ]);
    expect(found.slice(11).toSorted()).toEqual(TOGETHER.map((name) => `${name}, 1 inside`));
    expect(countBeside(file)).toBe(5);
  }
});

/** The largest number of `waits` at one time. */
function countBeside(file: string): number {
  const db = new Database(file, { readonly: true });
  const most = db
    .prepare<[], number>(
      `WITH waits AS (SELECT start, start + duration AS ended FROM spans JOIN span_tags ON span_id = spans.id
         WHERE name = 'test' AND key = 'test' AND value LIKE 'together%')
       SELECT max((SELECT count(*) FROM waits AS b WHERE b.start <= a.start AND b.ended > a.start)) FROM waits AS a`,
    )
    .pluck()
    .get();
  db.close();
  return most ?? 0;
}

test("node --test: what is recorded of each test", async () => {
  const folder = writeSuite(
    "node/all",
    `import { beforeEach, describe, test } from "node:test";
    import { SP } from "spantom";
    ${IN_ALL}
    test("passes", () => SP.span("inside", () => {}));
    test("fails", () => { throw new RangeError("wrong"); });
    test("is left out", { skip: true }, () => {});
    test("comes later", { todo: true }, () => { throw new SyntaxError("not written"); });
    test("skips itself", (t) => t.skip("not here"));
    test("calls back", (t, done) => setImmediate(done));
    test("takes too long", { timeout: 20 }, () => sleep(1000));
    test("has parts", async (t) => {
      await t.test("one", () => {});
      await t.test("other", () => { throw new TypeError("wrong"); });
    });
    describe("hook", () => {
      beforeEach(() => { throw new EvalError("no"); });
      test("is not reached", () => {});
    });
    describe("together", { concurrency: true }, () => {
      for (let index = 0; index < 10; index++) test("waits " + index, waits);
    });`,
  );
  const file = join(folder, "node.db");
  const ended = await bash(folder, `SPANTOM_DB=${file} node --import ./spantom-hooks.mjs --test`);
  expect(ended.code).toBe(1);
  expect(ended.output).toMatch(/pass 1[34]\b/);
  expect(ended.output).not.toContain("spantom:");
  const found = readTests(file);
  expect(found.slice(0, 10)).toEqual([
    "passes",
    "fails, RangeError",
    "comes later, SyntaxError",
    "skips itself, skipped",
    "calls back",
    expect.stringMatching(/^takes too long, \w+$/),
    "has parts > one",
    "has parts > other, TypeError",
    "has parts",
    "hook > is not reached, EvalError",
  ]);
  expect(found.slice(10).toSorted()).toEqual(TOGETHER);
  expect(countBeside(file)).toBeGreaterThan(1);
  expect(readRecorded(file).count).toEqual({ test: 20, inside: 11 });
});

describe("the gate of a suite fails when its tests take twice as long, and not otherwise", () => {
  const suite = (milliseconds: number, from: string) => `import { test } from "${from}";
    const wait = () => new Promise((resolve) => setTimeout(resolve, ${milliseconds}));
    for (let index = 0; index < 15; index++) test("waits " + index, wait);`;

  describe.each([
    ["vitest", "vitest", vitestGate],
    ["node --test", "node:test", nodeGate],
  ])("%s", (name, from, gate) => {
    test.each([
      ["slower", 40, 3, /^Fails: test p50 > 10%: \+/m],
      ["same", 20, 0, /^Paired by test: 15 of 15 calls\.$/m],
    ])("%s", async (change, milliseconds, code, said) => {
      const at = (part: string) => `${name.split(" ")[0]}/${change}/${part}`;
      writeSuite(at("base"), suite(20, from));
      // A start of vitest takes seconds on a busy machine; for twice the time, three runs a side do.
      const ended = await bash(
        writeSuite(at("change"), suite(milliseconds, from)),
        gate.replace("repeat 5", "repeat 3"),
      );
      expect(ended.stdout).toMatch(said);
      expect(ended.code).toBe(code);
    });
  });
});
