/**
 * Finds where within the calls the selected ones spend their extra time: in children of a name, deeper along a path of
 * names, or outside of all children.
 */

import type { SpanColumns } from "../../columns/columns.ts";
import { findWhole, placesOfRows } from "../../columns/span-tree.ts";
import { normalTails } from "../../stats/chance.ts";
import { GrowingInts } from "../../stats/growing.ts";
import { quantile } from "../../stats/order.ts";
import { compareRanks, spearman } from "../../stats/ranks.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import { FEW_CALLS, MIN_EFFECT } from "./category.ts";
import type { Split } from "./selection.ts";
import { type Level, WithinCalls } from "./within-calls.ts";

/** How a part of the calls' time sets the selected ones apart. */
export interface PartFinding {
  /** Rank difference of the seconds that calls spend in it, 0 to 1. */
  readonly effect: number;
  /** Corrected for all names tried. */
  readonly chance: number;
  /** The share of the selected calls' time above the rest's typical call that lies in it, 0 to 1. */
  readonly coverage: number;
  /** Its share of the calls' time. */
  readonly share: { readonly selected: number; readonly rest: number };
  /** Mean seconds per call. */
  readonly seconds: { readonly selected: number; readonly rest: number };
  readonly measure: {
    /** Seconds of a call, by its index in the split; NaN if its children may not all have been read. */
    readonly at: (index: number) => number;
    readonly ranked: true;
  };
}

export interface ChildFinding extends PartFinding {
  readonly kind: "child";
  /** The path as text, `load › http GET pricing`. */
  readonly key: string;
  /** Names below the call, outermost first. */
  readonly path: readonly string[];
  /** For each name of the path the place of the call's longest such span, by row of the columns; -1 for none. */
  readonly longest: readonly Int32Array[];
}

/** Time outside of all children: own code, or waiting for something that is no span. */
export interface SelfFinding extends PartFinding {
  readonly kind: "self";
  readonly key: "";
}

export interface WithinFindings {
  /** Strongest first. */
  readonly children: readonly ChildFinding[];
  /** Null if the extra time is not there, or the calls have no children. */
  readonly self: SelfFinding | null;
}

const NOTHING: WithinFindings = { children: [], self: null };

/** A child with a smaller share of the extra time is not worth a line. */
const MIN_COVERAGE = 0.1;
/** Nor one that takes no more of the extra time than of any: all parts of a call grow with its size. */
const MIN_LIFT = 0.1;
/** Unless most of it is there, whatever the share of usual calls. */
const MOST = 2 / 3;
/** Means sieve the names before the exact figures, which use medians. */
const SIEVE = 0.05;
/** The share of a path's coverage that a name below it must carry to be named instead. */
const CARRIED = 0.8;
/** Deeper paths are hard to read; those of recursion have no end. */
const MAX_DEPTH = 8;
const MAX_CHILDREN = 3;

export function findWithin(columns: SpanColumns, split: Split): WithinFindings {
  const { tree } = columns;
  if (!tree) return NOTHING;
  const rowPlaces = placesOfRows(tree);
  const whole = findWhole(tree);
  const places = split.rows.map((row) => {
    const place = rowPlaces[row] as number;
    return whole[place] === 1 ? place : -1;
  });
  const calls = describeCalls(split, places);
  if (!calls) return NOTHING;
  const within = new WithinCalls(tree, places);
  const first = within.firstLevel();
  if (first.places.length === 0) return NOTHING;
  const search = { within, calls, rows: { of: split.rows, count: columns.count } };
  const children = findNames(search, first, 0).map((found) => descend(search, found, first, []));
  children.sort((a, b) => b.coverage - a.coverage);
  return { children: children.slice(0, MAX_CHILDREN), self: findSelf(search, first) };
}

/** The calls compared: those whose children were all read. */
interface Calls {
  readonly split: Split;
  /** Indices in the split. */
  readonly selected: Int32Array;
  readonly rest: Int32Array;
  readonly places: Int32Array;
  /** What a typical call of the rest takes, seconds. */
  readonly typical: number;
  /** Mean of the selected calls minus mean of the rest, seconds. */
  readonly meanExcess: number;
}

interface Search {
  readonly within: WithinCalls;
  readonly calls: Calls;
  readonly rows: { readonly of: Int32Array; readonly count: number };
}

/** Undefined unless there are two calls on either side, and the selected ones take longer. */
function describeCalls(split: Split, places: Int32Array): Calls | undefined {
  const groups = [new GrowingInts(), new GrowingInts()] as const;
  for (let index = 0; index < split.count; index++)
    if ((places[index] as number) >= 0) groups[split.selected[index] as 0 | 1].push(index);
  const [rest, selected] = [groups[0].view, groups[1].view];
  if (selected.length < 2 || rest.length < 2) return undefined;
  const typical = quantile(pick(split.durations, rest).sort(), 0.5);
  const meanExcess = meanOf(split.durations, selected) - meanOf(split.durations, rest);
  return meanExcess > 0 ? { split, selected, rest, places, typical, meanExcess } : undefined;
}

interface NameFinding extends PartFinding {
  readonly name: number;
  /** Names tried so far. */
  readonly tried: number;
}

