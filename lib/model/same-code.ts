/** Which runs are of the same code on the same kind of machine: what they differ by is chance. */
import type { Run } from "./run.ts";
import { PARAMETER, type RunTags } from "./run-tags.ts";

/** What is known of a run: its tags, with its `node`, `command` and `host`. */
export type KnownOfRun = ReadonlyMap<string, string>;

export function knownOf(run: Pick<Run, "node" | "command" | "host">, tags: RunTags = {}): Map<string, string> {
  const known = new Map(Object.entries(tags));
  for (const key of ["node", "command", "host"] as const) if (run[key] !== null) known.set(key, run[key]);
  return known;
}

// The started file, too: without a commit it has to do, and it may be none of git's.
const CODE = ["git.commit", "git.dirty", "git.diff", "entry", "node", "cpu", "cores", "command"] as const;

/**
 * A text that is the same for runs of the same commit, changed lines (as far as `spantom run` has found them out), started
 * file, Node.js, processor and command, whatever their parameters.
 */
export function codeKey(run: KnownOfRun): string {
  return JSON.stringify(CODE.map((key) => run.get(key) ?? null));
}

/** The same for runs of the same parameters, too; null if the code is not known. */
export function codeOf(run: KnownOfRun): string | null {
  if (!run.has("entry")) return null;
  const parameters = [...run].filter(([key]) => key.startsWith(PARAMETER)).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([codeKey(run), parameters]);
}
