/** How two sides differ apart from durations: span counts, tags, and how their programs were started. */

import * as v from "valibot";
import type { TagColumn } from "../columns/columns.ts";
import { readColumns } from "../columns/read-columns.ts";
import type { Reading } from "../columns/span-range.ts";
import { MISSING_CODE } from "../columns/tag-values.ts";
import { type Basis, basisOf, estimateCount } from "../model/basis.ts";
import type { TellProgress } from "../model/progress.ts";
import { formatCommit, PARAMETER } from "../model/run-tags.ts";
import { quantile } from "../stats/order.ts";
import type { Connection } from "../store/driver.ts";
import { type CompareParams, fileOf, hasManySpans, withOther } from "./compare-start.ts";
import { makeRoomFor } from "./explore-source.ts";
import { compared, reading } from "./params.ts";
import { defineQuery } from "./query.ts";
import type { Files, Side } from "./sql/side.ts";
import { resolveSide } from "./sql/side-scope.ts";
import { describeUnits, findUnits } from "./sql/side-units.ts";
import { findSides, openFiles } from "./sql/sides.ts";

interface Property<What extends string, Value> {
  readonly what: What;
  readonly key: string;
  readonly baseline: Value;
  readonly candidate: Value;
}

/** One line; null for a side without it. */
export type ComparedProperty =
  | Property<"count", number>
  | Property<"median", number | null>
  /** Of the spans that carry the tag, 0 to 1. */
  | (Property<"share", number> & { readonly value: string })
  | Property<"text", string | null>;

export interface ComparedSides {
  /** Those that differ most first. */
  readonly properties: readonly ComparedProperty[];
  /** Of both sides together; of very many spans, always a sample. */
  readonly basis: Basis;
}

interface SideTag {
  readonly column: TagColumn;
  readonly median: number | null;
  /** By value, for tags with few values. */
  readonly shares: ReadonlyMap<string, number> | null;
}

interface SideContent {
  readonly basis: Basis;
  readonly count: number;
  /** Failed and unfinished spans. */
  readonly errors: number;
  readonly rareKeys: number;
  readonly tags: ReadonlyMap<string, SideTag>;
  /** What is known of each of its runs. */
  readonly runs: readonly KnownRun[];
}

type KnownRun = ReadonlyMap<string, string>;

const FEW_VALUES = 8;

export function readCompareSides(here: Connection, params: CompareParams, tell: TellProgress): ComparedSides {
  const { choice, scope, other } = params;
  makeRoomFor("tags");
  return openFiles(here, { choice, other }, (files) => {
    const sides = findSides(files, choice, scope);
    const isOfRuns = sides.by === "runs" || sides.by === "files";
    const reading = hasManySpans(files, sides) ? "sample" : params.reading;
    const [baseline, candidate] = [
      readSide(files, { side: sides.baseline, isOfRuns, reading }, tell),
      readSide(files, { side: sides.candidate, isOfRuns, reading }, tell),
    ];
    const count = (key: string, countOf: (side: SideContent) => number): ComparedProperty => ({
      what: "count",
      key,
      baseline: countOf(baseline),
      candidate: countOf(candidate),
    });
    const spans = count("spans", (side) => side.count);
    const errors = baseline.errors + candidate.errors > 0 ? [count("errors", (side) => side.errors)] : [];
    const keys = [...new Set([...baseline.tags.keys(), ...candidate.tags.keys()])];
    const tags = keys
      .map((key) => compareTag(key, baseline.tags.get(key), candidate.tags.get(key)))
      .filter((property) => property !== null);
    const rare =
      baseline.rareKeys + candidate.rareKeys > 0
        ? [count("rarer tag keys, not compared", (side) => side.rareKeys)]
        : [];
    const properties = [spans, ...errors, ...tags, ...rare, ...compareKnown(baseline.runs, candidate.runs)];
    return {
      properties: properties.sort((x, y) => differenceOf(y) - differenceOf(x)),
      basis: basisOf({ by: sides.by, baseline, candidate }),
    };
  });
}

interface SideRequest {
  readonly side: Side;
  /** Whether sides are runs, and not parts of them. */
  readonly isOfRuns: boolean;
  readonly reading: Reading | undefined;
}

function readSide(files: Files, { side, isOfRuns, reading }: SideRequest, tell: TellProgress): SideContent {
  const db = fileOf(files, side);
  const scoped = resolveSide(db, side.scope);
  const columns = readColumns(db, scoped, { ...(reading && { reading }), inherited: false, tell });
  const tags = new Map<string, SideTag>();
  for (const column of columns.tags) {
    // If spans of several names carry a key, the most frequent column counts.
    if ((tags.get(column.key)?.column.count ?? 0) < column.count) tags.set(column.key, summarizeTag(column));
  }
  const { basis, rareKeys } = columns;
  const errors = estimateCount(columns.error?.count ?? 0, basis);
  const units = isOfRuns ? findUnits(db, side.scope) : describeUnits(db, scoped.run ? [scoped.run] : []);
  const runs = units.map(({ known }) => known);
  return { basis, count: estimateCount(columns.count, basis), errors, rareKeys, tags, runs };
}

