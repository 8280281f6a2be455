/** The command in all kinds of terminals and in pipes. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";

let cli: BuiltCli;
let path: string;
beforeAll(() => {
  cli = copyCli();
  path = cli.copyDatabase("traced.db");
});
afterAll(() => cli.remove());

const COMMANDS = ["", "dashboard", "summary", "why", "query", "export", "prune", "clear", "doctor", "completion"];
const ESCAPE = "\u001b[";

test.each([40, 79, 200])("help of every command fits %i columns", async (columns) => {
  for (const command of COMMANDS) {
    const { code, stdout } = await cli.run([...command.split(" ").filter(Boolean), "--help"], {
      env: { COLUMNS: String(columns) },
    });
    expect(code).toBe(0);
    expect(stdout.split("\n").filter((line) => line.length > columns)).toEqual([]);
  }
});

test("help uses the room there is, and 80 columns where nothing says how much", async () => {
  const widest = async (env: Record<string, string>) =>
    Math.max(...(await cli.run(["--help"], { env })).stdout.split("\n").map((line) => line.length));
  expect(await widest({ COLUMNS: "200" })).toBeGreaterThan(90);
  for (const columns of ["", "0", "wide"]) expect(await widest({ COLUMNS: columns })).toBeLessThanOrEqual(80);
  expect(await widest({ COLUMNS: "10" })).toBeLessThanOrEqual(40);
});

test("examples broken for a narrow terminal can still be pasted into a shell", async () => {
  const { stdout } = await cli.run(["--help"], { env: { COLUMNS: "40" } });
  const [example = ""] = /spantom query(.|\n)*?(?=\n\n)/.exec(stdout) ?? [];
  const child = spawn("sh", ["-c", `spantom() { printf '%s|' "$@"; }; ${example}`]);
  const words = (await text(child.stdout)).split("|");
  expect(words[1]?.replace(/\s+/g, " ")).toBe("SELECT name, max(duration) FROM spans GROUP BY name");
});

describe("colour", () => {
  const colored = async (args: string[], env: Record<string, string>) =>
    (await cli.run(args, { env })).stdout.includes(ESCAPE);
  test.each([["--help"], ["summary"], ["why", "file"], ["doctor"]])("%s", async (...args) => {
    const asked = args[0] === "--help" ? args : [...args, "--db-path", path];
    expect(await colored(asked, {})).toBe(false);
    expect(await colored(asked, { FORCE_COLOR: "1" })).toBe(true);
    expect(await colored(asked, { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
    expect(await colored(asked, { FORCE_COLOR: "0" })).toBe(false);
    expect(await colored(asked, { NO_COLOR: "", FORCE_COLOR: "1" })).toBe(true);
  });
  test("JSON has none, whatever is said", async () => {
    expect(await colored(["summary", "--json", "--db-path", path], { FORCE_COLOR: "1" })).toBe(false);
  });
});

describe("piped", () => {
  const LONG = [
    "query",
    "SELECT a.*, b.* FROM spans a, spans b LIMIT 20000",
    "--db-path",
    "traced.db",
    "--max-rows",
    "20000",
  ];
  const PRINTING: string[][] = [
    ["--help"],
    ["summary", "--db-path", "traced.db"],
    ["summary", "--json", "--db-path", "traced.db"],
    ["why", "file", "--db-path", "traced.db"],
    LONG,
    [...LONG, "--format", "csv"],
    ["export", "--db-path", "traced.db"],
    ["doctor", "--db-path", "traced.db"],
    ["completion", "bash"],
  ];

  test.each(PRINTING.filter((args) => args !== LONG && !args.includes("csv")).map((args) => [args]))(
    "%j prints data alone, nothing on stderr",
    async (args) => {
      const { code, stdout, stderr } = await cli.run(args);
      expect([code, stderr]).toEqual([0, ""]);
      for (const control of ["\r", ESCAPE]) expect(stdout).not.toContain(control);
    },
  );

  test.skipIf(because(process.platform === "win32", "Windows has other pipes")).each(PRINTING.map((args) => [args]))(
    "%j into something that stops reading ends quietly",
    async (args) => {
      for (const reader of ["head -1 >/dev/null", "true"]) {
        const script = `"$0" "$@" > >(${reader}); echo $?`;
        const child = spawn("bash", ["-c", script, process.execPath, cli.bin, ...args], { cwd: cli.folder });
        const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
        expect([stdout.trim(), stderr]).toEqual(["0", ""]);
      }
    },
  );

  test.skipIf(because(process.platform === "win32", "Windows has other pipes"))(
    "a line that nobody reads leaves the exit code as it is",
    async () => {
      const script = '"$0" "$@" 2> >(true); echo $?';
      const child = spawn("bash", ["-c", script, process.execPath, cli.bin, "nonsense"], { cwd: cli.folder });
      expect((await text(child.stdout)).trim()).toBe("2");
    },
  );
});
