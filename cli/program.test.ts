import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../lib/fixtures/because.ts";
import { type BuiltCli, copyCli } from "./fixtures/built-cli.ts";
import { nodeProblem } from "./node-version.ts";

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
      -v, --version          print the version
      -h, --help             print this help, or that of a command

    Commands:
      dashboard [options]    show a database in the browser (also without any
                             command)
      summary [options]      print counts, and durations by span name
      why [options] <name>   say what sets the slowest calls of a name apart: which
                             tags, by how much
      query [options] <sql>  run one SELECT and print its rows
      export [options]       write all spans with their tags, to open them elsewhere
      prune [options]        delete the older spans with their tags, and give their
                             space back
      clear [options]        delete all spans and tags
      doctor [options]       print what a bug report needs: versions, the database,
                             and what is wrong with them
      completion <shell>     print a script that completes commands, options and
                             span names in a shell

    Examples:
      $ spantom                                 dashboard of the default database
      $ spantom --db-path spans.db --port 9000  that of another, on that port
      $ spantom summary                         count, total and percentiles by name
      $ spantom why load                        what sets the slowest of load apart
      $ spantom query "SELECT name, max(duration) FROM spans GROUP BY name"

    Record spans in a program:
      import { SP } from "spantom";
      SP.span("load", () => load());
    "
  `);
});

test.each(["dashboard", "summary", "why", "query", "export", "prune", "clear"])(
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
      "no command nonsense; there are dashboard, summary, why, query, export, prune, clear, doctor, completion",
    ],
    [["dashboard", "file.db"], "too many arguments for 'dashboard'"],
    [["query"], "missing required argument 'sql'"],
    [["query", "SELECT 1", "--format", "xml"], "Allowed choices are table, json, csv."],
    [["query", "SELECT 1", "--max-rows", "0"], "A whole number from 1 on is needed."],
    [["query", "SELECT 1", "--timeout", "soon"], "Seconds are needed"],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^spantom: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });
});

describe("a database that cannot be used is exit code 1 and one line", () => {
  test("in every command", async () => {
    mkdirSync(join(cli.folder, "a-folder"));
    writeFileSync(join(cli.folder, "notes.txt"), "words ".repeat(200));
    const cases = [
      ["missing.db", "no such file; trace a program into it, or choose another with --db-path"],
      ["notes.txt", "not a SQLite file, or an encrypted one, or of a newer format; choose another path"],
      ["a-folder", "is a directory, not a database"],
      ["http://example.com/x.db", "http://example.com/x.db is not a file path"],
      [":memory:", "a database in memory belongs to the program that made it"],
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
  // The default file may be there or not, and may be in use: its name is what counts.
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
