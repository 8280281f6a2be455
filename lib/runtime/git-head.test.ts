/** The commit that is checked out, as git itself names it. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { readGitHead } from "./git-head.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "spantom-git-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

function git(cwd: string, ...args: string[]): string {
  const as = ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main"];
  return execFileSync("git", [...as, "-c", "protocol.file.allow=always", ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, GIT_CONFIG_NOSYSTEM: "1", HOME: folder },
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

function createRepository(name = "repository"): string {
  const repository = join(folder, name);
  mkdirSync(join(repository, "a/b"), { recursive: true });
  git(repository, "init");
  git(repository, "commit", "--allow-empty", "-m", "first");
  return repository;
}

const hasGit = spawnSync("git", ["--version"]).status === 0;
describe.skipIf(because(!hasGit, "no git here"))("the commit", () => {
  test("of a branch, from any folder in it", () => {
    const repository = createRepository();
    git(repository, "checkout", "-b", "feature/x");
    git(repository, "commit", "--allow-empty", "-m", "second");
    const head = { folder: repository, commit: git(repository, "rev-parse", "HEAD"), branch: "feature/x" };
    expect(readGitHead(repository)).toEqual(head);
    expect(readGitHead(join(repository, "a/b"))).toEqual(head);
  });

  test("of a branch whose reference is packed, among others that begin or end like it", () => {
    const repository = createRepository();
    for (const name of ["a/main", "main2", "mai"]) {
      git(repository, "branch", name);
      git(repository, "commit", "--allow-empty", "-m", name);
    }
    git(repository, "pack-refs", "--all");
    expect(readGitHead(repository)?.commit).toBe(git(repository, "rev-parse", "HEAD"));
    git(repository, "commit", "--allow-empty", "-m", "later, and loose again");
    expect(readGitHead(repository)?.commit).toBe(git(repository, "rev-parse", "HEAD"));
  });

  test("without a branch", () => {
    const repository = createRepository();
    git(repository, "checkout", "--detach");
    const commit = git(repository, "rev-parse", "HEAD");
    expect(readGitHead(repository)).toEqual({ folder: repository, commit, branch: undefined });
  });

  test("of another working tree, and of a submodule", () => {
    const repository = createRepository();
    const tree = join(folder, "tree");
    git(repository, "worktree", "add", "-b", "other", tree);
    git(tree, "commit", "--allow-empty", "-m", "in the tree");
    expect(readGitHead(tree)).toEqual({ folder: tree, commit: git(tree, "rev-parse", "HEAD"), branch: "other" });
    git(repository, "pack-refs", "--all");
    expect(readGitHead(tree)?.commit).toBe(git(tree, "rev-parse", "HEAD"));
    const part = createRepository("part");
    git(repository, "submodule", "add", part, "part");
    expect(readGitHead(join(repository, "part"))?.commit).toBe(git(part, "rev-parse", "HEAD"));
  });

  test("of a repository with long hashes", () => {
    const repository = join(folder, "long");
    mkdirSync(repository);
    git(repository, "init", "--object-format=sha256");
    git(repository, "commit", "--allow-empty", "-m", "first");
    expect(readGitHead(repository)?.commit).toBe(git(repository, "rev-parse", "HEAD"));
  });

  test("is unknown before there is one, and outside of a working tree", () => {
    const repository = join(folder, "new");
    mkdirSync(repository);
    git(repository, "init");
    expect(readGitHead(repository)).toBeUndefined();
    expect(readGitHead(folder)).toBeUndefined();
  });

  test.each([
    ["a file elsewhere", "ref: refs/../../secret\n"],
    ["itself", "ref: refs/heads/main\n"],
    ["nothing", ""],
    ["no hash", "0123\n"],
  ])("is unknown where the branch refers to %s", (_, reference) => {
    const repository = createRepository();
    writeFileSync(join(folder, "secret"), `${"a".repeat(40)}\n`);
    writeFileSync(join(repository, ".git/refs/heads/main"), reference);
    expect(readGitHead(repository)).toBeUndefined();
    writeFileSync(join(repository, ".git/HEAD"), readFileSync(join(repository, ".git/refs/heads/main")));
    expect(readGitHead(repository)).toBeUndefined();
  });
});
