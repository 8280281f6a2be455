/** The tags of a run: what its code and machine were, what it is called, and its parameters. */
import { formatCounted } from "./format.ts";

/** By the key that they have in the table `run_tags`. */
export type RunTags = Readonly<Record<string, string>>;

/** Before the key of a parameter, so that none hides a fact. */
export const PARAMETER = "param.";

/** In place of the name of a span that a tag is inherited from: all spans of a run inherit its parameters. */
export const RUN_NAME = "the run";

/** What a person may change after the run. */
export const EDITABLE = ["name", "note"] as const;
export type Editable = (typeof EDITABLE)[number];

export function isEditable(key: string): key is Editable {
  return (EDITABLE as readonly string[]).includes(key);
}

/** What it was called with or said of itself, by the parameters' own keys; sorted. */
export function parametersOf(tags: RunTags): RunTags {
  const own = Object.entries(tags).filter(([key]) => key.startsWith(PARAMETER));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(PARAMETER.length), value]).sort(byKey));
}

function byKey([a = ""]: readonly string[], [b = ""]: readonly string[]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const SHORT_HASH = 7;

/** `3f2c1ab`, `3f2c1ab + 14 lines` */
export function formatCommit(commit: string, lines = 0): string {
  return `${commit.slice(0, SHORT_HASH)}${lines > 0 ? ` + ${formatCounted(lines, "line")}` : ""}`;
}

/** Lines that differ from the commit, as far as that is known. */
export function changedLines(tags: RunTags): number {
  const lines = Number(tags["git.dirty"] ?? 0);
  return Number.isFinite(lines) ? lines : 0;
}
