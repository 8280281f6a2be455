/** Describes a rank in words. */

import { formatCount, formatShare } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { TagRank } from "../../../lib/queries/span-tag-ranks.ts";

interface Ranked {
  readonly count: number;
  readonly slower: number;
}

/** `1st`, `2nd`, `3rd`, `11th`, `1,022nd`. */
export function formatOrdinal(place: number): string {
  const last = place % 10;
  const teen = Math.floor((place % 100) / 10) === 1;
  const ending = teen ? "th" : last === 1 ? "st" : last === 2 ? "nd" : last === 3 ? "rd" : "th";
  return `${formatCount(place)}${ending}`;
}

/** `slowest of 960`, `3rd slowest of 960`; from the middle on, `2nd fastest of 960`. */
export function describePlace({ count, slower }: Ranked): string {
  const all = `of ${formatCount(count)}`;
  if (count === 1) return "the only one";
  if (slower * 2 >= count) {
    const faster = count - slower;
    return faster === 1 ? `fastest ${all}` : `${formatOrdinal(faster)} fastest ${all}`;
  }
  return slower === 0 ? `slowest ${all}` : `${formatOrdinal(slower + 1)} slowest ${all}`;
}

/** `slower than 99.7 % of compress`. */
export function describeSlower(
  name: string,
  { count, fasterShare }: { readonly count: number; readonly fasterShare: number },
) {
  const shown = formatText(name);
  if (count === 1) return `the only ${shown}`;
  return fasterShare === 0 ? `no ${shown} is faster` : `slower than ${formatShare(fasterShare)} of ${shown}`;
}

/** `p99`, `160 of 960`. */
export function describeTagRank({ kind, value, count }: TagRank): string {
  if (kind === "share") return `${formatCount(value)} of ${formatCount(count)}`;
  return `p${value}`;
}

/** `the parent`, `3 generations up`. */
export function describeUp(generations: number): string {
  return generations === 1 ? "the parent" : `${formatCount(generations)} generations up`;
}
