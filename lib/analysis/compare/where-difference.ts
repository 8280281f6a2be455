/** Which tag tells best where a difference in total time is. Pure. */
import { sumOf } from "../../stats/sum.ts";
import { type Group, type GroupedKey, partBy, type SideTags } from "./tag-groups.ts";

/** A table of more groups is no explanation. */
const FEW_GROUPS = 12;
const MOST_GROUPS = 1_000;
/** Keys with so few values are tried in pairs; so many of them. */
const FEW_VALUES = 8;
const PAIRED_KEYS = 4;

export function changeOf({ a, b }: Group): number {
  return sumOf(b) - sumOf(a);
}

/** The keys one by one, then pairs of those with few values. */
export function offerKeys(keys: readonly GroupedKey[]): string[][] {
  const few = keys.filter(({ texts }) => texts.length <= FEW_VALUES).slice(0, PAIRED_KEYS);
  const pairs = few.flatMap((first, place) => few.slice(place + 1).map((second) => [first.key, second.key]));
  const single = keys.filter(({ texts }) => texts.length <= MOST_GROUPS).map(({ key }) => [key]);
  return [...single, ...pairs];
}

/** The offer in whose largest group most of the difference is, counted by how few spans are in it. */
export function chooseKeys(offers: readonly string[][], a: SideTags, b: SideTags): string[] | undefined {
  let best: { keys: string[]; score: number } | undefined;
  for (const keys of offers) {
    const groups = partBy(keys, a, b);
    if (groups.length > FEW_GROUPS) continue;
    const score = scoreGroups(groups);
    // Of two that tell as much, the one with more detail.
    if (!best || score > best.score - 0.01) best = { keys, score: Math.max(score, best?.score ?? 0) };
  }
  return best?.keys ?? offers[0];
}

function scoreGroups(groups: readonly Group[]): number {
  const changes = groups.map((group) => Math.abs(changeOf(group)));
  const all = changes.reduce((sum, change) => sum + change, 0);
  const spans = groups.reduce((sum, { a, b }) => sum + a.length + b.length, 0);
  const top = changes.indexOf(Math.max(...changes));
  const group = groups[top];
  if (!group || all === 0) return 0;
  return (changes[top] ?? 0) / all - (group.a.length + group.b.length) / spans;
}
