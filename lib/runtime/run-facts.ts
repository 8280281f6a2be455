/**
 * What a run was of and on: code and machine, for telling whether two runs can be compared. Read once, before the run's
 * row is written: in about a millisecond, and a few more for a large file. What cannot be read is left out.
 */
import { closeSync, openSync, readFileSync, readSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import { dirname } from "node:path";
import type { RunTags } from "../model/run-tags.ts";
import { driverVersion } from "../store/driver.ts";
import { contentHash } from "./content-hash.ts";
import { readObject } from "./environment.ts";
import { type GitHead, readGitHead } from "./git-head.ts";
import type { Run } from "./run.ts";

const MAX_VALUE = 1024;
/** Hashing takes about a millisecond for 2 MB. */
const MAX_ENTRY = 2 ** 23;

/** The facts about this run, by the key that they have in `run_tags`. */
export function readRunFacts({ entry, cwd }: Pick<Run, "entry" | "cwd">): RunTags {
  const facts: Record<string, string> = {};
  if (entry !== null) Object.assign(facts, readCode(entry, cwd));
  Object.assign(facts, readMachine());
  return facts;
}

function readCode(entry: string, cwd: string): RunTags {
  const file = attempt(() => entryFile(entry));
  const head = attempt(() => (file && findOwnHead(file)) || readGitHead(cwd));
  return present({
    "git.commit": head?.commit,
    "git.branch": head?.branch,
    ...(head && attempt(() => readChanges(head.folder))),
    entry: attempt(() => file && statSync(file).size <= MAX_ENTRY && contentHash(readFileSync(file))),
  });
}

/** None for what is installed: a global test runner lies in the repository of nvm or Homebrew. */
function findOwnHead(file: string): GitHead | undefined {
  const path = realpathSync(file);
  return /[\\/]node_modules[\\/]/.test(path) ? undefined : readGitHead(dirname(path));
}

/**
 * What `spantom run`, which may start git, found changed since the commit: `SPANTOM_RUN_GIT`. Only if it is about the
 * same working tree: a program may be started from another one.
 */
function readChanges(folder: string) {
  const { folder: root, dirty, diff } = readObject("SPANTOM_RUN_GIT", '{"folder":"/code","dirty":14,"diff":"ab12"}');
  // On Windows git writes the same path in another way.
  if (typeof root !== "string" || realpathSync.native(folder) !== realpathSync.native(root)) return {};
  return {
    "git.dirty": typeof dirty === "number" && String(dirty),
    "git.diff": typeof diff === "string" && diff,
  };
}

function readMachine(): RunTags {
  return present({
    cpu: attempt(cpuModel),
    cores: attempt(() => String(availableParallelism())),
    memory: attempt(() => String(Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY))),
    os: attempt(() => `${type()} ${release()} ${process.arch}`),
    "better-sqlite3": attempt(driverVersion),
    // Windows has no such figure.
    load: attempt(() => process.platform !== "win32" && loadavg()[0]?.toFixed(2)),
  });
}

/** The file that Node was started with: `node .` and `node program` name it without its ending. */
function entryFile(entry: string): string | undefined {
  if (entry === "") return undefined;
  if (statSync(entry, { throwIfNoEntry: false })?.isFile()) return entry;
  return createRequire(entry).resolve(entry);
}

/** Not `cpus()` on Linux, which reads the speed of each core: 10 ms and more on large machines. */
function cpuModel(): string | undefined {
  const first = process.platform === "linux" ? attempt(() => readStart("/proc/cpuinfo")) : undefined;
  return (first && /^model name\s*: (.*)$/m.exec(first)?.[1]) || cpus()[0]?.model.trim();
}

function readStart(path: string): string {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(4096);
    return bytes.toString("utf8", 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function present(facts: Readonly<Record<string, string | false | undefined>>): RunTags {
  const known = Object.entries(facts).filter(([, value]) => value);
  return Object.fromEntries(known.map(([key, value]) => [key, String(value).slice(0, MAX_VALUE).toWellFormed()]));
}

/** A sandbox may forbid anything. Passes on that the program is out of stack: it is tried again then. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RangeError && !("code" in cause)) throw cause;
    return undefined;
  }
}
