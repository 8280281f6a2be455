/** A call tree as plain data: its paths, callers before what they call. */
import type { Basis } from "../../model/basis.ts";
import type { ParentSource } from "../../model/run.ts";

export interface PathRow {
  /** Made of its steps: the same path has the same id in every run and file. */
  readonly id: string;
  /** The index of the path to its caller, which comes before it; -1 for none. */
  readonly parent: number;
  /** 0 for a path of one step. */
  readonly level: number;
  /** Of the last step. */
  readonly name: string;
  /** The values of the tags that the tree is split by; empty for none. */
  readonly label: string;
  /** Calls in scope; 0 for a path that only leads to others. */
  readonly calls: number;
  /** Seconds: the sum of their durations. */
  readonly total: number;
  /** Seconds that no child covered. */
  readonly self: number;
  /** Seconds; null without calls. */
  readonly p95: number | null;
  /** Seconds: what it needs beside its siblings; more than the total if its children take longer than it did. */
  readonly room: number;
  /** Paths below that are not in the answer. */
  readonly hidden: number;
  /** Of these, the ones directly below, and the room they need. */
  readonly cut: CutPaths;
}

export interface CutPaths {
  readonly paths: number;
  readonly room: number;
}

/** The figures of one name over all its paths. */
export interface NameTotals {
  readonly name: string;
  readonly calls: number;
  readonly total: number;
  readonly self: number;
  readonly p95: number;
}

/** A tag to split the tree by. */
export interface SplitTag {
  readonly key: string;
  /** Distinct values. */
  readonly values: number;
}

export interface CallTree {
  readonly basis: Basis;
  readonly source: ParentSource;
  /** In the order of a walk, the path with most room first among siblings; at most as many as were asked for. */
  readonly paths: readonly PathRow[];
  /** Paths in all. */
  readonly pathCount: number;
  /** Paths of one step that are not in the answer. */
  readonly cut: CutPaths;
  /** Of the names in the answer. */
  readonly names: readonly NameTotals[];
  /** Calls in scope with a duration. */
  readonly calls: number;
  /** Spans in scope without one. */
  readonly leftOut: number;
  /** Seconds: the sum of all self times. */
  readonly self: number;
  /** Seconds of the run in which any span ran, as in the overview: what shares are of. */
  readonly traced: number;
  /** The tags it is split by, in order; empty for names only. */
  readonly split: readonly string[];
  /** Tags by which it could be split; null if tags were not read. */
  readonly tags: readonly SplitTag[] | null;
  /** The figures of the paths as a query. */
  readonly sql: string;
}