/** The names of a level that carry extra time. */
function findNames({ within, calls }: Search, level: Level, triedBefore: number): NameFinding[] {
  const sums = [0, 1].map(() => new Float64Array(within.names.length)) as [Float64Array, Float64Array];
  within.eachTime(level, (call, name, seconds) => {
    const sum = sums[calls.split.selected[call] as 0 | 1];
    sum[name] = (sum[name] as number) + seconds;
  });
  const [rest, selected] = sums;
  let tried = triedBefore;
  const names: number[] = [];
  for (let name = 0; name < selected.length; name++) {
    if (selected[name] === 0 && rest[name] === 0) continue;
    tried++;
    const excess = (selected[name] as number) / calls.selected.length - (rest[name] as number) / calls.rest.length;
    if (excess >= SIEVE * calls.meanExcess) names.push(name);
  }
  return names.flatMap((name) => {
    const found = weighPart(calls, within.timesIn(level, name), tried);
    return found ? [{ ...found, name, tried }] : [];
  });
}

/** Follows a name to the deepest path that still carries its extra time. */
function descend(search: Search, found: NameFinding, level: Level, above: readonly NameOnPath[]): ChildFinding {
  const path = [...above, { name: found.name, longest: spreadToRows(search, level, found.name) }];
  if (path.length < MAX_DEPTH) {
    const next = search.within.nextLevel(level, found.name);
    const carriers = next.places.length > 0 ? findNames(search, next, found.tried) : [];
    const [best] = carriers.sort((a, b) => b.coverage - a.coverage);
    if (best && best.coverage >= CARRIED * found.coverage) return descend(search, best, next, path);
  }
  const names = path.map(({ name }) => search.within.names[name] ?? "");
  const { name: _, tried: __, ...part } = found;
  return { kind: "child", key: names.join(" › "), path: names, longest: path.map(({ longest }) => longest), ...part };
}

interface NameOnPath {
  readonly name: number;
  readonly longest: Int32Array;
}

function spreadToRows({ within, rows }: Search, level: Level, name: number): Int32Array {
  const spread = new Int32Array(rows.count).fill(-1);
  const longest = within.longestIn(level, name);
  for (const [index, row] of rows.of.entries()) spread[row] = longest[index] as number;
  return spread;
}

function findSelf({ within, calls }: Search, first: Level): SelfFinding | null {
  const { durations } = calls.split;
  const inChildren = within.timesIn(first, null);
  const found = weighPart(
    calls,
    inChildren.map((seconds, index) => Math.max(0, (durations[index] as number) - seconds)),
    1,
  );
  return found ? { kind: "self", key: "", ...found } : null;
}

/** @param seconds per call of the split; undefined if it does not set the selected calls apart */
function weighPart(calls: Calls, seconds: Float64Array, tried: number): PartFinding | undefined {
  const { split, places, selected, rest } = calls;
  const [inside, outside] = [pick(seconds, selected), pick(seconds, rest)];
  const coverage = shareOfExcess(calls, seconds, quantile(outside.sort(), 0.5));
  if (coverage < MIN_COVERAGE) return undefined;
  const ofTime = (group: Int32Array) => shareOf(meanOf(seconds, group), meanOf(split.durations, group));
  const share = { selected: ofTime(selected), rest: ofTime(rest) };
  if (coverage < Math.min(MOST, share.rest + MIN_LIFT)) return undefined;
  const { effect, z } = compareRanks(inside, outside);
  if (effect < MIN_EFFECT) return undefined;
  return {
    ...{ effect, chance: Math.min(1, tried * chanceOf(calls, seconds, z)), coverage, share },
    seconds: { selected: meanOf(seconds, selected), rest: meanOf(seconds, rest) },
    measure: {
      at: (index) => ((places[index] as number) >= 0 ? (seconds[index] as number) : Number.NaN),
      ranked: true,
    },
  };
}

/** With few calls, the ranks of all durations tell more than membership in the selection. */
function chanceOf({ split, selected, rest }: Calls, seconds: Float64Array, z: number): number {
  const chance = normalTails(z);
  if (split.slowest === null || split.count > FEW_CALLS) return chance;
  const known = Int32Array.of(...selected, ...rest);
  const correlation = spearman(pick(seconds, known), pick(split.durations, known));
  const ofRanks = correlation > 0 ? normalTails(correlation * Math.sqrt(known.length - 1)) : 1;
  return Math.min(1, 2 * Math.min(chance, ofRanks));
}

function shareOfExcess({ split, selected, typical }: Calls, seconds: Float64Array, usual: number): number {
  let all = 0;
  let covered = 0;
  for (const index of selected) {
    const excess = (split.durations[index] as number) - typical;
    if (!(excess > 0)) continue;
    all += excess;
    covered += Math.min(excess, (seconds[index] as number) - usual);
  }
  return all > 0 ? Math.min(1, Math.max(0, covered / all)) : 0;
}

function pick(values: Float64Array, indices: Int32Array): Float64Array {
  return mapFloats(indices, (index) => values[index] as number);
}

function meanOf(values: Float64Array, indices: Int32Array): number {
  let sum = 0;
  for (const index of indices) sum += values[index] as number;
  return sum / indices.length;
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
