import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject, type Project } from "./fixtures/project.ts";
import { readRecorded } from "./fixtures/recorded.ts";

/** Three files of five tests, each with a hundred spans and something to wait for: the last ones end the file. */
const FILES = 3;
const BODY = `
  for (let i = 0; i < 100; i++) SP.span("span", { turn, i }, () => {});
  await new Promise((resolve) => setTimeout(resolve, 7));
  SP.span("last", { turn }, () => {});`;
const KEPT = { count: { span: FILES * 500, last: FILES * 5 }, tagCount: FILES * 1005, faults: [] };
/** What runners print about a package that leaves something open. */
const COMPLAINTS = /warning|listener|open handle|did not exit|hanging|timed out|spantom:/i;

let project: Project;
beforeAll(() => {
  project = createProject(["vitest", "jest"]);
  for (let i = 0; i < FILES; i++) {
    const tests = (test: string) =>
      `for (let turn = 0; turn < 5; turn++) ${test}("turn " + turn, async () => {${BODY}\n});`;
    const imported = 'import { SP } from "spantom";\n';
    project.write(`in-vitest-${i}.spec.mjs`, `${imported}import { test } from "vitest";\n${tests("test")}`);
    project.write(`in-jest-${i}.spec.cjs`, `const { SP } = require("spantom");\n${tests("test")}`);
    project.write(`in-node-${i}.mjs`, `${imported}import { test } from "node:test";\n${tests("test")}`);
  }
  project.write(
    "vitest.config.mjs",
    'export default { test: { include: ["in-vitest-*.spec.mjs"], pool: process.env.POOL } };',
  );
  project.write(
    "jest.config.json",
    '{ "testMatch": ["**/in-jest-*.spec.cjs"], "moduleFileExtensions": ["cjs", "js", "json"] }',
  );
});
afterAll(() => project.remove());

describe.concurrent("spans of tests are all written, and the runner ends by itself", () => {
  test.each(["forks", "threads", "vmForks", "vmThreads"])("vitest, pool %s", async (pool) => {
    const file = project.at(`${pool}.db`);
    const ended = await project.run("node_modules/vitest/vitest.mjs", ["run"], {
      env: { POOL: pool, SPANTOM_DB: file },
    });
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout + ended.stderr).not.toMatch(COMPLAINTS);
    expect(readRecorded(file)).toMatchObject(KEPT);
  });

  test.each([
    ["in one process", ["--runInBand"]],
    ["in workers", ["--maxWorkers", "2"]],
    ["that looks for open handles", ["--detectOpenHandles"]],
  ])("jest %s", async (name, args) => {
    const file = project.at(`jest ${name}.db`);
    const all = ["--config", "jest.config.json", ...args];
    const ended = await project.run("node_modules/jest/bin/jest.js", all, { env: { SPANTOM_DB: file } });
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout + ended.stderr).not.toMatch(COMPLAINTS);
    expect(readRecorded(file)).toMatchObject(KEPT);
  });

  test("node --test", async () => {
    const file = project.at("node.db");
    const others = Array.from({ length: FILES - 1 }, (_, i) => `in-node-${i + 1}.mjs`);
    const ended = await project.run("in-node-0.mjs", others, { node: ["--test"], env: { SPANTOM_DB: file } });
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout + ended.stderr).not.toMatch(COMPLAINTS);
    expect(readRecorded(file)).toMatchObject(KEPT);
  });
});
