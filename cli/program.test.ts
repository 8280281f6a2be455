import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../lib/fixtures/because.ts";
import { type BuiltCli, copyCli } from "./fixtures/built-cli.ts";
import { nodeProblem } from "./run.ts";

let cli: BuiltCli;
beforeAll(() => {
  cli = copyCli();
});
afterAll(() => cli.remove());

test("help", async () => {
  const { code, stdout, stderr } = await cli.run(["--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatchInlineSnapshot(`
    "Usage: spantom [command] [options]

    Simple, local tracing: shows where a program's time goes, from the spans it
    recorded.

    Options:
      -v, --version                   print the version
      -h, --help                      print this help, or that of a command

    Commands:
      dashboard                       show a database in the browser (also without
                                      any command)
      run <command...>                start a program as a named run, with
                                      parameters, and print what it recorded
      runs [what] [run] [text]        list the runs, newest first; or give one a
                                      name or a note
      summary                         print counts, and durations by span name
      why <name>                      show what sets the slowest calls of a name
                                      apart: which tags, by how much
      compare [baseline] [candidate]  say whether a change between runs is real, how
                                      large and where
      query <sql>                     run one SELECT and print its rows
      export                          write all spans with their tags, to open them
                                      elsewhere
      prune                           delete the older spans with their tags, and
                                      free their space
      clear                           delete all spans and tags
      doctor                          print what a bug report needs: versions, the
                                      database, and any problems
      completion <shell>              print a script that completes commands,
                                      options and span names in a shell

    Examples:
      $ spantom                                 dashboard of the default database
      $ spantom --db-path spans.db --port 9000  another database, on another port
      $ spantom summary                         count, total and percentiles by name
      $ spantom why load                        what sets slow calls of load apart
      $ spantom query "SELECT name, max(duration) FROM spans GROUP BY name"

    Record spans in a program:
      import { SP } from "spantom";
      SP.span("load", () => load());
    "
  `);
});

test.each(["dashboard", "run", "runs", "summary", "why", "query", "export", "prune", "clear"])(
  "help of %s has its options and an example",
  async (command) => {
    const { code, stdout } = await cli.run([command, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("--db-path <file>");
    expect(stdout).toContain(`$ spantom ${command}`);
  },
);

test("version", async () => {
  expect(await cli.run(["--version"])).toEqual({ code: 0, stdout: `${cli.version}\n`, stderr: "" });
});

describe("wrong use is exit code 2 and one line", () => {
  test.each([
    [["--port", "abc"], "option '--port <n>' argument 'abc' is invalid. A port is a whole number from 0 to 65535."],
    [["--port", "-1"], "A port is a whole number"],
    [["--port", "65536"], "A port is a whole number"],
    [["--port", "3.5"], "A port is a whole number"],
    [["--port", ""], "A port is a whole number"],
    [["--port"], "option '--port <n>' argument missing"],
    [["--prot", "1"], "unknown option '--prot' (Did you mean --port?)"],
    [["--db-path"], "option '--db-path <file>' argument missing"],
    [["--db-path", ""], "--db-path needs the name of a file"],
    [["--host", ""], "--host needs an address"],
    [["sumary", "--json"], "no command sumary; the nearest is summary"],
    [
      ["nonsense"],
      "no command nonsense; there are dashboard, run, runs, summary, why, compare, query, export, prune, clear, doctor, completion",
    ],
    [["watch", "--help"], "no command watch; there are dashboard, run, runs, summary"],
    [["sumary", "--help"], "no command sumary; the nearest is summary"],
    [["--help", "sumary"], "no command sumary; the nearest is summary"],
    [["nosuch", "--version"], "no command nosuch; there are dashboard"],
    [["help", "sumary"], "no command sumary; the nearest is summary"],
    [["--db-path", "spans.db", "sumary"], "no command sumary; the nearest is summary"],
    [["", "--help"], 'no command ""; there are dashboard'],
    [["two words"], 'no command "two words"; there are dashboard'],
    [["--jsn", "summary"], "unknown option '--jsn' (Did you mean --json?)"],
    [["--port", "80", "summary"], "unknown option '--port'"],
    [
      ["--db-path", "a.db", "summary", "--db-path=b.db"],
      '--db-path is given twice, as "a.db" before the command and "b.db" after it; omit one',
    ],
    [["--format", "csv", "query", "SELECT 1", "--format", "json"], "--format is given twice"],
    [["query", "--slow"], "unknown option '--slow'"],
    [["why", "GET", "--slow", "5"], "unknown option '--slow' (Did you mean --slowest?)"],
    [["query", "SELECT 1", "--fromat", "csv"], "unknown option '--fromat' (Did you mean --format?)"],
    [["why", "GET", "--slowest", "--db-path", "a.db"], "--slowest needs a value, but is followed by --db-path"],
    [["--db-path", "--port", "80"], "--db-path needs a value, but is followed by --port"],
    [["query", "SELECT", "1"], "query takes one sql, not 2; put it in quotes"],
    [["why", "GET", "/users"], "why takes one name, not 2; put it in quotes"],
    [["dashboard", "file.db"], "too many arguments for 'dashboard'"],
    [["query"], "missing required argument 'sql'"],
    [["query", "SELECT 1", "--format", "xml"], "Allowed choices are table, json, csv."],
    [["query", "SELECT 1", "--max-rows", "0"], "Expected a whole number, 1 or more."],
    [["query", "SELECT 1", "--timeout", "soon"], "Expected seconds"],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^spantom: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });
});

test("a file in place of a command is told how it is opened", async () => {
  cli.copyDatabase("spans.db");
  const { code, stderr } = await cli.run(["spans.db"]);
  expect([code, stderr]).toEqual([2, "spantom: no command spans.db; to open a file, use --db-path spans.db\n"]);
});

test.each([
  [["help"], ["--help"]],
  [["help", "--db-path", "x.db"], ["--help"]],
  [
    ["help", "why"],
    ["why", "--help"],
  ],
  [
    ["--help", "why"],
    ["why", "--help"],
  ],
  [
    ["--db-path", "x.db", "why", "-h"],
    ["why", "--help"],
  ],
])("%j is %j", async (given, meant) => {
  expect(await cli.run(given)).toEqual(await cli.run(meant));
});

describe("options may stand before the command", () => {
  const SQL = "SELECT name, count(*) AS n FROM spans GROUP BY name";
  test.each([
    [
      ["summary", "--db-path", "F"],
      [
        ["--db-path", "F", "summary"],
        ["--db-path=F", "summary"],
      ],
    ],
    [
      ["summary", "--json", "--db-path", "F"],
      [
        ["--json", "--db-path", "F", "summary"],
        ["--db-path", "F", "summary", "--json"],
      ],
    ],
    [
      ["query", SQL, "--format", "csv", "--db-path", "F"],
      [
        ["--format", "csv", "--db-path", "F", "query", SQL],
        ["--format=csv", "query", "--db-path", "F", SQL],
      ],
    ],
    [
      ["why", "compile", "--slowest", "10", "--db-path", "F"],
      [["--slowest", "10", "why", "--db-path", "F", "compile"]],
    ],
    [
      ["export", "--name", "parse", "--name", "read", "--db-path", "F"],
      [["--name", "parse", "--db-path", "F", "export", "--name", "read"]],
    ],
    [
      ["summary", "--db-path", "F"],
      [
        ["--db-path", "F", "summary", "--db-path", "F"],
        ["--db-path", "G", "--db-path", "F", "summary"],
      ],
    ],
    [["prune", "--keep", "7d", "--db-path", "none.db"], [["--keep", "7d", "--db-path", "none.db", "prune"]]],
    [["doctor", "--db-path", "none.db"], [["--db-path", "none.db", "doctor"]]],
  ])("%j", async (usual, others) => {
    const file = cli.copyDatabase("moved.db");
    const run = (args: readonly string[]) => cli.run(args.map((arg) => arg.replace(/\bF$/, file)));
    const expected = await run(usual);
    expect(expected.stdout + expected.stderr).not.toBe("");
    for (const other of others) expect(await run(other), other.join(" ")).toEqual(expected);
  });

  test("a file may have a command's name", async () => {
    cli.copyDatabase("summary");
    const { stdout } = await cli.run(["--db-path", "summary", "summary", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ spanCount: 2980 });
  });
});

describe("what a command is about may begin with -", () => {
  const COMMENT = "-- the slow ones\nSELECT 1 AS one";
  test.each([
    [[COMMENT]],
    [["--slow ones\nSELECT 1 AS one"]],
    [["--\nSELECT 1 AS one"]],
    [["--a=b\nSELECT 1 AS one"]],
    [["-- --format json\nSELECT 1 AS one"]],
    [["--", COMMENT]],
    [["--", "--\tslow\nSELECT 1 AS one"]],
    [["/* slow */ SELECT 1 AS one"]],
    [["-"]],
  ])("query %j", async (args) => {
    const file = cli.copyDatabase("begins.db");
    const input = COMMENT;
    const way = ["--db-path", file, "query", "--format=csv", ...args];
    expect(await cli.run(way, { input })).toEqual({ code: 0, stdout: "one\r\n1\r\n", stderr: "" });
  });

  test("and options may follow it", async () => {
    const way = ["query", COMMENT, "--format", "csv", "--db-path", cli.copyDatabase("begins.db")];
    expect(await cli.run(way)).toEqual({ code: 0, stdout: "one\r\n1\r\n", stderr: "" });
  });

  test.each([[["-x"]], [["--", "-x"]], [["--", "--x"]], [["-x y"]], [["-1"]]])("why %j", async (args) => {
    const file = cli.copyDatabase("names.db");
    const { code, stderr } = await cli.run(["why", "--db-path", file, ...args]);
    expect([code, stderr]).toEqual([
      1,
      `spantom: no span ${args.at(-1)}; there are read, tokenize, parse, compile, file\n`,
    ]);
  });

  test("export --name=-x", async () => {
    const file = cli.copyDatabase("names.db");
    for (const name of [["--name=-x"], ["--name", "-x"], ["--name", "--json"]])
      expect(await cli.run(["export", "--db-path", file, ...name])).toMatchObject({ code: 0, stdout: "" });
  });
});

describe("a database that cannot be used is exit code 1 and one line", () => {
  test("in every command", async () => {
    mkdirSync(join(cli.folder, "a-folder"), { recursive: true });
    writeFileSync(join(cli.folder, "notes.txt"), "words ".repeat(200));
    const cases = [
      ["missing.db", "no such file; trace a program into it, or choose another with --db-path"],
      ["notes.txt", "not a SQLite file, or encrypted, or in a newer format; choose another path"],
      ["a-folder", "is a directory, not a database"],
      ["http://example.com/x.db", "http://example.com/x.db is not a file path"],
      [":memory:", "an in-memory database is only accessible to the program that created it"],
      ["notes.txt/x.db", "notes.txt"],
      ["x".repeat(300), "cannot be accessed (ENAMETOOLONG); check the path and its permissions"],
    ] as const;
    for (const [path, message] of cases) {
      for (const command of [["summary"], ["query", "SELECT 1 FROM spans"], ["clear", "--yes"]]) {
        const { code, stdout, stderr } = await cli.run([...command, "--db-path", path]);
        expect([code, stdout]).toEqual([1, ""]);
        expect(stderr).toMatch(/^spantom: [^\n]+\n$/);
        expect(stderr).toContain(message);
      }
    }
  });

  test.skipIf(because(process.platform === "win32", "Windows has other paths")).each([
    ["notes.txt/x.db", /notes\.txt\/x\.db: .*notes\.txt is not a folder; choose another with --db-path/],
    ["x".repeat(300), /: cannot be accessed \(ENAMETOOLONG\); check the path and its permissions/],
    ["a-folder", /is a directory; name a file in it with --db-path/],
    ["nowhere/x.db", /the folder .*nowhere does not exist; create it, or choose another with --db-path/],
  ])("nor does the dashboard wait for %s", async (path, message) => {
    mkdirSync(join(cli.folder, "a-folder"), { recursive: true });
    writeFileSync(join(cli.folder, "notes.txt"), "words");
    const { code, stdout, stderr } = await cli.run(["--db-path", path, "--port", "0"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^spantom: [^\n]+\n$/);
    expect(stderr).toMatch(message);
  });

  test.skipIf(because(process.platform === "win32", "Windows keeps folders that are in use"))(
    "in a folder that has been deleted",
    () => {
      const gone = `mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"`;
      const ask = (...args: string[]) =>
        spawnSync("sh", ["-c", gone, process.execPath, cli.bin, ...args], { cwd: cli.folder, encoding: "utf8" });
      const line = "spantom: the working directory has been deleted; change to another one\n";
      expect(ask("summary", "--db-path", "x.db")).toMatchObject({ status: 1, stdout: "", stderr: line });
      const whole = ["--db-path", cli.copyDatabase("whole.db")];
      expect(ask("export", "--output", "x.csv", ...whole)).toMatchObject({ status: 1, stdout: "", stderr: line });
      expect(ask("summary", ...whole)).toMatchObject({ status: 0, stderr: "" });
    },
  );

  test.skipIf(because(process.platform === "win32", "Windows has other terminals")).each([
    ["é 😀 %20 #?.db", "é 😀 %20 #?.db"],
    ["a'b\"c$(d);e&f%2e.db", "./a'b\"c$(d);e&f%2e.db"],
    ["-dash.db", "-dash.db"],
    ["--port", "./--port"],
    ["file:x?mode=ro", "file:x?mode=ro"],
  ])("a path is a path: %s", async (name, given) => {
    const path = cli.copyDatabase(name);
    for (const way of [["--db-path", given], [`--db-path=${name}`]]) {
      const { stdout } = await cli.run(["summary", "--json", ...way]);
      expect(JSON.parse(stdout)).toMatchObject({ dbPath: path, spanCount: 2980 });
    }
  });

  test("a path with a NUL cannot be handed to a program at all", () => {
    expect(() => cli.start(["summary", "--db-path", "a\0b"])).toThrow(/null bytes/);
    expect(() => cli.start(["summary"], { env: { SPANTOM_DB: "a\0b" } })).toThrow(/null bytes/);
  });
});

