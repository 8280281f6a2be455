/** Which runs did the same: what they differ by is the machine. */

/** What is known of a run, as in `run_tags`, with its `node` and `command`. */
export type KnownOfRun = ReadonlyMap<string, string>;

const CODE = ["git.commit", "git.diff", "entry", "node", "cpu", "cores", "command"] as const;
const PARAMETER = "param.";

/**
 * A text that is the same for runs of the same commit, changed lines, started file, Node.js, processor, command and
 * parameters; null if the code is not known.
 */
export function codeOf(run: KnownOfRun): string | null {
  if (!run.has("entry")) return null;
  const parameters = [...run].filter(([key]) => key.startsWith(PARAMETER)).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([CODE.map((key) => run.get(key) ?? null), parameters]);
}
