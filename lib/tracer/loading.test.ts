/** Loading the package: the side effects that it does not have, and what it needs. */
import { cpSync, existsSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { createProject, type Project } from "../fixtures/project.ts";
import { readRecorded } from "../fixtures/recorded.ts";
import { installWrongDriver, WRONG_LINE, WRONG_VERSION } from "../fixtures/wrong-driver.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

test("an import does nothing: no file, no listener, and the environment may still be set", async () => {
  project.write(
    "imports.mjs",
    `import { existsSync } from "node:fs";
    const listeners = () => process.eventNames().map((name) => [name, process.listenerCount(name)]).join();
    const before = listeners();
    const { SP, SpantomSession } = await import("spantom");
    new SpantomSession(process.argv[2]);
    process.env.SPANTOM_DB = process.argv[3];
    const traced = SP.span()(function traced() {});
    SP.flush();
    await new Promise((done) => setTimeout(done, 100));
    console.log(existsSync(process.argv[2]), existsSync(process.argv[3]), listeners() === before);
    traced();`,
  );
  const env = { SPANTOM_DB: project.at("never.db") };
  const outcome = await project.run("imports.mjs", [project.at("session.db"), project.at("set-late.db")], { env });
  expect(outcome).toMatchObject({ code: 0, stderr: "", stdout: "false false true\n" });
  expect(existsSync(project.at("never.db"))).toBe(false);
  expect(readRecorded(project.at("set-late.db")).count).toEqual({ traced: 1 });
});

test("an import makes Node load no part of itself that only some programs use", async () => {
  project.write(
    "parts.mjs",
    `const before = new Set(process.moduleLoadList);
    await import("spantom");
    const more = process.moduleLoadList.filter((name) => !before.has(name));
    console.log(more.filter((name) => /stream|worker|crypto|parse_args|readline/.test(name)).join());`,
  );
  expect(await project.run("parts.mjs", [])).toMatchObject({ code: 0, stderr: "", stdout: "\n" });
});

describe("better-sqlite3", () => {
  test("is loaded by the first span that ends, and never while tracing is off", async () => {
    project.write(
      "loads.mjs",
      `import Module from "node:module";
      import { SP } from "spantom";
      const loaded = () => Object.keys(Module._cache).some((file) => file.includes("better-sqlite3"));
      const before = [loaded(), SP.span("a", () => loaded())];
      SP.flush();
      console.log(...before, loaded());`,
    );
    const on = await project.run("loads.mjs", [], { env: { SPANTOM_DB: project.at("on.db") } });
    expect(on).toMatchObject({ code: 0, stderr: "", stdout: "false false true\n" });
    const env = { SPANTOM_DB: project.at("off.db"), SPANTOM_DISABLED: "1" };
    const off = await project.run("loads.mjs", [], { env });
    expect(off).toMatchObject({ code: 0, stderr: "", stdout: "false false false\n" });
    expect(existsSync(project.at("off.db"))).toBe(false);
  });

  test("when it is not there, is one line on stderr, and the program goes on", async () => {
    const without = createProject();
    rmSync(without.at("node_modules/better-sqlite3"));
    without.write(
      "goes-on.mjs",
      'import { SP } from "spantom"; for (let i = 0; i < 3; i++) console.log(SP.span("a", () => i));',
    );
    const outcome = await without.run("goes-on.mjs", [], { env: { SPANTOM_DB: without.at("none.db") } });
    without.remove();
    expect(outcome).toMatchObject({
      code: 0,
      stdout: "0\n1\n2\n",
      stderr: "spantom: tracing is off: better-sqlite3 is not installed; run: npm install better-sqlite3\n",
    });
  });
});

test.skipIf(because(!WRONG_VERSION, "both better-sqlite3 run on this Node"))(
  "a better-sqlite3 that would crash is one line, and the program goes on",
  async () => {
    const wrong = createProject();
    installWrongDriver(wrong.folder);
    wrong.write(
      "traces.mjs",
      'import { SP } from "spantom"; SP.span("a", () => console.log("went on")); SP.summary();',
    );
    wrong.write("traces.cjs", 'const { SP } = require("spantom"); SP.span("a", () => console.log("went on"));');
    for (const program of ["traces.mjs", "traces.cjs"]) {
      const outcome = await wrong.run(program, [], { env: { SPANTOM_DB: wrong.at("none.db") } });
      expect(outcome).toMatchObject({ code: 0, stdout: "went on\n" });
      for (const line of outcome.stderr.trim().split("\n")) expect(line).toMatch(WRONG_LINE);
    }
    wrong.remove();
  },
);

describe("copies of the package", () => {
  test("share one SP: ESM, CommonJS, loaded anew, and installed twice", async () => {
    cpSync(project.at("node_modules/spantom"), project.at("copy"), { recursive: true });
    project.write(
      "traces.cjs",
      `const { SP } = require("spantom"); exports.SP = SP; exports.trace = SP.span(function inner() {});`,
    );
    project.write(
      "both.mjs",
      `import { SP } from "spantom";
      import other from "./traces.cjs";
      const again = await import("./node_modules/spantom/dist/lib/index.js?again");
      const copy = await import("./copy/dist/lib/index.js");
      console.log(SP === other.SP, SP === again.SP, SP === copy.SP);
      SP.span("outer", () => { other.trace(); again.SP.tag({ from: "a copy" }); });`,
    );
    const outcome = await project.run("both.mjs", [], { env: { SPANTOM_DB: project.at("both.db") } });
    expect(outcome).toMatchObject({ code: 0, stderr: "", stdout: "true true true\n" });
    expect(readRecorded(project.at("both.db"))).toMatchObject({
      count: { inner: 1, outer: 1 },
      links: ["inner < outer"],
      tagCount: 1,
      runs: 1,
      faults: [],
    });
  });
});
