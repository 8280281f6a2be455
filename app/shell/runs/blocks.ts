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
/** Rows in all, that a browser lays out at once. */
const MAX_ROWS = 300;

/** What the runs of a file belong to: what is typed does not change it. */
export interface RunGroups {
  readonly byCode: readonly CodeGroup[];
  /** By time: runs that are alone, and sessions. */
  readonly byTime: readonly (ListedRun | Session)[];
}

/** @param runs by start */
export function makeGroups(runs: readonly ListedRun[]): RunGroups {
  return { byCode: groupByCode(runs), byTime: groupRuns(runs) as (ListedRun | Session)[] };
}

interface ListedBlocks {
  readonly blocks: readonly RunBlock[];
  /** Blocks that are not listed yet. */
  readonly left: number;
}

/**
 * @param open keys of blocks that are shown whole
 * @param parts how many times as many rows as at first are listed
 */
export function listBlocks(
  groups: RunGroups,
  order: Order,
  typed: string,
  open: readonly string[],
  parts = 1,
): ListedBlocks {
  const finds = (run: ListedRun) => typed === "" || matchesRun(run, typed);
  const all = order === "code" ? blocksByCode(groups.byCode, finds) : blocksByTime(groups.byTime, finds);
  const blocks: RunBlock[] = [];
  let rows = 0;
  for (const block of all) {
    if (rows >= parts * MAX_ROWS) break;
    const few = block.code && typed === "" ? FEW : MANY;
    // A single one more takes no more room than the words that there is one.
    const isWhole = open.includes(block.key) || block.runs.length <= few + 1;
    const shown = isWhole ? block.runs : block.runs.slice(0, few);
    blocks.push({ ...block, shown });
    rows += 1 + shown.length;
  }
  return { blocks, left: all.length - blocks.length };
}

type Block = Omit<RunBlock, "shown">;
type Finds = (run: ListedRun) => boolean;

function blocksByCode(groups: readonly CodeGroup[], finds: Finds): Block[] {
  return groups.flatMap((code) => {
    const runs = code.runs.filter(finds);
    return runs.length > 0 ? [{ key: code.key, code, runs }] : [];
  });
}

/** Runs that are alone, one after the other, are one block. */
function blocksByTime(groups: readonly (ListedRun | Session)[], finds: Finds): Block[] {
  const blocks: (Block & { runs: ListedRun[] })[] = [];
  for (const group of groups.toReversed()) {
    const members = (isSession(group) ? group.members.toReversed() : [group]) as ListedRun[];
    const own = members.filter(finds);
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
