/**
 * docs/ci.md, done as written: its program in a small project with a history, its commands, and the steps of its
 * workflow. `UPDATE_DOCS=1` rewrites the answers that it shows.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeRuns } from "../lib/fixtures/made-runs.ts";
import { waitFor } from "../lib/fixtures/project.ts";
import { createRandom } from "../lib/stats/random.ts";
import { type BuiltCli, copyCli } from "./fixtures/built-cli.ts";

const page = fileURLToPath(new URL("../docs/ci.md", import.meta.url));
const text = readFileSync(page, "utf8");
const blocksOf = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, block = ""]) => block);
const [program = ""] = blocksOf("js");
const [workflow = ""] = blocksOf("yaml");
const [inTurn = "", twoFiles = ""] = blocksOf("sh");

interface Step {
  readonly script: string;
  /** The options of bash, as GitHub has them. */
  readonly shell: readonly string[];
}

/** The steps that run something; the others are actions of GitHub. */
const steps = (workflow.split(/^ {4}steps:\n/m)[1] ?? "").split(/^ {6}- /m).flatMap((step): Step[] => {
  const block = /^ {8}run: \|\n((?: {10}.*\n)+)/m.exec(step)?.[1]?.replace(/^ {10}/gm, "");
  const script = block ?? /^ {8}run: (.*)$/m.exec(step)?.[1];
  const isBash = /^ {8}shell: bash$/m.test(step);
  return script === undefined
    ? []
    : [{ script, shell: isBash ? ["--noprofile", "--norc", "-eo", "pipefail"] : ["-e"] }];
});

/**
 * Takes as long as it is told, by the clock. A machine that other programs make slower for seconds at a time, which is
 * longer than a run, makes no difference to it; what interrupts single calls is for the comparison to cope with.
 */
const render = (milliseconds: number) => `export function render() {
  const until = performance.now() + ${milliseconds};
  while (performance.now() < until);
}
`;

let cli: BuiltCli;
let folder: string;
let checkouts = 0;

const at = (...names: string[]) => join(folder, ...names);

function git(cwd: string, ...args: string[]): void {
  const who = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@b", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@b" };
  const env = { ...process.env, ...who, GIT_CONFIG_GLOBAL: "/dev/null" };
  const { status, stderr } = spawnSync("git", args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
}

beforeAll(() => {
  cli = copyCli();
  folder = mkdtempSync(join(tmpdir(), "spantom-ci-"));
  install();
  mkdirSync(at("origin"));
  const commit = (branch: string, name: string, content: string) => {
    git(at("origin"), "checkout", "-q", "-b", branch, ...(branch === "main" ? [] : ["main"]));
    writeFileSync(at("origin", name), content);
    git(at("origin"), "add", "-A");
    git(at("origin"), "commit", "-q", "-m", `Write ${name}`);
  };
  git(at("origin"), "init", "-q");
  writeFileSync(at("origin/package.json"), '{ "private": true, "type": "module" }');
  writeFileSync(at("origin/.gitignore"), "node_modules\n");
  writeFileSync(at("origin/measure.mjs"), program);
  commit("main", "render.mjs", render(0.2));
  commit("slower", "render.mjs", render(0.22));
  commit("same", "README.md", "# Pages\n");
});

afterAll(() => {
  cli.remove();
  rmSync(folder, { recursive: true });
});

/** What `npm ci` installs; an `npm` whose `ci [--prefix DIR]` needs no registry. */
function install(): void {
  mkdirSync(at("node_modules/.bin"), { recursive: true });
  symlinkSync(dirname(dirname(dirname(cli.bin))), at("node_modules/spantom"), "dir");
  symlinkSync(cli.bin, at("node_modules/.bin/spantom"));
  chmodSync(cli.bin, 0o755);
  mkdirSync(at("bin"));
  writeFileSync(at("bin/npm"), `#!/bin/sh\n[ "$1" = ci ] && ln -s '${at("node_modules")}' "\${3:-.}/node_modules"\n`, {
    mode: 0o755,
  });
}

/** A fresh checkout of a branch, alone in a folder. */
function checkOut(branch: string): string {
  const place = at(`checkout-${++checkouts}`);
  mkdirSync(place);
  git(place, "clone", "-q", "--branch", branch, at("origin"), "change");
  return join(place, "change");
}

async function bash(cwd: string, { script, shell }: Step) {
  const file = join(cwd, "../script.sh");
  writeFileSync(file, script);
  const summary = join(cwd, "../summary.md");
  const child = spawn("bash", [...shell, file], {
    cwd,
    env: {
      ...process.env,
      PATH: `${at("bin")}:${process.env.PATH}`,
      CI: "true",
      GITHUB_BASE_REF: "main",
      GITHUB_STEP_SUMMARY: summary,
      SPANTOM_DB: join(cwd, "unused.db"),
    },
  });
  const { code, stdout, stderr } = await waitFor(child);
  return { code, stdout, stderr, summary: existsSync(summary) ? readFileSync(summary, "utf8") : "" };
}

