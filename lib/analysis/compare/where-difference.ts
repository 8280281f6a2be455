/** Where a difference in total time is: which tag tells it best, and the sentence that says so. */

import { formatDurationText, MISSING } from "../../model/format.ts";
import { formatText } from "../../model/shown-text.ts";
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

/** From so much of the whole change on, one group accounts for it. */
const MOST_OF_IT = 0.5;

interface WhereFacts {
  readonly name: string;
  readonly keys: readonly string[];
  /** B − A of all calls of the name, seconds. */
  readonly change: number;
  /** The group that changed most. */
  readonly values: readonly string[];
  readonly groupChange: number;
}

/** `brotli at level 11 accounts for 9.10 s of the 9.12 s that compress gained.` */
export function sayWhere({ name, keys, change, values, groupChange }: WhereFacts): string {
  const share = change === 0 ? 0 : groupChange / change;
  const by = keys.map(formatText).join(" and ");
  if (share < MOST_OF_IT) return `No value of ${by} accounts for most of it.`;
  const group = nameGroup(keys, values);
  const verb = change < 0 ? "gained" : "lost";
  const all = formatDurationText(Math.abs(change));
  const part = formatDurationText(Math.abs(groupChange));
  if (share > 1.005) return `${group} ${verb} ${part}, more than the ${all} that ${formatText(name)} ${verb} in all.`;
  return `${group} accounts for ${part === all ? "all" : part} of the ${all} that ${formatText(name)} ${verb}.`;
}

/** `brotli at level 11`, `level 11`, `brotli`: a number needs its key, a word stands for itself. */
function nameGroup(keys: readonly string[], values: readonly string[]): string {
  return values
    .map((value, place) => {
      const key = formatText(keys[place]);
      if (value === MISSING) return `no ${key}`;
      const bare = place === 0 && /^[^\d\s]/.test(value) && !/^(to|from|true|false|yes|no|none|null) ?/i.test(value);
      return bare ? formatText(value) : `${key} ${formatText(value)}`;
    })
    .join(" at ");
}
