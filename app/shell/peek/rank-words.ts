/** Describes a rank in words. */

import { aboutOf, type Basis } from "../../../lib/model/basis.ts";
import { formatCount, formatCounted, formatShare } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { TagRank } from "../../../lib/queries/span-tag-ranks.ts";

interface Ranked {
  readonly basis: Basis;
  readonly count: number;
  readonly slower: number;
}

/** With fewer spans in a sample, a rank among them says nothing. */
const LEAST_SAMPLED = 20;

/** Whether a sample holds too few of so many spans. */
export function isTooRare(count: number, { exact, read, of }: Basis): boolean {
  return !exact && (count * read) / Math.max(1, of) < LEAST_SAMPLED;
}

/** `1st`, `2nd`, `3rd`, `11th`, `1,022nd`. */
export function formatOrdinal(place: number): string {
  const last = place % 10;
  const teen = Math.floor((place % 100) / 10) === 1;
  const ending = teen ? "th" : last === 1 ? "st" : last === 2 ? "nd" : last === 3 ? "rd" : "th";
  return `${formatCount(place)}${ending}`;
}

/**
 * `slowest of 960`, `3rd slowest of 960`; from the middle on, `2nd fastest of 960`. From a sample, `≈ 3,000th slowest of
 * 960,000`; empty if it holds too few.
 */
export function describePlace({ count, slower, basis }: Ranked): string {
  const all = `of ${formatCount(count)}`;
  if (isTooRare(count, basis)) return "";
  if (!basis.exact) {
    const half = slower * 2 >= count ? "fastest" : "slowest";
    const place = half === "fastest" ? count - slower : slower + 1;
    return place === 1 ? `among the ${half} ${all}` : `≈ ${formatOrdinal(place)} ${half} ${all}`;
  }
  if (count === 1) return "the only one";
  if (slower * 2 >= count) {
    const faster = count - slower;
    return faster === 1 ? `fastest ${all}` : `${formatOrdinal(faster)} fastest ${all}`;
  }
  return slower === 0 ? `slowest ${all}` : `${formatOrdinal(slower + 1)} slowest ${all}`;
}

/** `slower than 99.7 % of compress`, `≈ slower than 99.7 % of compress` from a sample. */
export function describeSlower(
  name: string,
  { count, fasterShare, basis }: { readonly count: number; readonly fasterShare: number; readonly basis: Basis },
) {
  const shown = formatText(name);
  if (isTooRare(count, basis)) return `too few ${shown} in the sample`;
  if (!basis.exact) return `≈ slower than ${formatShare(fasterShare)} of ${shown}`;
  if (count === 1) return `the only ${shown}`;
  return fasterShare === 0 ? `no ${shown} is faster` : `slower than ${formatShare(fasterShare)} of ${shown}`;
}

/**
 * `p99 of 960` for a number, `17 % have it` for a value: what it is stands in each, as a span has tags of both kinds.
 * From a sample, `≈ p99 of ≈ 960,000`.
 */
export function describeTagRank({ percentile, same, count }: TagRank, basis: Basis): string {
  const about = aboutOf(basis);
  if (percentile !== null) return `${about}p${shortPercent(percentile)} of ${about}${formatCount(count)}`;
  if (same >= count) return `${about}all have it`;
  return basis.exact && same === 1 ? "only this one" : `${about}${shareOf(same, count)} have it`;
}

/**
 * The same in a sentence.
 * @param whole whether whole values were compared, not only their beginnings
 */
export function explainTagRank({ key, percentile, same, count }: TagRank, basis: Basis, whole = true): string {
  const about = aboutOf(basis);
  const among = `${about}${formatCounted(count, "span")} with ${formatText(key)}`;
  if (percentile !== null) return `${about}${shortPercent(percentile)} % of the values of ${among} are below`;
  return `${about}${formatCount(same)} of ${among} ${whole ? "have this value" : "begin like this"}`;
}

/** With a decimal only in the tail, and never rounded to an end that it is not. */
function shortPercent(percent: number): string {
  const inTail = percent > 0 && percent < 100 && (percent < 1 || percent >= 99);
  return String(inTail ? Math.min(99.9, Math.max(0.1, percent)) : Math.round(percent));
}

/** `17 %`, whole as in sentences. */
function shareOf(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return percent < 1 ? "< 1 %" : `${Math.min(99, Math.round(percent))} %`;
}

/** `the parent`, `3 generations up`. */
export function describeUp(generations: number): string {
  return generations === 1 ? "the parent" : `${formatCount(generations)} generations up`;
}
