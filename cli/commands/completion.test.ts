/** The completion scripts in their own shells; most machines have only bash. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";

let cli: BuiltCli;
const scripts: Record<string, string> = {};
beforeAll(async () => {
  cli = copyCli();
  for (const shell of ["bash", "zsh", "fish"]) {
    const { stdout } = await cli.run(["completion", shell]);
    scripts[shell] = join(cli.folder, `script.${shell}`);
    writeFileSync(scripts[shell], stdout);
  }
  mkdirSync(join(cli.folder, "bin"));
  const bin = `#!/bin/sh\nexec '${process.execPath}' '${cli.bin}' "$@"\n`;
  writeFileSync(join(cli.folder, "bin/spantom"), bin, { mode: 0o755 });
  const path = cli.copyDatabase("my spans.db");
  const db = new Database(path);
  const add = db.prepare("INSERT INTO spans (name, start, duration) VALUES (?, 1, 1)");
  for (const name of ["db:query", "db:insert", "GET /users", "it's", "two\nlines"]) add.run(name);
  db.close();
});
afterAll(() => cli.remove());

const exists = (shell: string) => spawnSync(shell, ["--version"]).status === 0;

/** What bash would offer for the last word. Splits words like bash, also at ":" and "=". */
function complete(...words: string[]): string[] {
  const split = words.flatMap((word) => (/^["']/.test(word) ? [word] : word.split(/([:=])/).filter((part) => part)));
  if (words.at(-1) === "") split.push("");
  const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _spantom
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { ...process.env, PATH: `${join(cli.folder, "bin")}:${process.env.PATH}`, SPANTOM_DB: "my spans.db" };
  const args = ["--norc", "-c", script, "bash", scripts.bash ?? "", ...split];
  const { stdout, stderr } = spawnSync("bash", args, { cwd: cli.folder, env, encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter(Boolean);
}

describe.skipIf(because(!exists("bash"), "no bash here"))("bash", () => {
  test.each([
    [["spantom", "su"], ["summary"]],
    [
      ["spantom", "c"],
      ["compare", "clear", "completion"],
    ],
    [["spantom", "--po"], ["--port"]],
    [["spantom", "summary", "--j"], ["--json"]],
    [["spantom", "summary", "--port"], []],
    [
      ["spantom", "query", "--format", ""],
      ["table", "json", "csv"],
    ],
    [["spantom", "export", "--format", "j"], ["jsonl"]],
    [
      ["spantom", "export", "--format=c"],
      ["csv", "chrome"],
    ],
    [["spantom", "--port", "1"], []],
    [["spantom", "summary", "--db-path", "my"], ["my\\ spans.db"]],
    [["spantom", "summary", "--db-path=my"], ["my\\ spans.db"]],
    [["spantom", "export", "--output", "script.b"], ["script.bash"]],
    [
      ["spantom", "completion", ""],
      ["bash", "zsh", "fish"],
    ],
    [["spantom", "why", "tok"], ["tokenize"]],
    [["spantom", "why", "db:q"], ["query"]],
    [["spantom", "why", "GET"], ["GET\\ /users"]],
    [["spantom", "why", "'GET /"], ["GET /users"]],
    [["spantom", "why", "--json", "fi"], ["file"]],
    [["spantom", "why", "file", ""], []],
    [["spantom", "why", "--db-path", "none.db", ""], []],
    [["spantom", "export", "--name", "par"], ["parse"]],
    [
      ["spantom", "run", "--n"],
      ["--name", "--note"],
    ],
    [
      ["spantom", "runs", ""],
      ["name", "note"],
    ],
    // Those of the program after it are left to bash.
    [["spantom", "run", "--", "node", "--n"], []],
  ])("%j offers %j", (words, offered) => {
    expect(complete(...words)).toEqual(offered);
  });

  test("the names in the file, those of many spans first, without any that would break the line", () => {
    expect(complete("spantom", "why", "")).toEqual(expect.arrayContaining(["file", "tokenize", "it\\'s", "db:insert"]));
    expect(complete("spantom", "why", "two")).toEqual([]);
  });

  test("is installed by sourcing it", () => {
    const { stdout } = spawnSync("bash", ["--norc", "-c", `source '${scripts.bash}'; complete -p spantom`]);
    expect(String(stdout)).toBe("complete -F _spantom spantom\n");
  });
});

test.for(["bash", "zsh", "fish"])("%s takes its script", (shell, { skip }) => {
  skip(because(!exists(shell), `no ${shell} here`));
  const { status, stderr } = spawnSync(shell, ["-n", scripts[shell] ?? ""], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});

test.skipIf(because(!exists("fish"), "no fish here"))("fish offers the same", () => {
  const env = { ...process.env, PATH: `${join(cli.folder, "bin")}:${process.env.PATH}`, HOME: cli.folder };
  const ask = (line: string) =>
    spawnSync("fish", ["--no-config", "-c", `source '${scripts.fish}'; complete -C '${line}'`], {
      env,
      encoding: "utf8",
    })
      .stdout.split("\n")
      .map((offer) => offer.split("\t")[0]);
  expect(ask("spantom su")).toContain("summary");
  expect(ask("spantom query --format ")).toEqual(expect.arrayContaining(["table", "json", "csv"]));
  expect(ask(`spantom why --db-path "${join(cli.folder, "my spans.db")}" tok`)).toContain("tokenize");
});

test("every command and every long option is in every script", async () => {
  const { stdout } = await cli.run(["export", "--help"]);
  const options = [...stdout.matchAll(/^ {2}.*--([a-z-]+)/gm)].map(([, name = ""]) => name);
  expect(options).toContain("output");
  for (const shell of ["bash", "zsh", "fish"]) {
    const script = (await cli.run(["completion", shell])).stdout;
    for (const word of [...options, "dashboard", "doctor", "prune"]) expect(script, shell).toContain(word);
  }
});

test("another shell is refused by name", async () => {
  const { code, stderr } = await cli.run(["completion", "csh"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("Allowed choices are bash, zsh, fish.")]);
});
