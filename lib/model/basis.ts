/** How much of its scope an answer is of: all spans, or an even sample of them. */

import type { CompareBy } from "./compare-choice.ts";

export interface Basis {
  /** Spans read, of the scope's run and window; names, tags and times limit them afterwards. */
  readonly read: number;
  /** How many there are. */
  readonly of: number;
  /** Whether counts and figures are exact. If not, they are estimated from the sample. */
  readonly exact: boolean;
  /** How long it takes to make it exact, seconds; 0 if it is. Extrapolated from the time the sample took. */
  readonly seconds: number;
  /** How the exact answer comes, if not by itself: on request, or never, as it takes more memory than a query may. */
  readonly follows?: "asked" | "never" | undefined;
}

/** A 95 % interval; null for an end that the sample does not bound. */
export type Interval = readonly [low: number, high: number | null];

/** Up to this many spans, an answer is exact at once. The sample of more has fewer spans than that. */
export const ALWAYS_EXACT = 300_000;

/** Up to this many spans, the exact answer follows the sample's by itself; of more, on request. */
export const EXACT_UNASKED = 12_000_000;

/**
 * Up to this many spans (of two sides, twice as many), all their tags are read for an exact answer. Of more, whatever
 * needs the tags of all spans is from the sample only: reading 3 tags a span takes 5 µs.
 */
export const ALL_TAGS = 1_200_000;

/** The basis of an answer from all spans. */
export function exactBasis(count: number): Basis {
  return { read: count, of: count, exact: true, seconds: 0 };
}

/** Merges what is known of several reads: two sides, a plot and its rows. */
export function mergeBases(bases: readonly Basis[]): Basis {
  const { follows } = bases.find((basis) => basis.follows === "never") ?? bases.find((basis) => basis.follows) ?? {};
  return bases.reduce((one, other) => ({
    read: one.read + other.read,
    of: one.of + other.of,
    exact: one.exact && other.exact,
    seconds: one.seconds + other.seconds,
    ...(follows && { follows }),
  }));
}

interface TwoSides {
  readonly by: CompareBy;
  readonly baseline: { readonly basis: Basis };
  readonly candidate: { readonly basis: Basis };
}

/** Of both sides of a comparison. */
export function basisOf({ by, baseline, candidate }: TwoSides): Basis {
  // Two parts of one run are read as one.
  return by === "windows" || by === "tags" || by === "errors"
    ? baseline.basis
    : mergeBases([baseline.basis, candidate.basis]);
}

/** The number in all spans of what was counted in those that were read. */
export function estimateCount(counted: number, { read, of, exact }: Basis): number {
  return exact ? counted : Math.round((counted * of) / Math.max(1, read));
}

/** How scripts get figures that they will not ask for twice: exact, unless there are too many spans to hold. */
export function chooseReading(count: number): "exact" | "sample" {
  return count <= EXACT_UNASKED ? "exact" : "sample";
}

/** Whether the exact answer follows without being asked for. */
export function followsUnasked({ exact, of, follows }: Basis): boolean {
  return !exact && follows === undefined && of <= EXACT_UNASKED;
}

/** What precedes a figure estimated from a sample; nothing before an exact one, or one whose basis is not known. */
export function aboutOf(basis: Basis | null): string {
  return basis === null || basis.exact ? "" : "≈ ";
}

/** Whether there is an exact answer to ask for. */
export function canFollow({ exact, follows }: Basis): boolean {
  return !exact && follows !== "never";
}

/** Spans added since a page was made are counted up to this number. */
export const COUNTED_NEW = 10_000;
