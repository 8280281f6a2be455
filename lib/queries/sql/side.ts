/** One side of a comparison, and what the other could be. */
import type { CompareBy, TimeRange } from "../../model/compare-choice.ts";
import type { Scope } from "../../model/scope.ts";
import type { Connection } from "../../store/driver.ts";

/** The open file, and the one it is compared with. */
export interface Files {
  readonly here: Connection;
  readonly other: Connection | null;
}

export interface Side {
  /** As in the address. */
  readonly value: string;
  /** `Latest run`, `+0.000 s to +6.500 s`, `gzip`. */
  readonly label: string;
  readonly file: "this" | "other";
  /** The name of its file, if two are compared. */
  readonly fileName: string | null;
  readonly scope: Scope;
}

export interface SideOption {
  readonly value: string;
  readonly label: string;
  /** `14:02:07, 2,980 spans, 13.7 s`, or "". */
  readonly detail: string;
}

export interface Sides {
  readonly by: CompareBy;
  /** Why these sides were chosen; null if the address names them. */
  readonly why: string | null;
  readonly baseline: Side;
  readonly candidate: Side;
  /** Choices for either side; empty for time windows. */
  readonly options: readonly SideOption[];
  /** Tag keys to choose from, and the chosen one. */
  readonly keys: readonly string[];
  readonly key: string | null;
  /** The bounds of time windows, seconds since the start of the run. */
  readonly range: TimeRange;
}

/** What is empty unless a kind of side has it. */
export const NONE = { why: null, options: [], keys: [], key: null, range: { from: 0, to: 0 } };