test("the database is that of --db-path, then of SPANTOM_DB, then the default", async () => {
  const given = cli.copyDatabase("given.db");
  const set = cli.copyDatabase("set.db");
  const path = async (args: string[], env: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await cli.run(["summary", "--json", ...args], { env });
    return code === 0 ? (JSON.parse(stdout) as { dbPath: string }).dbPath : stderr;
  };
  expect(await path(["--db-path", "given.db"], { SPANTOM_DB: set })).toBe(given);
  expect(await path(["--db-path", set, "--db-path", "given.db"])).toBe(given);
  expect(await path([], { SPANTOM_DB: set })).toBe(set);
  expect(await path([], { SPANTOM_DB: "set.db" })).toBe(set);
  expect(await path(["--db-path", "~/set.db"], { HOME: cli.folder })).toBe(set);
  // The default file may exist or be in use: only its name counts.
  if (process.platform !== "win32") expect(await path([], { SPANTOM_DB: "" })).toContain("/tmp/spantom.db");
});

test("a Node that is too old is told so", () => {
  for (const version of ["v20.19.0", "v20.20.2", "v22.14.0", "v24.0.0", "v26.1.0"]) {
    expect(nodeProblem(version)).toBeUndefined();
  }
  for (const version of ["v18.20.0", "v20.18.3", "v21.7.0", "v22.13.1", "v23.11.0"]) {
    expect(nodeProblem(version)).toContain(`this is Node ${version}`);
  }
});
