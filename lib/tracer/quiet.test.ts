import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { createProject, type Project, waitFor } from "../fixtures/project.ts";
import { readRecorded } from "../fixtures/recorded.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

/** What a package could leave behind in a process. */
const LOOK = `
  import { createRequire } from "node:module";
  import "node:util"; // Opens the standard streams, from Node 22 on.
  const require = createRequire(import.meta.url);
  const look = () => JSON.stringify({
    listeners: process.eventNames().map((name) => [name, process.listenerCount(name)]),
    resources: process.getActiveResourcesInfo().filter((name) => name !== "CloseReq"), // Of Node's own start.
    addons: process.report.getReport().sharedObjects.filter((file) => file.endsWith(".node")),
    sqlite: Object.keys(require.cache).filter((file) => file.includes("better-sqlite3")),
    env: { ...process.env, SPANTOM_RUN: undefined }, // For its children; set by the first call of SP.span.
  });`;

describe.concurrent("importing the package", () => {
  test.each([
    ["imported", 'const { SP } = await import("spantom");'],
    ["required", 'const { SP } = require("spantom");'],
    ["imported and given a path", 'const { SP } = await import("spantom"); SP.init(process.env.SPANTOM_DB);'],
    ["imported and used for wrapping", 'const { SP } = await import("spantom"); SP.span("never called")(() => {});'],
    [
      "disabled and called",
      'process.env.SPANTOM_DISABLED = "1"; const { SP } = require("spantom"); SP.span("x", () => {}); delete process.env.SPANTOM_DISABLED;',
    ],
  ])("changes nothing in the process: %s", async (name, code) => {
    const file = project.at(`${name}.db`);
    project.write(
      `${name}.mjs`,
      `${LOOK}\nlook();\nconst before = look();\n${code}\nconsole.log([before, look()].join("\\n"));`,
    );
    const { stdout, stderr } = await project.run(`${name}.mjs`, [], { env: { SPANTOM_DB: file } });
    const [before = "", after = ""] = stdout.split("\n");
    expect(JSON.parse(after)).toEqual(JSON.parse(before));
    expect(stderr).toBe("");
    expect(existsSync(file)).toBe(false);
  });

  test("any number of times, in either form: one session, one listener", async () => {
    project.write(
      "twice.mjs",
      `import { createRequire } from "node:module";
      import { SP } from "spantom";
      const require = createRequire(import.meta.url);
      const all = new Set([SP]);
      const before = process.listenerCount("exit");
      for (let i = 0; i < 50; i++) {
        for (const key of Object.keys(require.cache)) if (key.includes("spantom")) delete require.cache[key];
        all.add(require("spantom").SP).add((await import("spantom?" + i).catch(() => ({ SP }))).SP);
        SP.span("span", () => {});
      }
      SP.flush();
      console.log(all.size, process.listenerCount("exit") - before);`,
    );
    const file = project.at("twice.db");
    expect(await project.run("twice.mjs", [], { env: { SPANTOM_DB: file } })).toMatchObject({
      stdout: "1 1\n",
      stderr: "",
    });
    expect(readRecorded(file)).toMatchObject({ count: { span: 50 }, faults: [] });
  });
});

