/** The sentences of findings from the tree: children, time outside of them, and what ran meanwhile. */

import { formatDurationText } from "../../model/format.ts";
import { formatText } from "../../model/shown-text.ts";
import type { ChildFinding, SelfFinding } from "./children.ts";
import type { OverlapFinding } from "./overlap.ts";
import { formatSelection, formatWholeShare } from "./words.ts";

/** `load › http GET pricing`. */
export function formatPath(path: readonly string[]): string {
  return path.map(formatText).join(" › ");
}

/**
 * `97 % of the time of the slowest 5 % is in load › query, 41 % of the rest's.` and
 * `It takes 98 % of their extra time: 1.20 s a call against 20.0 ms.`
 */
export function describeChild({ path, share, seconds, coverage }: ChildFinding, slowest: number | null): string[] {
  return [
    `${formatWholeShare(share.selected)} of the time of ${formatSelection(slowest)} is in ${formatPath(path)}, ${formatWholeShare(share.rest)} of the rest's.`,
    `It takes ${formatWholeShare(coverage)} of their extra time: ${formatSeconds(seconds)}.`,
  ];
}

/** `98 % of the extra time of the slowest 5 % is in none of their children: 1.20 s a call against 20.0 ms.` */
export function describeSelf({ coverage, seconds }: SelfFinding, slowest: number | null): string[] {
  return [
    `${formatWholeShare(coverage)} of the extra time of ${formatSelection(slowest)} is in none of their children: ${formatSeconds(seconds)}.`,
  ];
}

function formatSeconds({ selected, rest }: { readonly selected: number; readonly rest: number }): string {
  return `${formatDurationText(selected)} a call against ${formatDurationText(rest)}`;
}

/** `82 % of the slowest 5 % overlap reindex, 150 ms each; of the rest, 3 %.` */
export function describeOverlap({ key, share, each }: OverlapFinding, slowest: number | null): string[] {
  return [
    `${formatWholeShare(share.selected)} of ${formatSelection(slowest)} overlap ${formatText(key)}, ${formatDurationText(each)} each; of the rest, ${formatWholeShare(share.rest)}.`,
  ];
}
