/** `spantom runs`: the list, and names and notes given afterwards. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeDatabase } from "../../lib/fixtures/fixture-database.ts";
import { createProject, type Project, waitFor, waitForOutput } from "../../lib/fixtures/project.ts";
import { ask } from "../../lib/fixtures/recorded.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";

let cli: BuiltCli;
let project: Project;
let path: string;
let files = 0;
beforeAll(() => {
  cli = copyCli();
  project = createProject();
});
afterAll(() => {
  cli.remove();
  project.remove();
});

const COMMIT = "3f2c1ab9d0e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4";

/** Three runs of two spans each, a day apart. */
beforeEach(() => {
  const spans = [1, 2, 3, 4, 5, 6].map((id) => ({
    id,
    start: 1_790_000_000 + Math.ceil(id / 2) * 86_400 + id,
    duration: 2,
  }));
  const db = makeDatabase(spans, {
    runs: [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  });
  db.exec(`
    UPDATE runs SET started = 1790000000 + (substr(id, 5) + 1) * 86400;
    INSERT INTO run_tags VALUES ('run-1', 'name', 'larger window'), ('run-1', 'git.commit', '${COMMIT}'),
      ('run-1', 'git.dirty', '14'), ('run-1', 'param.window', '22'), ('run-1', 'param.files', '160'),
      ('run-2', 'git.commit', '${COMMIT}'), ('run-2', 'git.dirty', '0'), ('run-2', 'note', 'on battery');
    UPDATE runs SET id = 'run-10' WHERE id = 'run-0'; UPDATE run_spans SET run_id = 'run-10' WHERE run_id = 'run-0';`);
  path = join(cli.folder, `runs-${files++}.db`);
  db.exec(`VACUUM INTO '${path}'`);
  db.close();
});

const run = (args: readonly string[]) => cli.run(["runs", ...args, "--db-path", path], { env: { TZ: "UTC" } });
const tag = (id: string, key: string) =>
  ask(path, `SELECT value FROM run_tags WHERE run_id = '${id}' AND key = '${key}'`)[0];
const hash = () => createHash("sha1").update(readFileSync(path)).digest("hex");

describe("the list", () => {
  test("is newest first, with what the runs say of themselves", async () => {
    const { code, stdout, stderr } = await run([]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatchInlineSnapshot(`
      "Id      Name           Started           Duration  Spans  Commit              Command           Parameters           Note
      run-2                  Sep 24, 14:13:20    8.00 s      2  3f2c1ab             node program.mjs                       on battery
      run-1   larger window  Sep 23, 14:13:20    6.00 s      2  3f2c1ab + 14 lines  node program.mjs  files=160 window=22
      run-10                 Sep 22, 14:13:20    4.00 s      2                      node program.mjs
      "
    `);
  });

  test("has no column that no run has anything in", async () => {
    path = cli.copyDatabase("python.db");
    const { stdout } = await run([]);
    expect(stdout.split("\n")[0]).toMatch(/^Id +Started +Duration +Spans$/);
  });

  test("as JSON has all of it, and times in seconds", async () => {
    const { stdout } = await run(["--json"]);
    const [newest, middle, oldest] = JSON.parse(stdout);
    expect(middle).toEqual({
      id: "run-1",
      name: "larger window",
      note: null,
      started: 1_790_172_800,
      ended: 1_790_172_806,
      duration: 6,
      spans: 2,
      found: "recorded",
      command: "node program.mjs",
      node: "v24",
      host: "host",
      pid: 1,
      parameters: { files: "160", window: "22" },
      facts: { "git.commit": COMMIT, "git.dirty": "14" },
    });
    expect([newest.id, newest.note, oldest.id, oldest.facts]).toEqual(["run-2", "on battery", "run-10", {}]);
  });

  test("is cut at --limit, which is said on stderr", async () => {
    const { stdout, stderr } = await run(["--limit", "1", "--json"]);
    expect(JSON.parse(stdout).map(({ id }: { id: string }) => id)).toEqual(["run-2"]);
    expect(stderr).toBe("Newest 1 of 3 runs; --limit prints more.\n");
  });

  test("of a file from before there were tags, and of one with a view in their place", async () => {
    const db = new Database(path);
    db.exec("DROP TABLE run_tags");
    const ids = async () => JSON.parse((await run(["--json"])).stdout).map(({ id }: { id: string }) => id);
    expect(await ids()).toEqual(["run-2", "run-1", "run-10"]);
    db.exec(
      "CREATE VIEW run_tags AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i AS run_id, i AS key, i AS value FROM n",
    );
    expect(await ids()).toEqual(["run-2", "run-1", "run-10"]);
    db.close();
  });
});

describe("a name or a note", () => {
  test("is given, replaced and removed", async () => {
    const { code, stdout } = await run(["name", "run-2", "base, on battery"]);
    expect([code, stdout]).toEqual([0, "Run run-2 has the name base, on battery.\n"]);
    expect(tag("run-2", "name")).toBe("base, on battery");
    expect((await run(["note", "run-2", "-5 % faster"])).stdout).toBe(
      "Run run-2 has the note -5 % faster; it was on battery.\n",
    );
    expect((await run(["name", "run-2", ""])).stdout).toBe("Run run-2 has no name now; it was base, on battery.\n");
    expect([tag("run-2", "name"), tag("run-2", "note")]).toEqual([undefined, "-5 % faster"]);
    expect(ask(path, "PRAGMA integrity_check")).toEqual(["ok"]);
  });

  test("takes as much of the id as no other has; a whole one counts alone", async () => {
    await run(["name", "run-2", "a"]);
    await run(["name", "run-1", "b"]);
    await run(["name", "run-10", "c"]);
    expect(["run-2", "run-1", "run-10"].map((id) => tag(id, "name"))).toEqual(["a", "b", "c"]);
    const db = new Database(path);
    db.pragma("foreign_keys = OFF");
    db.exec(
      "UPDATE runs SET id = 'other' WHERE id = 'run-10'; UPDATE run_spans SET run_id = 'other' WHERE run_id = 'run-10'",
    );
    db.close();
    await run(["name", "o", "d"]);
    expect(tag("other", "name")).toBe("d");
  });

  test("is given to what compare would take, whatever it is called there", async () => {
    for (const [index, selector] of ["latest", "previous", "larger window"].entries())
      await run(["note", selector, `note ${index}`]);
    expect([tag("run-2", "note"), tag("run-1", "note")]).toEqual(["note 0", "note 2"]);
    await run(["name", "latest", "base, on battery"]);
    expect((await run(["name", "base, on battery", "base"])).stdout).toBe(
      "Run run-2 has the name base; it was base, on battery.\n",
    );
  });

  test.each([
    [["name", "run-", "x"], "3 runs begin with run-: run-10, run-1, run-2; choose one by its id"],
    [["name", "run-1,run-2", "x"], "run-1,run-2 stands for several runs: run-1, run-2; choose one by its id"],
    [["name", "commit:3f2c", "x"], "commit:3f2c stands for several runs: run-1, run-2; choose one by its id"],
    [["name", "run_", "x"], "no run run_; `spantom runs` lists them"],
    [["name", "run-1"], 'runs name takes a run and a text, as in: spantom runs name latest "larger window"'],
    [["name", "", "x"], "runs name takes a run and a text"],
    [["commit", "run-1", "x"], "Allowed choices are name, note."],
    [["name", "run-1", "two", "words"], "runs takes what, run, text; put what has spaces in quotes"],
  ])("%j changes nothing: %s", async (args, line) => {
    const before = hash();
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout, hash() === before]).toEqual([2, "", true]);
    expect(stderr.replace(path, "FILE")).toContain(line);
    expect(stderr.split("\n")).toHaveLength(2);
  });

  test("is none of spans between two pauses", async () => {
    path = cli.copyDatabase("python.db");
    const before = hash();
    const { code, stderr } = await run(["note", "latest", "x"]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^spantom: gap-\d+ is no recorded run, but spans between/),
    ]);
    expect(hash()).toBe(before);
  });

  test("is added to a file from before there were tags", async () => {
    const db = new Database(path);
    db.exec("DROP TABLE run_tags");
    db.close();
    expect((await run(["name", "run-1", "late"])).code).toBe(0);
    expect(tag("run-1", "name")).toBe("late");
  });

  test("is not written where a trigger would fire, nor into a file that is none of ours", async () => {
    const db = new Database(path);
    db.exec("CREATE TRIGGER t AFTER INSERT ON run_tags BEGIN DELETE FROM spans; END");
    db.close();
    const refused = await run(["name", "run-2", "x"]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("table run_tags has the trigger t")]);
    expect(tag("run-2", "name")).toBeUndefined();
    path = join(cli.folder, "other.db");
    const other = new Database(path);
    other.exec("CREATE TABLE mine (a)");
    other.close();
    const before = hash();
    expect((await run(["name", "x", "y"])).stderr).toContain("no table spans");
    expect(hash()).toBe(before);
  });

  test("is given while the program traces, which keeps it", async () => {
    path = project.at("traced.db");
    project.write(
      "traced.mjs",
      `import { SP } from "spantom";
       SP.run({ name: "from the program", rate: 1 });
       SP.span("first", () => {});
       SP.flush();
       console.log("ready");
       process.stdin.once("data", () => {
         for (let i = 0; i < 1000; i++) SP.span("more", () => {});
         process.exit();
       });`,
    );
    const child = project.start("traced.mjs", [], { env: { SPANTOM_DB: path } });
    await waitForOutput(child, "ready");
    const [id = ""] = ask<string>(path, "SELECT id FROM runs");
    const { code } = await run(["name", id.slice(0, 6), "given meanwhile"]);
    const ended = waitFor(child);
    child.stdin.write("go");
    expect([code, (await ended).stderr]).toEqual([0, ""]);
    expect([tag(id, "name"), tag(id, "param.rate")]).toEqual(["given meanwhile", "1"]);
    expect(ask(path, "SELECT count(*) FROM spans")).toEqual([1001]);
  });

  test("is refused in one line while another process holds the file", async () => {
    const db = new Database(path);
    db.exec("BEGIN IMMEDIATE");
    const { code, stderr } = await run(["name", "run-2", "x"]);
    db.exec("ROLLBACK");
    db.close();
    expect([code, stderr.replace(path, "FILE")]).toEqual([
      1,
      "spantom: FILE is locked by another process; nothing was changed\n",
    ]);
  });
});
