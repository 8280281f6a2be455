/** Runs by what they are of: those of the same code on the same machine can be compared with each other. */
import type { Run } from "./run.ts";
import { changedLines, parametersOf, type RunTags } from "./run-tags.ts";
import { codeKey, knownOf } from "./same-code.ts";

export interface ListedRun extends Run {
  /** Empty for one that is inferred, or from before there were tags. */
  readonly tags: RunTags;
  /** Whether its program is still there, as far as this machine can tell. */
  readonly recording: boolean;
}

/** What makes a run another one, although its code is the same: without the load, which always differs. */
export interface RunMachine {
  readonly host: string | null;
  readonly cpu: string | null;
  readonly node: string | null;
  readonly command: string | null;
}

export interface CodeGroup {
  readonly key: string;
  /** The newest first. */
  readonly runs: readonly ListedRun[];
  /** Null if unknown. */
  readonly commit: string | null;
  readonly branch: string | null;
  /** Lines that differ from the commit. */
  readonly lines: number;
  readonly machine: RunMachine;
  /** How that differs from the machine of the newest run of all. */
  readonly differences: readonly MachineDifference[];
}

export interface MachineDifference {
  readonly what: keyof RunMachine;
  readonly from: string;
  readonly to: string;
}

/** Those of the newest run first. @param runs by start */
export function groupByCode(runs: readonly ListedRun[]): CodeGroup[] {
  const newest = runs.at(-1);
  const groups = new Map<string, ListedRun[]>();
  for (const run of runs.toReversed()) {
    const key = groupOf(run);
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return [...groups].map(([key, own]) => {
    const [first] = own as [ListedRun];
    const { "git.commit": commit = null, "git.branch": branch = null } = first.tags;
    const machine = machineOf(first);
    const differences = newest ? compareMachines(machine, machineOf(newest)) : [];
    return { key, runs: own, commit, branch, lines: changedLines(first.tags), machine, differences };
  });
}

/** The same for runs of the same code on the same machine; their parameters may differ, which the list shows. */
function groupOf(run: ListedRun): string {
  return JSON.stringify([codeKey(knownOf(run, run.tags)), run.host]);
}

export function machineOf({ host, node, command, tags }: ListedRun): RunMachine {
  return { host, cpu: tags.cpu ?? null, node: node?.replace(/^v/, "") ?? null, command };
}

function compareMachines(one: RunMachine, other: RunMachine): MachineDifference[] {
  const order = ["node", "cpu", "host", "command"] as const;
  return order.flatMap((what) => {
    const [from, to] = [one[what], other[what]];
    return from !== null && to !== null && from !== to ? [{ what, from, to }] : [];
  });
}

/** The parameters in which any two of the runs differ, sorted: those that all share tell nothing apart. */
export function findDiffering(runs: readonly ListedRun[]): string[] {
  const parameters = runs.map(({ tags }) => parametersOf(tags));
  const keys = new Set(parameters.flatMap((own) => Object.keys(own)));
  return [...keys].sort().filter((key) => new Set(parameters.map((own) => own[key])).size > 1);
}

/** Whether the texts that a run is known by hold what was typed: name, note, id, commit, command, `key=value`. */
export function matchesRun({ id, command, tags }: ListedRun, typed: string): boolean {
  const parameters = Object.entries(parametersOf(tags)).map(([key, value]) => `${key}=${value}`);
  const texts = [tags.name, tags.note, id, tags["git.commit"], tags["git.branch"], command, ...parameters];
  const words = typed.toLowerCase().split(/\s+/);
  return words.every((word) => texts.some((text) => text?.toLowerCase().includes(word)));
}
