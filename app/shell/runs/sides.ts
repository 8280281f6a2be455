/** The runs that are picked for the two sides of a comparison, while they are picked. */
import { formatCounted } from "../../../lib/model/format.ts";
import type { CodeGroup, ListedRun } from "../../../lib/model/run-groups.ts";
import { formatCommit } from "../../../lib/model/run-tags.ts";
import { shareValue } from "../../ui/shared-value.ts";

export type Side = "A" | "B";
/** Ids of runs. */
export type Sides = Readonly<Record<Side, readonly string[]>>;

export const NO_SIDES: Sides = { A: [], B: [] };

/** Kept while the page is open, so that runs can be looked at in between. */
export const sharedSides = shareValue<Sides>(NO_SIDES);

/** All of these runs, some of them, or none. */
export function stateOf(sides: Sides, side: Side, runs: readonly ListedRun[]): "all" | "some" | "none" {
  const picked = runs.filter(({ id }) => sides[side].includes(id)).length;
  return picked === 0 ? "none" : picked === runs.length ? "all" : "some";
}

/** Picks them all, or none if they all are. A run is on one side only. */
export function toggleRuns(sides: Sides, side: Side, runs: readonly ListedRun[]): Sides {
  const ids = runs.map(({ id }) => id);
  const other = side === "A" ? "B" : "A";
  const without = (from: readonly string[]) => from.filter((id) => !ids.includes(id));
  const next = stateOf(sides, side, runs) === "all" ? [] : ids;
  return { ...sides, [side]: [...without(sides[side]), ...next], [other]: without(sides[other]) };
}

/** Without runs that are no longer in the file. */
export function keepKnown(sides: Sides, runs: readonly ListedRun[]): Sides {
  const known = new Set(runs.map(({ id }) => id));
  return { A: sides.A.filter((id) => known.has(id)), B: sides.B.filter((id) => known.has(id)) };
}

/** `5 of 8 runs of 3f2c1ab`, `5 runs of working tree`, `base 3`, `3 runs`. */
export function describeSide(ids: readonly string[], groups: readonly CodeGroup[]): string {
  const own = groups.filter(({ runs }) => runs.some(({ id }) => ids.includes(id)));
  const [group] = own;
  if (!group) return "no run";
  const [run] = group.runs.filter(({ id }) => ids.includes(id));
  if (ids.length === 1 && run) return run.tags.name ?? `1 run of ${nameCode(group)}`;
  if (own.length > 1) return formatCounted(ids.length, "run");
  const all = group.runs.length;
  const count = ids.length < all ? `${ids.length} of ${all} runs` : `${all} runs`;
  return `${count} of ${nameCode(group)}`;
}

function nameCode({ lines, commit, machine }: CodeGroup): string {
  if (commit === null) return machine.command ?? "one program";
  return lines > 0 ? "working tree" : formatCommit(commit);
}
