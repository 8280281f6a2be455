/** The commit that is checked out around a folder, read from `.git` alone: no program is started. */
import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export interface GitHead {
  /** The folder that holds `.git`. */
  readonly folder: string;
  /** The full hash. */
  readonly commit: string;
  /** Undefined if the head is detached. */
  readonly branch: string | undefined;
}

const HASH = /^[\da-f]{40}(?:[\da-f]{24})?$/;
/** A branch may be another name of a branch, and so on. */
const MAX_STEPS = 5;
/** Beyond that a file of packed references takes more than a millisecond. */
const MAX_PACKED = 2 ** 21;

/** Undefined outside of a working tree, before its first commit, or if the references are stored in another way. */
export function readGitHead(from: string): GitHead | undefined {
  const found = findGit(from);
  const head = found && readText(join(found.git, "HEAD"));
  if (!found || head === undefined) return undefined;
  const commit = followReference(found.git, head);
  if (commit === undefined) return undefined;
  const branch = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
  return { folder: found.folder, commit, branch };
}

function findGit(from: string): { readonly folder: string; readonly git: string } | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const git = gitFolder(folder);
    if (git !== undefined) return { folder, git };
    if (folder === dirname(folder)) return undefined;
  }
}

/** In further working trees, and in submodules, `.git` is a file that says where the folder is. */
function gitFolder(folder: string): string | undefined {
  const path = join(folder, ".git");
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return path;
  const link = stats?.isFile() ? /^gitdir: (.+)$/.exec(readText(path) ?? "")?.[1] : undefined;
  return link === undefined ? undefined : resolve(folder, link);
}

function followReference(git: string, head: string): string | undefined {
  let text: string | undefined = head;
  for (let step = 0; text !== undefined && step < MAX_STEPS; step++) {
    if (HASH.test(text)) return text;
    const name = /^ref: (refs\/.+)$/.exec(text)?.[1];
    if (name === undefined || name.split("/").includes("..")) return undefined;
    text = readReference(git, name);
  }
  return undefined;
}

function readReference(git: string, name: string): string | undefined {
  const own = readText(join(git, name));
  if (own !== undefined) return own;
  // Those of all working trees are in the folder of the first one.
  const shared = resolve(git, readText(join(git, "commondir")) ?? ".");
  return readText(join(shared, name)) ?? findPacked(join(shared, "packed-refs"), name);
}

function findPacked(path: string, name: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats || stats.size > MAX_PACKED) return undefined;
  const packed = readFileSync(path);
  const at = packed.indexOf(` ${name}\n`);
  return at < 0 ? undefined : packed.toString("latin1", packed.lastIndexOf("\n", at) + 1, at);
}

/** The trimmed content; undefined if there is no such file. */
function readText(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, "utf8").trim() : undefined;
}