describe.concurrent("a traced program", () => {
  test("has nothing of ours to wait for, and no signal handlers", async () => {
    project.write(
      "handles.mjs",
      `import { SP } from "spantom";
      const look = () => process.getActiveResourcesInfo().sort().join();
      console.log("opens the standard output");
      await new Promise(setImmediate);
      const before = look();
      SP.span("first", () => {});
      await new Promise(setImmediate);
      SP.span("second", () => {});
      await SP.span("third", () => new Promise(setImmediate));
      SP.conn.exec("SELECT 1");
      console.log(look() === before, ["SIGINT", "SIGTERM", "SIGHUP"].map((name) => process.listenerCount(name)).join(" "));
      let ends = 0;
      process.on("beforeExit", () => {
        SP.span("fourth", () => {});
        console.log("beforeExit", ++ends);
      });`,
    );
    const file = project.at("handles.db");
    const ended = await project.run("handles.mjs", [], { env: { SPANTOM_DB: file } });
    expect(ended).toEqual({
      code: 0,
      signal: null,
      stdout: "opens the standard output\ntrue 0 0 0\nbeforeExit 1\n",
      stderr: "",
    });
    expect(readRecorded(file)).toMatchObject({ count: { first: 1, second: 1, third: 1, fourth: 1 }, faults: [] });
  });

  test("can be traced by what is loaded before it: no end of workers and children", async () => {
    project.write("preload.cjs", 'require("spantom").SP.span("preload", () => {});');
    project.write("preload.mjs", 'import { SP } from "spantom";\nSP.span("preload", () => {});');
    project.write(
      "parent.mjs",
      `import { fork } from "node:child_process";
      import { isMainThread, Worker } from "node:worker_threads";
      import { SP } from "spantom";
      SP.span("program", () => {});
      if (isMainThread && process.argv[2] !== "child") {
        const ends = [new Worker(process.argv[1]), fork(process.argv[1], ["child"])];
        await Promise.all(ends.map((one) => new Promise((resolve) => one.on("exit", resolve))));
      }`,
    );
    const ways: Readonly<Record<string, { node?: readonly string[]; env?: Record<string, string> }>> = {
      require: { node: ["--require", "./preload.cjs"] },
      import: { node: ["--import", "./preload.mjs"] },
      both: { node: ["--require", "./preload.cjs", "--import", "./preload.mjs"] },
      environment: { env: { NODE_OPTIONS: "--import ./preload.mjs" } },
    };
    for (const [way, { node = [], env }] of Object.entries(ways)) {
      const file = project.at(`${way}.db`);
      const ended = await project.run("parent.mjs", [], { node, env: { ...env, SPANTOM_DB: file } });
      expect(ended).toEqual({ code: 0, signal: null, stdout: "", stderr: "" });
      const { count, faults } = readRecorded(file);
      // The program, its worker and its child, each with its preloads.
      expect({ way, count, faults }).toEqual({
        way,
        count: { program: 3, preload: way === "both" ? 6 : 3 },
        faults: [],
      });
    }
  });

  test("goes on when nobody reads its stderr any more", async () => {
    project.write(
      "unread.mjs",
      `import { SP } from "spantom";
      await new Promise((resolve) => process.stdin.once("data", resolve));
      process.stdin.destroy();
      SP.init(process.cwd()).span("lost", () => {});
      SP.summary();
      await new Promise((resolve) => setTimeout(resolve, 100));
      SP.summary();
      console.log("done");
      process.exitCode = 7;`,
    );
    const program = project.start("unread.mjs", []);
    const ended = waitFor(program);
    program.stderr.destroy();
    program.stdin.write("go\n");
    expect(await ended).toMatchObject({ code: 7, stdout: "done\n" });
  });

  test.skipIf(because(process.platform === "win32", "Windows keeps folders that are in use"))(
    "goes on where its folder has been deleted: one line, and what is given by its whole path is written",
    async () => {
      project.write(
        "gone.mjs",
        `import { mkdtempSync, rmdirSync } from "node:fs";
        import { SP } from "spantom";
        const folder = mkdtempSync(process.argv[2]);
        process.chdir(folder);
        rmdirSync(folder);
        console.log(SP.span("lost", () => 1), SP.init("other.db").summary().spanCount);
        SP.init(process.argv[3]).span("kept", () => {});`,
      );
      const [folder, file] = [project.at("gone-"), project.at("kept.db")];
      const env = { SPANTOM_DB: "relative.db" };
      const { code, stdout, stderr } = await project.run("gone.mjs", [folder, file], { env });
      expect([code, stdout]).toEqual([0, "1 0\n"]);
      for (const line of stderr.trim().split("\n")) expect(line).toMatch(/^spantom: .*(?:relative|other)\.db/);
      expect(readRecorded(file).count).toEqual({ kept: 1 });
    },
  );

  test("ends by itself while a span is open and another waits to be written", async () => {
    project.write("open.mjs", 'import { SP } from "spantom";\nSP.span("open").enter();\nSP.span("due", () => {});');
    const file = project.at("open.db");
    expect(await project.run("open.mjs", [], { env: { SPANTOM_DB: file } })).toMatchObject({ code: 0, stderr: "" });
    expect(readRecorded(file)).toMatchObject({ count: { open: 1, due: 1 }, errors: { open: "Unfinished" } });
  });
});
