/** The three kinds of file that every view is shown: a real program's, one of the Python package, a million spans. Made when first asked for. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythonWritten, root } from "./running.ts";

const folder = fileURLToPath(new URL(".files/", import.meta.url));

/** Made once; a file that is half made has another name. */
function make(name: string, write: (path: string) => void): string {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const part = join(folder, `part-${process.pid}-${name}`);
  write(part);
  renameSync(part, path);
  return path;
}

function runScript(args: readonly string[], db?: string): void {
  execFileSync(process.execPath, args, { cwd: root, env: { ...process.env, SPANTOM_DB: db }, stdio: "ignore" });
}

/** Three runs of examples/compress.mjs over this project's own sources: 12,960 spans, three deep, tags of every kind. */
export function sampleFile(): string {
  return make("sample.db", (path) => {
    for (let run = 0; run < 3; run++) runScript(["examples/compress.mjs", "lib"], path);
  });
}

/** 1,000,000 spans and 3,000,000 tags in ten runs, without an index; seeded. */
export function millionFile(): string {
  return make("million.db", (path) => runScript(["bench/make-file.mjs", path, "--seed", "1", "--python"]));
}

export const FILES = { sample: sampleFile, python: () => pythonWritten, million: millionFile } as const;
