/** The tags of a run: what it was of and on, without anything being started or thrown for it. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, release, totalmem } from "node:os";
import { basename } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { createProject, type Project } from "../fixtures/project.ts";
import { creationSql } from "../store/schema.ts";

let project: Project;
let files = 0;
beforeAll(() => {
  project = createProject();
  project.write(
    "traced.mjs",
    `
    import { fork } from "node:child_process";
    import { isMainThread, Worker } from "node:worker_threads";
    import { SP } from "spantom";

    SP.span("here", () => {});
    SP.flush();
    const [way] = process.argv.slice(2);
    if (way === "fork") fork("other.mjs");
    if (way === "thread" && isMainThread) new Worker("./other.mjs");
    if (way === "clear") {
      SP.clear();
      SP.span("again", () => {});
    }
  `,
  );
  project.write(
    "other.mjs",
    `import { SP } from "spantom"; process.env.SPANTOM_RUN_NAME = "other"; SP.span("there", () => {});`,
  );
});
afterAll(() => project.remove());

async function trace(args: readonly string[], env: Readonly<Record<string, string>> = {}, script = "traced.mjs") {
  const file = project.at(`${files++}.db`);
  return traceInto(file, args, env, script);
}

async function traceInto(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  script = "traced.mjs",
) {
  const { code, stderr } = await project.run(script, args, { env: { SPANTOM_DB: file, ...env } });
  expect([code, stderr]).toEqual([0, ""]);
  const db = new Database(file, { readonly: true });
  try {
    const rows = db.prepare<[], [string, string]>("SELECT key, value FROM run_tags").raw().all();
    const runs = db.prepare<[], number>("SELECT count(*) FROM runs").pluck().get();
    expect(db.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
    return { rows, runs, tags: Object.fromEntries(rows) as Record<string, string> };
  } finally {
    db.close();
  }
}

test("the machine, as Node describes it", async () => {
  const { tags } = await trace([]);
  expect(tags).toMatchObject({
    cpu: cpus()[0]?.model.trim(),
    cores: String(availableParallelism()),
    os: expect.stringContaining(release()),
    "better-sqlite3": createRequire(import.meta.url)("better-sqlite3/package.json").version,
    load: expect.stringMatching(/^\d+\.\d\d$/),
  });
  expect(Number(tags.memory)).toBeGreaterThan(2 ** 20);
  expect(Number(tags.memory)).toBeLessThanOrEqual(totalmem());
});

describe("the started file", () => {
  test("has a hash that changes with its content, and with nothing else", async () => {
    const program = `import { SP } from "spantom"; SP.span("x", () => {});`;
    project.write("a.mjs", program);
    project.write("b.mjs", program);
    project.write("c.mjs", `${program}\n`);
    const [a, b, c] = await Promise.all(["a.mjs", "b.mjs", "c.mjs"].map((name) => trace([], {}, name)));
    expect(a?.tags.entry).toMatch(/^[\da-f]{16}$/);
    expect(b?.tags.entry).toBe(a?.tags.entry);
    expect(c?.tags.entry).not.toBe(a?.tags.entry);
  });

  test("may be named without its ending", async () => {
    project.write("short.js", `require("spantom").SP.span("x", () => {});`);
    const [whole, short] = await Promise.all([trace([], {}, "short.js"), trace([], {}, "short")]);
    expect(short.tags.entry).toBe(whole.tags.entry);
    expect(short.tags.entry).toBeDefined();
  });
});

/** With one more commit. */
function createRepository(folder: string): { readonly head: string } {
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]) => {
    const as = ["-c", "user.name=t", "-c", "user.email=t@t"];
    return execFileSync("git", [...as, ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
  };
  git("init");
  git("checkout", "-B", "speed");
  git("commit", "--allow-empty", "-m", `of ${basename(folder)}`);
  return { head: git("rev-parse", "HEAD") };
}

const hasGit = spawnSync("git", ["--version"]).status === 0;
describe.skipIf(because(!hasGit, "no git here"))("the commit and branch", () => {
  test("are those of the started file's folder, and none with SPANTOM_COMMAND=0", async () => {
    const { head } = createRepository(project.folder);
    const { tags } = await trace([]);
    expect(tags).toMatchObject({ "git.commit": head, "git.branch": "speed" });
    const { tags: without } = await trace([], { SPANTOM_COMMAND: "0", SPANTOM_RUN_NAME: "kept" });
    expect(Object.keys(without).sort()).toEqual(["better-sqlite3", "cores", "cpu", "load", "memory", "name", "os"]);
  });

  test("are the working folder's where what was started is installed, in whatever repository", async () => {
    const { head } = createRepository(project.folder);
    createRepository(project.at("nvm"));
    mkdirSync(project.at("nvm/bin"));
    mkdirSync(project.at("nvm/lib/node_modules/runner"), { recursive: true });
    project.write("nvm/lib/node_modules/runner/run.mjs", `import { SP } from "spantom"; SP.span("x", () => {});`);
    symlinkSync("../lib/node_modules/runner/run.mjs", project.at("nvm/bin/runner"));
    expect((await trace([], {}, "nvm/bin/runner")).tags["git.commit"]).toBe(head);
    project.write("nvm/own.mjs", `import { SP } from "spantom"; SP.span("x", () => {});`);
    expect((await trace([], {}, "nvm/own.mjs")).tags["git.commit"]).not.toBe(head);
  });

  test("come with the changes that are of the same working tree, however its path is written", async () => {
    createRepository(project.folder);
    const changes = (folder: string) => ({ SPANTOM_RUN_GIT: JSON.stringify({ folder, dirty: 14, diff: "ab12" }) });
    for (const folder of [project.folder, `${project.folder}/./`])
      expect((await trace([], changes(folder))).tags).toMatchObject({ "git.dirty": "14", "git.diff": "ab12" });
    for (const folder of [project.at("nvm"), project.at("gone")])
      expect((await trace([], changes(folder))).tags).not.toHaveProperty("git.dirty");
  });
});

test("a name and a note are those of the environment; empty ones are none", async () => {
  const { tags } = await trace([], { SPANTOM_RUN_NAME: "window 5", SPANTOM_RUN_NOTE: "" });
  expect(tags.name).toBe("window 5");
  expect(tags).not.toHaveProperty("note");
});

test.each(["fork", "thread"])("a %s belongs to the run, and leaves its tags as they are", async (way) => {
  const { tags, runs } = await trace([way], { SPANTOM_RUN_NAME: "first" });
  expect([runs, tags.name]).toEqual([1, "first"]);
});

test("with the writing thread from the start they are the same", async () => {
  const [here, there] = await Promise.all([trace([]), trace([], { SPANTOM_WRITER: "thread", SPANTOM_RUN_NAME: "t" })]);
  const { load: _, ...same } = here.tags;
  expect(there.tags).toMatchObject({ ...same, name: "t" });
});

test("they are there again after the file was cleared", async () => {
  const { rows, runs } = await trace(["clear"], { SPANTOM_RUN_NAME: "again" });
  expect([runs, rows.length]).toEqual([1, new Set(rows.map(([key]) => key)).size]);
  expect(rows).toContainEqual(["name", "again"]);
});

test("a file from before gets the table, and keeps what it has", async () => {
  const file = project.at("before.db");
  const db = new Database(file);
  db.exec(creationSql(new Set()));
  db.exec("DROP TABLE run_tags; INSERT INTO runs VALUES ('old', 1, 2, 'host', 'node old.mjs', 'v20', '/')");
  db.exec("INSERT INTO spans VALUES (1, 'old', 1, 1); INSERT INTO run_spans VALUES ('old', 1, 1)");
  db.close();
  const { runs, tags } = await traceInto(file, []);
  expect([runs, tags.cpu]).toEqual([2, cpus()[0]?.model.trim()]);
});
