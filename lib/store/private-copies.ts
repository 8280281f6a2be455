/** The folder for copies of files that cannot be read in place: private to its owner, and removed at process exit. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { isThere } from "./process-state.ts";

const PREFIX = "spantom-copy-";

export interface PrivateCopies {
  /** A path for a new copy of a file. Of earlier copies only the last is kept: it may be about to be opened. */
  reserve(path: string): string;
  discard(copy: string): void;
  close(): void;
}

export function createPrivateCopies(): PrivateCopies {
  let folder: string | undefined;
  let count = 0;
  const reserved = new Map<string, string[]>();
  const close = () => {
    process.removeListener("exit", close);
    if (folder) rmSync(folder, { recursive: true, force: true });
    folder = undefined;
  };
  const discard = (copy: string) => rmSync(dirname(copy), { recursive: true, force: true });
  return {
    reserve(path) {
      if (!folder) {
        removeAbandoned();
        folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
        process.once("exit", close);
      }
      // One folder per copy, so that the file keeps its name.
      const copy = join(folder, String(++count), basename(path));
      mkdirSync(dirname(copy));
      const earlier = reserved.get(path) ?? [];
      for (const old of earlier.slice(0, -1)) discard(old);
      reserved.set(path, [...earlier.slice(-1), copy]);
      return copy;
    },
    discard,
    close,
  };
}

/** Removes the folders that killed processes have left. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^spantom-copy-(\d+)-/.exec(name)?.[1]);
    if (!pid || isThere(pid)) continue;
    const folder = join(tmpdir(), name);
    try {
      if (statSync(folder).uid === process.getuid?.()) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another process has just removed it.
    }
  }
}