/** Up to the first step that fails. */
async function runWorkflow(branch: string) {
  const checkout = checkOut(branch);
  let ended = { code: null as number | null, stdout: "", stderr: "", summary: "" };
  for (const step of steps) {
    ended = await bash(checkout, step);
    if (ended.code !== 0) break;
  }
  return { ...ended, checkout };
}

describe("the workflow", () => {
  test("has the three steps that are tried here", () => {
    expect(steps.map(({ script }) => script.trim().split(/\s+/).slice(0, 3).join(" "))).toEqual([
      "npm ci",
      "git worktree add",
      "npx spantom compare",
    ]);
  });

  test.each([1, 2, 3, 4, 5])("fails on a slowdown of a tenth, time %i", async () => {
    const { code, stdout, stderr, summary, checkout } = await runWorkflow("slower");
    expect(stderr).not.toMatch(/^spantom: (?![AB] \d of 5)/m);
    expect(stdout).toMatch(/^- ✕ render p50 \\> 3%: \+\d/m);
    expect(code).toBe(3);
    expect(summary).toBe(stdout);
    expect(summary).toMatch(
      /^A: 5 runs of ([0-9a-f]{7}): .* B: 5 runs of (?!\1)[0-9a-f]{7}: .* The sides were run in turn\.$/m,
    );
    expect(existsSync(join(checkout, "runs.db"))).toBe(true);
  });

  test.each([1, 2, 3, 4, 5])("does not fail on a change that makes nothing slower, time %i", async () => {
    const { code, stderr, summary } = await runWorkflow("same");
    expect(stderr).not.toMatch(/^spantom: (?![AB] \d of 5)/m);
    expect(summary).not.toContain("✕");
    expect(code).toBe(0);
    expect(summary).toContain("Paired by page: 300 of 300 calls");
  });
});

test("the commands for one's own machine say the same", async () => {
  const { code, stdout } = await bash(checkOut("slower"), { script: inTurn, shell: ["-e"] });
  expect(stdout).toMatch(/^Fails: render p50 > 3%: \+/m);
  expect(code).toBe(3);
});

test("two files are compared, and the answer says that the sides were not run in turn", async () => {
  const { code, stdout } = await bash(checkOut("same"), { script: twoFiles, shell: ["-e"] });
  expect(stdout).toContain("Paired by page: 300 of 300 calls.");
  expect(stdout).toContain("The sides were run one after the other.");
  expect(code).toBe(0);
});

interface Shown {
  /** What the comment before the answer says. */
  readonly title: string;
  readonly change: number;
  /** Between runs. */
  readonly spread: number;
  readonly seed: number;
  readonly said: string;
  readonly code: number;
}

const SHOWN: readonly Shown[] = [
  { title: "a slowdown of a tenth", change: 0.1, spread: 0.01, seed: 4, said: "Slower", code: 3 },
  { title: "undecided", change: 0.05, spread: 0.03, seed: 1, said: "Undecided", code: 0 },
];

/** Ten runs of the page's program, in turn, that differ as planned. */
function makeAnswer({ change, spread, seed }: Shown, path: string): void {
  const random = createRandom(seed);
  const runs = Array.from({ length: 10 }, (_, run) => ({
    effect: Math.exp(spread * random.normal()) * (run % 2 === 1 ? 1 + change : 1),
    tags: { "git.commit": run % 2 === 1 ? "4c9109c" : "cb8a38e" },
  }));
  const db = makeRuns({ runs, jobs: 300, seed }, path);
  db.pragma("foreign_keys = OFF");
  db.exec(`
    DELETE FROM spans WHERE name <> 'job';
    DELETE FROM span_links;
    DELETE FROM span_tags WHERE key <> 'path';
    UPDATE spans SET name = 'render';
    UPDATE span_tags SET key = 'page';
    UPDATE runs SET id = replace(id, 'run-', 'hoodnbv8ls-d4');
    UPDATE run_tags SET run_id = replace(run_id, 'run-', 'hoodnbv8ls-d4');
    UPDATE run_spans SET run_id = replace(run_id, 'run-', 'hoodnbv8ls-d4');
  `);
  db.close();
}

test("the answers that the page shows are the command's", async () => {
  let written = text;
  for (const shown of SHOWN) {
    const path = at(`${shown.title}.db`);
    makeAnswer(shown, path);
    const args = ["compare", "commit:cb8a38e", "commit:4c9109c", "--fail-if", "render p50 > 3%", "--db-path", path];
    const { code, stdout } = await cli.run(args);
    expect([stdout.split(":")[0], code]).toEqual([shown.said, shown.code]);
    written = written.replace(
      new RegExp(`(<!-- ${shown.title} -->\\n\`\`\`text\\n).*?\`\`\``, "s"),
      (_, head) => `${head}${stdout.trimEnd()}\n\`\`\``,
    );
  }
  if (process.env.UPDATE_DOCS) writeFileSync(page, written);
  expect(readFileSync(page, "utf8")).toBe(written);
});
