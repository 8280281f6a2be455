/** Reads the runs of both sides one after the other, and pairs their calls by name. */

import { type BySide, mapSides } from "../analysis/compare/by-side.ts";
import type { GroupCalls } from "../analysis/compare/group-changes.ts";
import type { PairingKey } from "../analysis/compare/identity.ts";
import type { RunCalls } from "../analysis/compare/keyed-calls.ts";
import { choosePairing, keyCalls, MIN_SHARED, type Pairing, UNPAIRED } from "../analysis/compare/pairing.ts";
import { splitByPath } from "../analysis/compare/split-calls.ts";
import { UnitedPaths } from "../analysis/tree/unite-paths.ts";
import type { TellProgress } from "../model/progress.ts";
import { formatText } from "../model/shown-text.ts";
import { NumberIndex } from "../stats/number-index.ts";
import { mapInts } from "../stats/typed-arrays.ts";
import { findPairingKeys } from "./pairing-keys.ts";
import { ParamsError } from "./params-error.ts";
import { chooseRunSplit, type NamedCalls, type ReadRun, type RunUnit, readRun } from "./run-calls.ts";

/** By which tags calls are paired, or that none are; null to choose from the runs. */
export type PairBy = readonly string[] | "none" | null;

export interface RunsToPair {
  readonly baseline: readonly RunUnit[];
  readonly candidate: readonly RunUnit[];
  /** Groups of older runs, each of one code. */
  readonly older: readonly (readonly RunUnit[])[];
}

export interface PairingRequest {
  readonly pairBy: PairBy;
  /** Whether calls are told apart by their paths, too. */
  readonly byPath: boolean;
}

export interface PairedRuns {
  /** By name. */
  readonly groups: ReadonlyMap<string, GroupCalls>;
  /** Seconds in which at least one span ran. */
  readonly covered: BySide<number>;
  /** By name. */
  readonly sums: ReadonlyMap<string, BySide<Pick<NamedCalls, "errors" | "self">>>;
  /** Tags that calls can be paired by. */
  readonly offered: readonly string[];
  /** Null if they were not asked for. */
  readonly paths: PairedPaths | null;
}

/** The calls of each path, which are part of those of a name and are paired like them. */
export interface PairedPaths {
  readonly tree: UnitedPaths;
  /** By the path's number; without those that have no calls of their own. */
  readonly groups: ReadonlyMap<number, GroupCalls>;
  readonly split: readonly string[];
}

export function readPairedRuns(
  { baseline, candidate, older }: RunsToPair,
  { pairBy, byPath }: PairingRequest,
  tell: TellProgress,
): PairedRuns {
  // Those most like each other, if runs were made one after the other.
  const [first, other] = [baseline.at(-1), candidate[0]];
  const offers = first && other ? unite(findPairingKeys(first), findPairingKeys(other)) : [];
  const offered = offers.map(({ key }) => key);
  const tried = pairBy === null ? offered : pairBy === "none" ? [] : pairBy;
  const split = byPath && first ? chooseRunSplit(first) : null;
  const read = new Map<RunUnit, ReadRun>();
  for (const unit of [first, other])
    if (unit && !read.has(unit)) read.set(unit, readRun(unit, { keys: tried, split }, tell));
  const names = new Names(pairBy, offers, first && read.get(first), other && read.get(other));
  const tree = new UnitedPaths();
  const keyed = new Map<RunUnit, KeyedRun>();
  const keyRun = (unit: RunUnit): KeyedRun => {
    const known = keyed.get(unit) ?? keyOnce(unit);
    keyed.set(unit, known);
    return known;
  };
  const keyOnce = (unit: RunUnit): KeyedRun => {
    const { covered, names: named, paths } = read.get(unit) ?? readRun(unit, { keys: names.keys(), split }, tell);
    read.delete(unit);
    const united = paths && tree.add(paths);
    return {
      covered,
      calls: new Map([...named].map(([name, calls]) => [name, names.toKeys(name, calls)])),
      paths:
        united &&
        new Map(
          [...named].map(([name, calls]) => [name, mapInts(calls.paths ?? [], (path) => united[path] as number)]),
        ),
      sums: new Map([...named].map(([name, { errors, self }]) => [name, { errors, self }])),
    };
  };
  const runs = {
    baseline: baseline.map(keyRun),
    candidate: candidate.map(keyRun),
    older: older.map((group) => group.map(keyRun)),
  };
  const compared = [...new Set([...runs.baseline, ...runs.candidate].flatMap(({ calls }) => [...calls.keys()]))];
  const groups = new Map(
    compared.map((name) => [
      name,
      names.group(
        name,
        mapSides(runs, ({ calls }) => calls.get(name) ?? NO_CALLS),
      ),
    ]),
  );
  const splitName = ([name, group]: readonly [string, GroupCalls]) =>
    splitByPath(
      group,
      mapSides(runs, ({ paths }) => paths?.get(name) ?? NO_PATHS),
    );
  return {
    groups,
    covered: mapSides(runs, (run) => run.covered),
    sums: new Map(compared.map((name) => [name, mapSides(runs, ({ sums }) => sums.get(name) ?? NO_SUMS)])),
    offered,
    paths: split && { tree, split, groups: new Map([...groups].flatMap(splitName)) },
  };
}

