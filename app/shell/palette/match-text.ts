/** Whether a text matches what was typed, and at which positions. */

export interface TextMatch {
  /** The matched ranges, in order. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  /** Lower is better. Per word: 0 at the start, 1 at the start of a word, 2 elsewhere. */
  readonly rank: number;
}

const WORD_START = /[\s_./:=-]/;

/** Requires every typed word, in any order and case. An empty text matches everything. */
export function matchText(text: string, typed: string): TextMatch | null {
  const low = text.toLowerCase();
  // Letters with longer lower-case forms would shift the ranges.
  if (low.length !== text.length) return matchWhole(text, typed);
  const ranges: [number, number][] = [];
  let rank = 0;
  for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = findBest(low, word);
    if (at < 0) return null;
    rank += rankOf(low, at);
    ranges.push([at, at + word.length]);
  }
  return { ranges: join(ranges), rank };
}

function matchWhole(text: string, typed: string): TextMatch | null {
  const at = text.indexOf(typed.trim());
  return at < 0 ? null : { ranges: [[at, at + typed.trim().length]], rank: rankOf(text, at) };
}

/** The first occurrence at the start of a word, or else the first anywhere. */
function findBest(text: string, word: string): number {
  const first = text.indexOf(word);
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) if (rankOf(text, at) < 2) return at;
  return first;
}

function rankOf(text: string, at: number): number {
  if (at === 0) return 0;
  return WORD_START.test(text[at - 1] ?? "") ? 1 : 2;
}

function join(ranges: readonly [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** The matches, best first, with their ranges; equal matches keep their order. */
export function pickMatching<Item extends { readonly text: string }>(
  items: readonly Item[],
  typed: string,
  most: number,
): (Item & { readonly ranges: TextMatch["ranges"] })[] {
  return items
    .flatMap((item) => {
      const match = matchText(item.text, typed);
      return match ? [{ item, match }] : [];
    })
    .sort((a, b) => a.match.rank - b.match.rank)
    .slice(0, most)
    .map(({ item, match }) => ({ ...item, ranges: match.ranges }));
}
