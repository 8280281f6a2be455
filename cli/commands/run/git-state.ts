/** How far the working tree is from its commit, as git itself says; untracked files do not count. */
import { spawnSync } from "node:child_process";
import { contentHash } from "../../../lib/runtime/content-hash.ts";

export interface GitState {
  /** The working tree's folder. */
  readonly folder: string;
  /** Lines added and removed since the commit; 0 if nothing was changed. */
  readonly dirty: number;
  /** A hash of the changes, for recognizing the same ones; undefined without any, or if they are too large. */
  readonly diff?: string;
}

/** Milliseconds that each of three calls may take, and bytes of a diff: a program is not kept waiting for more. */
const PATIENCE = 5_000;
const MAX_DIFF = 2 ** 26;

/** Undefined without git, without a commit, or if that takes too long. */
export function readGitState(cwd: string): GitState | undefined {
  const folder = git(cwd, ["rev-parse", "--show-toplevel"])
    ?.toString()
    .replace(/\r?\n$/, "");
  if (!folder) return undefined;
  const plain = ["--no-ext-diff", "--no-textconv", "--no-color", "--no-renames"];
  const counts = git(folder, ["diff", "HEAD", "--numstat", ...plain]);
  if (!counts) return undefined;
  if (counts.length === 0) return { folder, dirty: 0 };
  const diff = git(folder, ["diff", "HEAD", "--binary", ...plain]);
  return { folder, dirty: countLines(counts.toString()), ...(diff && { diff: contentHash(diff) }) };
}

/** A changed binary file has no lines, and counts as one. */
function countLines(counts: string): number {
  const lines = counts.trimEnd().split("\n");
  return lines.reduce((sum, line) => {
    const [added, removed] = line.split("\t").map(Number);
    return sum + Math.max(1, (added || 0) + (removed || 0));
  }, 0);
}

function git(cwd: string, args: readonly string[]): Buffer | undefined {
  const { status, stdout } = spawnSync("git", args, {
    cwd,
    timeout: PATIENCE,
    maxBuffer: MAX_DIFF,
    stdio: ["ignore", "pipe", "ignore"],
    // It would otherwise write to its index.
    env: { ...process.env, GIT_OPTIONAL_LOCKS: "0" },
  });
  return status === 0 ? stdout : undefined;
}