interface KeyedRun {
  readonly covered: number;
  readonly calls: ReadonlyMap<string, RunCalls>;
  /** The path of each of these. */
  readonly paths: ReadonlyMap<string, Int32Array> | null;
  readonly sums: ReadonlyMap<string, Pick<NamedCalls, "errors" | "self">>;
}

const NO_SUMS = { errors: 0, self: 0 };
const NO_PATHS = new Int32Array(0);
const NO_CALLS: RunCalls = { keys: new Int32Array(0), durations: new Float64Array(0) };

/** The pairing of each name, and the numbers of its keys. */
class Names {
  readonly #pairings = new Map<string, Pairing>();
  readonly #indexes = new Map<string, NumberIndex>();
  readonly #forced: Pairing | undefined;

  /** @param first @param other the runs to choose from */
  constructor(pairBy: PairBy, offers: readonly PairingKey[], first: ReadRun | undefined, other: ReadRun | undefined) {
    if (pairBy === "none") this.#forced = UNPAIRED;
    else if (pairBy !== null) {
      this.#forced = { kind: "tags", keys: pairBy };
      if (!first || !other) return;
      checkKeys(pairBy, [first, other], offers);
      for (const [name, calls] of [...first.names, ...other.names])
        if (!pairBy.some((key) => hasValues(calls, key))) this.#pairings.set(name, UNPAIRED);
    } else
      for (const [name, calls] of first?.names ?? []) {
        const same = other?.names.get(name);
        if (same) this.#pairings.set(name, choosePairing(calls, same, offers));
      }
  }

  #pairingOf(name: string): Pairing {
    return this.#pairings.get(name) ?? this.#forced ?? UNPAIRED;
  }

  /** The tags that any name is paired by. */
  keys(): string[] {
    const pairings = this.#forced ? [this.#forced] : [...this.#pairings.values()];
    return [...new Set(pairings.flatMap(({ keys }) => keys))];
  }

  toKeys(name: string, calls: NamedCalls): RunCalls {
    const hashes = keyCalls(calls, this.#pairingOf(name));
    const index = this.#indexes.get(name) ?? new NumberIndex(hashes.length);
    this.#indexes.set(name, index);
    return { keys: mapInts(hashes, (hash) => index.add(hash)), durations: calls.durations };
  }

  /** Calls that too few other runs have are compared all together, unless the pairing was asked for. */
  group(name: string, calls: BySide<RunCalls>): GroupCalls {
    const pairing = this.#pairingOf(name);
    const keyCount = this.#indexes.get(name)?.size ?? 0;
    if (this.#forced || pairing.kind === "none" || sharedShare(calls, keyCount) >= MIN_SHARED)
      return { ...calls, keyCount, pairing };
    const together = mapSides(calls, ({ durations }) => ({ keys: new Int32Array(durations.length), durations }));
    return { ...together, keyCount: 1, pairing: UNPAIRED };
  }
}

/** @throws ParamsError if all calls of a run lack one of the tags: they would be paired by their order alone */
function checkKeys(keys: readonly string[], runs: readonly ReadRun[], offers: readonly PairingKey[]): void {
  const missing = keys.find(
    (key) => !runs.every(({ names }) => [...names.values()].some((calls) => hasValues(calls, key))),
  );
  if (missing === undefined) return;
  const offered = offers.map(({ key }) => formatText(key)).join(", ");
  const instead = offered === "" ? "they have no tags in common" : `choose from ${offered}`;
  throw new ParamsError(`pair by ${formatText(missing)}: calls of both sides need this tag; ${instead}`);
}

function hasValues({ valuesOf }: NamedCalls, key: string): boolean {
  return valuesOf.get(key)?.some((value) => value !== 0) === true;
}

/** The share of distinct calls of the side that has more that the other has, too. */
function sharedShare({ baseline, candidate }: BySide<RunCalls>, keyCount: number): number {
  const sides = [baseline, candidate].map((runs) => {
    const has = new Uint8Array(keyCount);
    for (const { keys } of runs) for (const key of keys) has[key] = 1;
    return has;
  });
  const [mine, theirs] = sides as [Uint8Array, Uint8Array];
  const count = (has: (key: number) => number) => mine.reduce((sum, _, key) => sum + has(key), 0);
  const both = count((key) => (mine[key] as number) & (theirs[key] as number));
  return (
    both /
    Math.max(
      1,
      count((key) => mine[key] as number),
      count((key) => theirs[key] as number),
    )
  );
}

function unite(mine: readonly PairingKey[], theirs: readonly PairingKey[]): PairingKey[] {
  const others = new Map(theirs.map((key) => [key.key, key]));
  // A tag of one side only pairs nothing.
  return mine.flatMap(({ key, kind }) => {
    const other = others.get(key);
    if (!other) return [];
    const kinds = [kind, other.kind];
    return [{ key, kind: kinds.includes("text") ? "text" : kinds.includes("fraction") ? "fraction" : "whole" }];
  });
}
