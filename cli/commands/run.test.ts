/** `spantom run`: what it tells the program, what it passes on, and what it prints. */
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { createProject, type Project, waitFor, waitForOutput } from "../../lib/fixtures/project.ts";
import { ask } from "../../lib/fixtures/recorded.ts";
import { queryFile } from "../../lib/fixtures/traced-file.ts";
import { type BuiltCli, copyCli, type RunOptions } from "../fixtures/built-cli.ts";

let cli: BuiltCli;
let project: Project;
let files = 0;
beforeAll(() => {
  cli = copyCli();
  project = createProject();
  project.write(
    "traced.mjs",
    `import { SP } from "spantom";
     const [code = "0", last] = process.argv.slice(2);
     for (let i = 0; i < 3; i++) SP.span("work", { i }, () => SP.span("part", () => {}));
     if (last) SP.run({ last });
     console.log("program " + process.argv.slice(2).join(" "));
     process.exitCode = Number(code);`,
  );
  project.write(
    "waiting.mjs",
    `import { SP } from "spantom";
     SP.span("work", () => {});
     SP.flush();
     if (process.argv[2]) process.on(process.argv[2], () => process.exit(Number(process.argv[3])));
     console.log("ready " + process.pid);
     setInterval(() => {}, 1000);`,
  );
});
afterAll(() => {
  cli.remove();
  project.remove();
});

const node = process.execPath;
const newFile = () => project.at(`${files++}.db`);
const run = (args: readonly string[], options?: RunOptions) =>
  cli.run(["run", ...args], { cwd: project.folder, ...options });
const tagsIn = (file: string) =>
  queryFile<[string, string]>(
    file,
    "SELECT key, value FROM run_tags WHERE key IN ('name', 'note') OR key LIKE 'param.%' ORDER BY run_id, key",
  );

test("the run has its name, note and parameters; what the program says later wins", async () => {
  const file = newFile();
  const options = ["--name", "larger window", "--note", "on battery", "--param", "window=22", "--param", "last=a=b"];
  const { code, stdout, stderr } = await run([...options, "--db-path", file, "--", node, "traced.mjs", "0", "said"]);
  expect([code, stdout]).toEqual([0, "program 0 said\n"]);
  expect(tagsIn(file)).toEqual([
    ["name", "larger window"],
    ["note", "on battery"],
    ["param.last", "said"],
    ["param.window", "22"],
  ]);
  const [id] = ask<string>(file, "SELECT id FROM runs");
  const lines = stderr.trim().split("\n");
  expect(lines.slice(0, 2)).toEqual([
    `${file}, run larger window (${id})`,
    expect.stringMatching(/^6 spans, 3 tags in \d/),
  ]);
  expect(lines.slice(3).map((line) => line.split(/\s+/).slice(0, 2))).toEqual([
    ["Name", "Count"],
    ["work", "3"],
    ["part", "3"],
  ]);
});

test("the figures are of this run alone, also of spans between those of another", async () => {
  const file = newFile();
  const both = () => run(["--db-path", file, "--", node, "traced.mjs"]);
  const ended = await Promise.all([both(), both()]);
  for (const { stderr } of ended) expect(stderr).toMatch(/\n6 spans, 3 tags in /);
  expect(ask(file, "SELECT count(*) FROM spans")).toEqual([12]);
});

test("what is not given is not inherited from the run that this one is started by", async () => {
  const file = newFile();
  const inner = [node, cli.bin, "run", "--param", "inner=1", "--", node, "traced.mjs"];
  await run(["--name", "outer", "--note", "n", "--param", "outer=1", "--db-path", file, "--", ...inner]);
  expect(tagsIn(file)).toEqual([["param.inner", "1"]]);
});

describe("--repeat", () => {
  test("makes numbered runs, and a line for each", async () => {
    const file = newFile();
    const { code, stdout, stderr } = await run([
      "--repeat",
      "3",
      "--name",
      "w",
      "--db-path",
      file,
      "--",
      node,
      "traced.mjs",
    ]);
    expect([code, stdout]).toEqual([0, "program \n".repeat(3)]);
    expect(tagsIn(file)).toEqual([1, 2, 3].map((number) => ["name", `w ${number}`]));
    expect(stderr.trim().split("\n")).toEqual(
      [1, 2, 3].map((number) => expect.stringMatching(`^spantom: run w ${number} \\(.*\\): 6 spans, 3 tags in `)),
    );
  });

  test("stops at the first that fails, with its code", async () => {
    const file = newFile();
    const { code } = await run(["--repeat", "3", "--db-path", file, "--", node, "traced.mjs", "4"]);
    expect([code, ask(file, "SELECT count(*) FROM runs")]).toEqual([4, [1]]);
  });
});

