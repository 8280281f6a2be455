/** With a better-sqlite3 that would crash this Node, every command reports it in one line before loading anything. */
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../lib/fixtures/because.ts";
import { installWrongDriver, WRONG_LINE, WRONG_VERSION } from "../lib/fixtures/wrong-driver.ts";
import { type BuiltCli, copyCli } from "./fixtures/built-cli.ts";

let cli: BuiltCli;
let file: string;
beforeAll(() => {
  cli = copyCli();
  file = cli.copyDatabase("spans.db");
  installWrongDriver(join(dirname(cli.bin), "../.."));
});
afterAll(() => cli.remove());

// Both versions run on Node 22.14 to 24.18.
describe.skipIf(because(!WRONG_VERSION, "both better-sqlite3 run on this Node"))("with a wrong better-sqlite3", () => {
  test.each([
    ["summary"],
    ["query", "SELECT 1"],
    ["why", "foo"],
    ["export", "--output", "out.csv"],
    ["prune", "--keep", "1", "--yes"],
    ["clear", "--yes"],
    ["dashboard", "--port", "0", "--no-open"],
  ])("%s says so", async (command, ...args) => {
    const ended = await cli.run([command, "--db-path", file, ...args]);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(WRONG_LINE);
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  });
});
