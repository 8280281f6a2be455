import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";

let cli: BuiltCli;
let db: string;
let large: string;
const SPANS = 100_000;

/** Enough for an export to take a while and fill every buffer on the way. */
function makeLarge(path: string, spans = SPANS): void {
  const file = new Database(path);
  file.exec("DELETE FROM span_tags; DELETE FROM spans");
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ${spans})`;
  file.exec(`INSERT INTO spans ${numbers} SELECT i, 'many', 1700000000 + i / 1000.0, 0.0005 FROM n`);
  file.exec(`INSERT INTO span_tags (span_id, key, value) ${numbers} SELECT i, 'text', printf('%.*c', 200, 'x') FROM n`);
  file.close();
}

beforeAll(() => {
  cli = copyCli();
  db = cli.copyDatabase("traced.db");
  large = cli.copyDatabase("large.db");
  makeLarge(large);
});
afterAll(() => cli.remove());

const run = (...args: string[]) => cli.run(["export", "--db-path", db, ...args]);
const lines = (text: string) => text.trimEnd().split("\n");

test("standard output has an object a line, and nothing else", async () => {
  const { code, stdout, stderr } = await run();
  expect([code, stderr]).toEqual([0, ""]);
  expect(lines(stdout).length).toBe(2980);
  expect(JSON.parse(lines(stdout)[0] ?? "")).toMatchObject({ id: 1, name: "read", tags: {} });
});

test("names, runs and tags pick spans", async () => {
  const names = async (...args: string[]) =>
    new Set(lines((await run(...args)).stdout).map((line) => (JSON.parse(line) as { name: string }).name));
  expect(await names("--name", "parse", "--name", "read")).toEqual(new Set(["parse", "read"]));
  const all = lines((await run("--tag", "cached=True")).stdout).length;
  expect(all).toBeGreaterThan(0);
  expect(all).toBeLessThan(2980);
});

test("an output file is there whole, for its owner alone", async () => {
  const { code, stdout, stderr } = await run("--format", "csv", "--output", "spans.csv");
  expect([code, stdout, stderr]).toEqual([0, "", ""]);
  const file = join(cli.folder, "spans.csv");
  expect(readFileSync(file, "utf8").split("\r\n").length).toBe(2982);
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(cli.folder).filter((name) => name.includes(".part"))).toEqual([]);
});

describe("wrong use and unusable files are one line", () => {
  test.each([
    [["--format", "xml"], 2, "Allowed choices are csv, jsonl, chrome, folded."],
    [["--output", ""], 2, "--output needs the name of a file"],
    [["--tag", "cached"], 2, "--tag cached: expected key=value"],
    [["--output", "a-folder"], 1, "a-folder is a directory; name a file in it with --output"],
    [["--output", "nowhere/x.csv"], 1, "nowhere does not exist"],
    [["--output", "nowhere/"], 1, "nowhere/: no such folder; create it, and name a file in it with --output"],
    [["--output", "traced.db/x.csv"], 1, "traced.db"],
    [["--output", `${"x".repeat(250)}.csv`], 1, ".csv cannot be written: ENAMETOOLONG: name too long"],
    [["--output", "traced.db"], 1, "traced.db is the database itself"],
    [["--run", "nosuch"], 2, "Run nosuch is not in this file (any more); there "],
    [["--db-path", "missing.db"], 1, "missing.db: no such file"],
  ] as const)("%j", async (args, code, message) => {
    mkdirSync(join(cli.folder, "a-folder"), { recursive: true });
    const ended = await run(...args);
    expect([ended.code, ended.stdout]).toEqual([code, ""]);
    expect(ended.stderr).toMatch(/^spantom: [^\n]+\n$/);
    expect(ended.stderr).toContain(message);
  });
});

test("a failed export leaves what was there before", async () => {
  writeFileSync(join(cli.folder, "kept.csv"), "before");
  expect((await run("--run", "nosuch", "--output", "kept.csv")).code).toBe(2);
  expect(readFileSync(join(cli.folder, "kept.csv"), "utf8")).toBe("before");
  expect(readdirSync(cli.folder).filter((name) => name.includes(".part"))).toEqual([]);
});

describe.skipIf(because(process.platform === "win32", "Windows has no such signals"))("interrupted", () => {
  test("while nobody reads on, it ends at once", async () => {
    const child = cli.start(["export", "--db-path", large]);
    await new Promise((resolve) => child.stdout.once("readable", resolve));
    child.kill("SIGINT");
    const [code] = await new Promise<[number | null]>((resolve) => child.once("exit", (exit) => resolve([exit])));
    expect(code).toBe(130);
  });

  test("by Ctrl-C while it writes a file", async () => {
    const output = join(cli.folder, "half.jsonl");
    const child = cli.start(["export", "--db-path", large, "--output", output]);
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const parts = () => readdirSync(cli.folder).filter((name) => name.startsWith("half.jsonl"));
    while (parts().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(parts()).toEqual([]);
  });

  test("a reader that goes away early is not an error", () => {
    const command = `"${process.execPath}" "${cli.bin}" export --db-path "${large}"`;
    const { stdout, stderr } = spawnSync("sh", ["-c", `(${command}; echo "code $?" >&2) | head -1`], {
      encoding: "utf8",
    });
    expect([lines(stdout).length, stderr]).toEqual([1, "code 0\n"]);
  });

  test.skipIf(because(!existsSync("/dev/full"), "no /dev/full here"))("a disk without space is one line", async () => {
    const full = join(cli.folder, "full.jsonl");
    symlinkSync("/dev/full", full);
    const { code, stderr } = await cli.run(["export", "--db-path", large, "--output", full]);
    expect([code, stderr]).toEqual([1, `spantom: ${full} cannot be written: ENOSPC: no space left on device\n`]);
  });
});

const hasPython = process.platform === "linux" && spawnSync("python3", ["-c", "import resource"]).status === 0;
/** Runs a command and prints the peak resident set of its processes, MB. */
const PEAK = `
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)`;

import { because } from "../../lib/fixtures/because.ts";

test.skipIf(because(!hasPython, "no python3 here, which measures memory"))("memory does not grow with the file", () => {
  const measure = (path: string) => {
    const command = [process.execPath, cli.bin, "export", "--format", "csv", "--db-path", path];
    const { stdout } = spawnSync("python3", ["-c", PEAK, ...command], { encoding: "utf8" });
    return Number(stdout);
  };
  const larger = cli.copyDatabase("larger.db");
  makeLarge(larger, 3 * SPANS);
  // Held in memory, 200,000 more would take 130 MB; with buffers and caches full in both, 10 to 22 remain.
  expect(measure(larger) - measure(large)).toBeLessThan(70);
  expect(measure(db)).toBeGreaterThan(20);
});