describe("the exit code is the program's", () => {
  test.each([0, 3, 255])("%d", async (code) => {
    const ended = await run(["--db-path", newFile(), "--", node, "traced.mjs", String(code)]);
    expect(ended.code).toBe(code);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGINT", 130],
  ] as const)("after %s, which is passed on: %d", async (signal, code) => {
    const file = newFile();
    const child = cli.start(["run", "--db-path", file, "--", node, "waiting.mjs"], { cwd: project.folder });
    const ended = waitFor(child);
    await waitForOutput(child, "ready");
    child.kill(signal);
    const { stdout, stderr, ...end } = await ended;
    expect(end).toEqual({ code, signal: null });
    expect(stderr).toContain("1 span, 0 tags");
    expect(() => process.kill(Number(/ready (\d+)/.exec(stdout)?.[1]), 0)).toThrow("ESRCH");
  });

  test("also where the program handles the signal; then there is no further run", async () => {
    const file = newFile();
    const args = ["run", "--repeat", "5", "--db-path", file, "--", node, "waiting.mjs", "SIGTERM", "0"];
    const child = cli.start(args, { cwd: project.folder });
    const ended = waitFor(child);
    await waitForOutput(child, "ready");
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
    expect(ask(file, "SELECT count(*) FROM runs")).toEqual([1]);
  });

  test("as in a shell where a signal ends it, or nothing can be started", async () => {
    const killed = await run(["--", node, "-e", "process.kill(process.pid, 'SIGKILL')"]);
    expect(killed.code).toBe(137);
    const unknown = await run(["--", "no-such-program", "--its-option"]);
    expect(unknown).toEqual({ code: 127, stdout: "", stderr: "spantom: no-such-program: command not found\n" });
    writeFileSync(project.at("not-executable"), "");
    const refused = await run(["--", "./not-executable"]);
    expect([refused.code, refused.stderr]).toEqual([
      126,
      "spantom: ./not-executable: cannot be run; it is no program, or not executable\n",
    ]);
    const inFile = await run(["--", "./not-executable/program"]);
    expect([inFile.code, inFile.stderr]).toEqual([126, "spantom: ./not-executable/program: cannot be run (ENOTDIR)\n"]);
  });
});

describe("a run that recorded nothing is one line that says why", () => {
  test("it does not trace", async () => {
    const file = newFile();
    const { code, stdout, stderr } = await run(["--name", "n", "--db-path", file, "--", node, "-p", "1 + 1"]);
    expect([code, stdout]).toEqual([0, "2\n"]);
    expect(stderr).toMatch(
      /^spantom: run n \(.+\) recorded no spans: nothing came to .+; trace the program with SP.span, or .+\n$/,
    );
    expect(existsSync(file)).toBe(false);
  });

  test("tracing is off", async () => {
    const { stderr } = await run(["--db-path", newFile(), "--", node, "traced.mjs"], {
      env: { SPANTOM_DISABLED: "1" },
    });
    expect(stderr).toMatch(/^spantom: run \S+ recorded no spans: SPANTOM_DISABLED turns tracing off\n$/);
  });

  test("the file cannot be read", async () => {
    const { code, stderr } = await run(["--db-path", "waiting.mjs", "--", node, "-p", "1"]);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^spantom: run \S+ recorded no spans: .*waiting.mjs.*\n$/),
    ]);
  });
});

describe("wrong use", () => {
  test.each([
    [["node", "traced.mjs"], "run takes -- and then the program, as in: spantom run -- node app.mjs"],
    [["--name", "x", "--"], "run takes a program after --, as in: spantom run -- node app.mjs"],
    [[], "missing required argument 'command'"],
    [["--param", "rate", "--", "node"], "Expected a key and a value, such as rate=0.1."],
    [["--repeat", "0", "--", "node"], "Expected a whole number, 1 or more."],
  ])("%j", async (args, line) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(line);
    expect(stderr.split("\n")).toHaveLength(2);
  });
});

test("variables that hold something else cost a line, not the run", async () => {
  const file = newFile();
  const env = { SPANTOM_DB: file, SPANTOM_RUN_PARAMS: "rate=1", SPANTOM_RUN_GIT: "[1]", SPANTOM_RUN_NAME: "kept" };
  const { code, stderr } = await project.run("traced.mjs", [], { env });
  expect([code, tagsIn(file)]).toEqual([0, [["name", "kept"]]]);
  expect(stderr).toContain('spantom: SPANTOM_RUN_PARAMS=rate=1 is ignored: it takes JSON such as {"rate":0.1}\n');
});

const hasGit = spawnSync("git", ["--version"]).status === 0;
describe.skipIf(because(!hasGit, "no git here"))("the changes since the commit", () => {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
      cwd: project.folder,
      encoding: "utf8",
      stdio: "pipe",
    });
  const changes = async () => {
    const file = newFile();
    await run(["--db-path", file, "--", node, "traced.mjs"]);
    const rows = queryFile<[string, string]>(
      file,
      "SELECT key, value FROM run_tags WHERE key IN ('git.dirty', 'git.diff')",
    );
    return Object.fromEntries(rows) as { "git.dirty"?: string; "git.diff"?: string };
  };

  test("are counted, and the same ones are recognized", async () => {
    expect(await changes()).toEqual({});
    project.write("part.mjs", "a\nb\nc\n");
    git("init");
    git("add", "part.mjs", "traced.mjs");
    git("commit", "-m", "first");
    expect(await changes()).toEqual({ "git.dirty": "0" });
    project.write("part.mjs", "a\nB\nc\nd\n");
    const first = await changes();
    const [, added, removed] = /(\d+) insertions?\(\+\), (\d+) deletion/.exec(git("diff", "HEAD", "--shortstat")) ?? [];
    expect(first["git.dirty"]).toBe(String(Number(added) + Number(removed)));
    expect(await changes()).toEqual(first);
    git("add", "part.mjs");
    expect(await changes()).toEqual(first);
    appendFileSync(project.at("part.mjs"), "e\n");
    const second = await changes();
    expect([second["git.dirty"], second["git.diff"] === first["git.diff"]]).toEqual(["4", false]);
    project.write("part.mjs", `${"x".repeat(2 ** 20)}\n`.repeat(65));
    expect(await changes()).toEqual({ "git.dirty": String(3 + 65) });
    git("checkout", "HEAD", "part.mjs");
  });

  test("are not those of the folder where the command was given, if the program is elsewhere", async () => {
    const file = newFile();
    await cli.run(["run", "--db-path", file, "--", node, project.at("traced.mjs")], { cwd: cli.folder });
    expect(ask(file, "SELECT key FROM run_tags WHERE key LIKE 'git.%' ORDER BY key")).not.toContain("git.dirty");
  });
});
