/** The list of runs in blocks: by code, or the newest first with sessions together. */
import type { Session } from "../../../lib/model/run.ts";
import { type CodeGroup, groupByCode, type ListedRun, matchesRun } from "../../../lib/model/run-groups.ts";
import { groupRuns, isSession } from "../../../lib/queries/sessions.ts";

export type Order = "code" | "newest";

export interface RunBlock {
  readonly key: string;
  /** What its runs have in common, if anything. */
  readonly code?: CodeGroup;
  readonly session?: Session;
  /** The newest first. */
  readonly runs: readonly ListedRun[];
  /** Those shown; the others on request. */
  readonly shown: readonly ListedRun[];
}

const FEW = 5;
const MANY = 100;

/** @param runs by start @param open keys of blocks that are shown whole */
export function listBlocks(
  runs: readonly ListedRun[],
  order: Order,
  typed: string,
  open: readonly string[],
): RunBlock[] {
  const found = typed === "" ? runs : runs.filter((run) => matchesRun(run, typed));
  const blocks = order === "code" ? blocksByCode(runs, found) : blocksByTime(runs, found);
  return blocks.map((block) => {
    const few = block.code && typed === "" ? FEW : MANY;
    // A single one more takes no more room than the words that there is one.
    const isWhole = open.includes(block.key) || block.runs.length <= few + 1;
    return { ...block, shown: isWhole ? block.runs : block.runs.slice(0, few) };
  });
}

type Block = Omit<RunBlock, "shown">;

/** Groups are those of all runs: what is typed must not change what a run belongs to. */
function blocksByCode(runs: readonly ListedRun[], found: readonly ListedRun[]): Block[] {
  return groupByCode(runs).flatMap((code) => {
    const own = code.runs.filter((run) => found.includes(run));
    return own.length > 0 ? [{ key: code.key, code, runs: own }] : [];
  });
}

/** Runs that are alone, one after the other, are one block. */
function blocksByTime(runs: readonly ListedRun[], found: readonly ListedRun[]): Block[] {
  const blocks: (Block & { runs: ListedRun[] })[] = [];
  for (const group of groupRuns(runs).toReversed()) {
    const members = (isSession(group) ? group.members.toReversed() : [group]) as ListedRun[];
    const own = members.filter((run) => found.includes(run));
    if (own.length === 0) continue;
    const last = blocks.at(-1);
    if (isSession(group)) blocks.push({ key: group.id, session: group, runs: own });
    else if (last && !last.session) last.runs.push(...own);
    else blocks.push({ key: `from ${group.id}`, runs: own });
  }
  return blocks;
}

/** By code is the start, where anything is known of it. */
export function defaultOrder(runs: readonly ListedRun[]): Order {
  return runs.some(({ tags }) => tags["git.commit"] !== undefined || tags.entry !== undefined) ? "code" : "newest";
}
