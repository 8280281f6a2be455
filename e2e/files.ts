/** The dashboards' database files. Each is created when a test first needs it, never by importing this module. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { writeDriftingFile } from "../lib/fixtures/drifting-file.ts";
import { type FixtureSpan, makeDatabase } from "../lib/fixtures/fixture-database.ts";
import { makeRuns } from "../lib/fixtures/made-runs.ts";
import { makeMany } from "../lib/fixtures/many.ts";
import { writeOddFile } from "../lib/fixtures/odd-files.ts";
import { plantRuns, RUNS } from "./planted.ts";
import { pythonWritten, root } from "./running.ts";

export interface Source {
  readonly name: string;
  /** Puts the file where a dashboard expects it. */
  put(path: string): void | Promise<void>;
}

export const NO_FILE: Source = { name: "none", put: () => undefined };
export const EMPTY_FILE: Source = { name: "empty", put: (path) => writeFileSync(path, "") };

/** Written by the Python package: 2,980 spans in one run, two levels deep, without links. */
export const PYTHON: Source = { name: "python", put: (path) => copyFileSync(pythonWritten, path) };

/** @param make called once per worker, when a test needs the file */
export function fromSpans(
  name: string,
  make: () => readonly FixtureSpan[],
  options: Parameters<typeof makeDatabase>[1] = {},
): Source {
  return { name, put: (path) => writeFileSync(path, makeDatabase(make(), options).serialize()) };
}

/** Ten runs in turn, five of each code; `pack` takes a tenth longer in every other one. */
export const COMPARED: Source = {
  name: "compared",
  put(path) {
    const runs = Array.from({ length: 10 }, (_, run) => ({
      effect: 1 + 0.002 * ((run * 7) % 5),
      tags: {
        name: `${run % 2 === 0 ? "base" : "change"} ${Math.floor(run / 2) + 1}`,
        "git.commit": run % 2 === 0 ? "3f2c1ab0" : "91c04fe0",
        entry: run % 2 === 0 ? "a" : "b",
        "param.window": run % 2 === 0 ? "19" : "22",
        ...(run % 2 === 1 && { note: "a wider window" }),
      },
      ...(run % 2 === 1 && { factors: { pack: 1.1 } }),
    }));
    makeRuns({ runs, jobs: 60, seed: 1, eachLevel: true }, path).close();
  },
};

/** Three runs with known durations; measured ones differ each time. */
export const PLANTED = fromSpans("planted", plantRuns, { runs: RUNS });

const kept = fileURLToPath(new URL(".files/", import.meta.url));

function listFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}

function hashFiles(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((path) => listFiles(join(root, path)))) hash.update(readFileSync(path));
  return hash.digest("hex").slice(0, 12);
}

/** @returns false if another live process holds the lock */
function takeLock(lock: string): boolean {
  try {
    const descriptor = openSync(lock, "wx");
    writeFileSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch {
    const owner = Number(existsSync(lock) && readFileSync(lock, "utf8"));
    // 0: a process is just writing its id.
    if (owner > 0 && !isRunning(owner)) rmSync(lock, { force: true });
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A file that takes seconds to create: cached across test runs until one of its sources changes. */
function keep(name: string, madeFrom: readonly string[], write: (path: string) => void): Source {
  const ensure = async () => {
    const path = join(kept, `${name}-${hashFiles(madeFrom)}.db`);
    mkdirSync(kept, { recursive: true });
    const lock = join(kept, `${name}.lock`);
    while (!existsSync(path)) {
      if (!takeLock(lock)) {
        await pause(100);
        continue;
      }
      try {
        for (const old of readdirSync(kept)) if (old.startsWith(`${name}-`)) rmSync(join(kept, old));
        const part = join(kept, `${name}-part-${process.pid}.db`);
        write(part);
        renameSync(part, path);
      } finally {
        rmSync(lock);
      }
    }
    return path;
  };
  return { name, put: async (path) => link(await ensure(), path) };
}

/** Links a large file instead of copying it: the dashboards share its bytes, which none of them may change. */
function link(from: string, to: string): void {
  try {
    if (statSync(from).size > 10e6) return void linkSync(from, to);
  } catch {
    // The temporary folder is on another disk.
  }
  copyFileSync(from, to);
}

function runScript(args: readonly string[], db?: string): void {
  execFileSync(process.execPath, args, { cwd: root, env: { ...process.env, SPANTOM_DB: db }, stdio: "ignore" });
}

/** Three runs of examples/compress.mjs over this project's sources: three levels deep, tags of every kind. */
export const SAMPLE = keep("sample", ["examples/compress.mjs", "dist/lib"], (path) => {
  for (let run = 0; run < 3; run++) runScript(["examples/compress.mjs", "lib"], path);
});

/** One run of 350,000 spans: more than are read whole at once. */
export const MANY = keep(
  "many",
  ["lib/fixtures/many.ts", "lib/store/schema.ts"],
  (path) => void makeMany({ spans: 350_000, path }).close(),
);

/** Two runs of 350,000 spans each, which are read as samples at first. */
export const DRIFTING = keep("drifting", ["lib/fixtures/drifting-file.ts", "lib/store/schema.ts"], (path) =>
  writeDriftingFile(path, 350_000, 1),
);

/** Five million spans, the largest of the odd files. */
export const ODD_LARGE = keep(
  "odd-large",
  ["lib/fixtures/odd-files.ts", "lib/fixtures/drifting-file.ts", "lib/store/schema.ts"],
  (path) => writeOddFile("large", path),
);

/** 1,000,000 spans and 3,000,000 tags in ten runs, without an index, seeded. */
const MAKER = ["bench/make-file.mjs", "bench/files", "lib/fixtures/random.mjs", "lib/store/schema.ts"];
export const MILLION = keep("million", MAKER, (path) =>
  runScript(["bench/make-file.mjs", path, "--seed", "1", "--python"]),
);
