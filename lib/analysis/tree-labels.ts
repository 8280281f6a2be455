/** The few words that tell spans of one name apart within a tree: `gzip 9`. Pure. */

import { formatStored, isBytesKey } from "../model/format.ts";
import { exactNumber, findKind, toNumber, type ValueKind } from "../model/kinds.ts";
import { cutText } from "../model/shown-text.ts";

/** One tag more than this says less than none. */
const MOST_KEYS = 3;
const MOST_CHARACTERS = 24;

/** The tags of a span, by key; of a key set twice, the last. */
export type OwnTags = ReadonlyMap<string, string>;

/**
 * One label a span, in the same order: the values of the tags by which these spans differ, as few as tell all apart, in
 * the order in which they were set. What was measured says which one only where nothing else does. Empty for a span alone.
 */
export function labelSpans(spans: readonly OwnTags[]): string[] {
  const keys = [...new Set(spans.flatMap((tags) => [...tags.keys()]))];
  const measured = keys.filter((key) => isMeasured(spans, key));
  const chosen = keys.filter((key) => !measured.includes(key));
  return labelBy(spans, chosen) ?? labelBy(spans, measured) ?? spans.map(() => "");
}

/** Undefined where the spans do not differ by these tags. */
function labelBy(spans: readonly OwnTags[], keys: readonly string[]): string[] | undefined {
  let labels = spans.map(() => "");
  let apart = 1;
  let used = 0;
  for (const key of keys) {
    if (apart >= spans.length || used === MOST_KEYS) break;
    const longer = labels.map((label, index) => joinWords(label, sayValue(spans[index]?.get(key))));
    const count = new Set(longer).size;
    if (count === apart) continue;
    labels = longer;
    apart = count;
    used++;
  }
  return apart > 1 ? labels : undefined;
}

/** Bytes, and numbers with decimals. */
function isMeasured(spans: readonly OwnTags[], key: string): boolean {
  if (isBytesKey(key)) return true;
  return spans.some((tags) => {
    const number = toNumber(tags.get(key) ?? "");
    return number !== undefined && !Number.isInteger(number);
  });
}

function sayValue(value: string | undefined): string {
  if (value === undefined) return "";
  const number = exactNumber(value);
  if (number !== undefined) return Number.isInteger(number) ? value : formatStored(number);
  // Of a path, its end says which.
  const end = value.length > MOST_CHARACTERS ? (value.split(/[\\/]/).findLast((part) => part !== "") ?? value) : value;
  return cutText(end, MOST_CHARACTERS);
}

function joinWords(label: string, word: string): string {
  return label && word ? `${label} ${word}` : label || word;
}

export interface RootLabel {
  readonly key: string;
  /** As it is stored. */
  readonly value: string;
  /** For a row: of a path, its end. */
  readonly short: string;
}

/** What a root is about: its first tag that holds text. */
export function labelRoot(tags: OwnTags): RootLabel | null {
  const text: ValueKind = "text";
  const found = [...tags].find(([, value]) => value !== "" && findKind([value]) === text);
  if (!found) return null;
  const [key, value] = found;
  const end = value.split(/[\\/]/).findLast((part) => part !== "") ?? value;
  return { key, value, short: sayValue(end) };
}
