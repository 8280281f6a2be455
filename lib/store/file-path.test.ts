/** What a typed path resolves to in broken environments. */
import { existsSync, mkdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nameless } from "../fixtures/nameless.ts";
import { createProject, type Project } from "../fixtures/project.ts";
import { readRecorded } from "../fixtures/recorded.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
  mkdirSync(project.at("elsewhere"));
});
afterAll(() => project.remove());

test("a relative SPANTOM_DB is that of the folder the program began in, for its threads and processes too", async () => {
  project.write(
    "moves.mjs",
    `import { spawnSync } from "node:child_process";
    import { isMainThread, Worker } from "node:worker_threads";
    import { SP } from "spantom";
    if (isMainThread && process.argv[2] !== "child") {
      process.chdir("elsewhere");
      const worker = new Worker(new URL(import.meta.url));
      await new Promise((done) => worker.on("exit", done));
      const { stderr } = spawnSync(process.execPath, [process.argv[1], "child"], { encoding: "utf8" });
      process.stderr.write(stderr);
      SP.span("main", () => {});
      console.log(SP.path);
    } else SP.span(isMainThread ? "child" : "worker", () => {});`,
  );
  const outcome = await project.run("moves.mjs", [], { env: { SPANTOM_DB: "relative.db" } });
  expect(outcome).toMatchObject({ code: 0, stdout: "relative.db\n", stderr: "" });
  expect(readRecorded(project.at("relative.db")).count).toEqual({ main: 1, worker: 1, child: 1 });
  expect(existsSync(project.at("elsewhere/relative.db"))).toBe(false);
});

test("what a program writes there itself begins in the same folder; what it gives to SP.init, where it is then", async () => {
  project.write(
    "chooses.mjs",
    `import { SP } from "spantom";
    process.env.SPANTOM_DB = "chosen.db";
    process.chdir("elsewhere");
    SP.span("by the environment", () => {});
    SP.init("given.db");
    process.chdir("..");
    SP.span("by init", () => {});`,
  );
  expect(await project.run("chooses.mjs", [])).toMatchObject({ code: 0, stderr: "" });
  expect(readRecorded(project.at("chosen.db")).count).toEqual({ "by the environment": 1 });
  expect(readRecorded(project.at("elsewhere/given.db")).count).toEqual({ "by init": 1 });
});

test("a user without a home is told so in one line, and the program goes on", async () => {
  project.write(
    "home.mjs",
    `import { SP } from "spantom"; SP.init("~/x.db"); console.log(SP.span("s", () => 7), SP.summary().dropped);`,
  );
  const { code, stdout, stderr } = await project.run("home.mjs", [], {
    node: nameless,
  });
  expect({ code, stdout }).toEqual({ code: 0, stdout: "7 0\n" });
  const lines = stderr.trimEnd().split("\n");
  const line = expect.stringMatching(/: ~\/x\.db: this user has no home folder; set HOME or choose another path$/);
  expect(lines).toEqual([line, line]); // Of SP.summary(), and of the span.
});

test("where neither the user nor the machine has a name, a path of one's own is traced into", async () => {
  project.write("named.mjs", `import { SP } from "spantom"; SP.init("named.db"); SP.span("s", () => {});`);
  const outcome = await project.run("named.mjs", [], { node: nameless });
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  expect(readRecorded(project.at("named.db")).count).toEqual({ s: 1 });
});

test("in a folder that has been deleted, a relative path is one line", async () => {
  project.write(
    "deleted.mjs",
    `import { mkdirSync, rmdirSync } from "node:fs";
    mkdirSync("gone");
    process.chdir("gone");
    rmdirSync("../gone");
    const { SP } = await import("spantom");
    SP.init("x.db");
    console.log(SP.span("s", () => 7));`,
  );
  const { code, stdout, stderr } = await project.run("deleted.mjs", []);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "7\n" });
  expect(stderr).toBe("spantom: tracing is off: x.db: cannot be created (ENOENT); choose another path\n");
});