function summarizeTag(column: TagColumn): SideTag {
  if (column.kind === "number") {
    const numbers = column.numbers().filter((value) => !Number.isNaN(value));
    return { column, median: numbers.length > 0 ? quantile(numbers.sort(), 0.5) : null, shares: null };
  }
  if (column.capped || column.values.length > FEW_VALUES) return { column, median: null, shares: null };
  const counts = new Array<number>(column.values.length).fill(0);
  for (const code of column.codes()) if (code > MISSING_CODE) counts[code] = (counts[code] ?? 0) + 1;
  const shares = new Map(column.values.map((value, code) => [value, (counts[code] ?? 0) / column.count]));
  return { column, median: null, shares };
}

function compareTag(
  key: string,
  baseline: SideTag | undefined,
  candidate: SideTag | undefined,
): ComparedProperty | null {
  if ((baseline?.median ?? null) !== null || (candidate?.median ?? null) !== null)
    return { what: "median", key, baseline: baseline?.median ?? null, candidate: candidate?.median ?? null };
  if (!baseline?.shares && !candidate?.shares) return null;
  const values = [...new Set([...(baseline?.shares?.keys() ?? []), ...(candidate?.shares?.keys() ?? [])])];
  const shares = values.map((value) => ({
    value,
    baseline: baseline?.shares?.get(value) ?? 0,
    candidate: candidate?.shares?.get(value) ?? 0,
  }));
  // The value that differs most; if none does, the rarest, which is the more telling one.
  const [first] = shares.sort((x, y) => gapOf(y) - gapOf(x) || x.baseline - y.baseline);
  return first && shares.length > 1 ? { what: "share", key, ...first } : null;
}

function gapOf({ baseline, candidate }: { readonly baseline: number; readonly candidate: number }): number {
  return Math.abs(baseline - candidate);
}

/** 0 to 1: how far apart two sides are. A text of the run that differs stands first: it may be the cause. */
function differenceOf(property: ComparedProperty): number {
  if (property.what === "text") return property.baseline === property.candidate ? 0 : 1;
  const { baseline, candidate } = property;
  if (baseline === null || candidate === null) return baseline === candidate ? 0 : 1;
  if (property.what === "share") return Math.abs(candidate - baseline);
  const larger = Math.max(Math.abs(baseline), Math.abs(candidate));
  return larger === 0 ? 0 : Math.min(1, Math.abs(candidate - baseline) / larger);
}

/** What is told of runs, in this order, after their parameters; the others of their tags are about one run. */
const TOLD = [
  "command",
  "node",
  "cpu",
  "cores",
  "memory",
  "host",
  "os",
  "better-sqlite3",
  "git.branch",
  "entry",
] as const;
const NAMES: Readonly<Record<string, string>> = {
  memory: "memory, bytes",
  "git.branch": "branch",
  entry: "started file",
};

function compareKnown(baseline: readonly KnownRun[], candidate: readonly KnownRun[]): ComparedProperty[] {
  const parameters = [...new Set([...baseline, ...candidate].flatMap((run) => [...run.keys()]))].filter((key) =>
    key.startsWith(PARAMETER),
  );
  const commits: ComparedProperty = {
    what: "text",
    key: "commit",
    baseline: listTexts(baseline.map(commitOf)),
    candidate: listTexts(candidate.map(commitOf)),
  };
  const texts = [...parameters.sort(), ...TOLD].map(
    (key): ComparedProperty => ({
      what: "text",
      key: key.startsWith(PARAMETER) ? key.slice(PARAMETER.length) : (NAMES[key] ?? key),
      baseline: listTexts(baseline.map((run) => run.get(key))),
      candidate: listTexts(candidate.map((run) => run.get(key))),
    }),
  );
  return [commits, ...texts].filter(({ baseline, candidate }) => baseline !== null || candidate !== null);
}

const LISTED = 3;

/** The distinct ones of a side's runs; null if none is known. */
function listTexts(texts: readonly (string | undefined)[]): string | null {
  const distinct = [...new Set(texts.filter((text) => text !== undefined && text !== ""))];
  if (distinct.length === 0) return null;
  return distinct.length > LISTED ? `${distinct.slice(0, LISTED).join(", ")}, …` : distinct.join(", ");
}

/** `3f2c1ab`, `3f2c1ab + 14 lines` */
function commitOf(run: KnownRun): string | undefined {
  const commit = run.get("git.commit");
  return commit && formatCommit(commit, Number(run.get("git.dirty") ?? 0));
}

export const compareSides = defineQuery({
  params: v.object({ ...compared.entries, reading }),
  urgency: "long",
  run: (db, params, context) => readCompareSides(db, withOther(params, context), context.tell),
});
