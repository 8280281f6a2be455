/** Short labels that tell spans of the same name apart within a tree: `gzip 9`. */

import { formatStored, isBytesKey } from "../model/format.ts";
import { exactNumber, findKind, toNumber, type ValueKind } from "../model/kinds.ts";
import { cutText } from "../model/shown-text.ts";

/** More tags make a label harder to read than none. */
const MAX_KEYS = 3;
const MAX_CHARACTERS = 24;

/** The tags of a span by key; the last value of a key set twice. */
export type OwnTags = ReadonlyMap<string, string>;

/**
 * One label per span, in the same order: the values of the tags in which the spans differ, as few as distinguish them,
 * in the order they were set. Measurements are used only if nothing else distinguishes them. Empty for a single span.
 */
export function labelSpans(spans: readonly OwnTags[]): string[] {
  const keys = [...new Set(spans.flatMap((tags) => [...tags.keys()]))];
  const measured = keys.filter((key) => isMeasured(spans, key));
  const chosen = keys.filter((key) => !measured.includes(key));
  return labelBy(spans, chosen) ?? labelBy(spans, measured) ?? spans.map(() => "");
}

/** Undefined if the spans do not differ in these tags. */
function labelBy(spans: readonly OwnTags[], keys: readonly string[]): string[] | undefined {
  let labels = spans.map(() => "");
  let apart = 1;
  let used = 0;
  for (const key of keys) {
    if (apart >= spans.length || used === MAX_KEYS) break;
    const longer = labels.map((label, index) => joinWords(label, formatValue(spans[index]?.get(key))));
    const count = new Set(longer).size;
    if (count === apart) continue;
    labels = longer;
    apart = count;
    used++;
  }
  return apart > 1 ? labels : undefined;
}

/** Bytes, and numbers with decimals, are measurements rather than choices. */
function isMeasured(spans: readonly OwnTags[], key: string): boolean {
  if (isBytesKey(key)) return true;
  return spans.some((tags) => {
    const number = toNumber(tags.get(key) ?? "");
    return number !== undefined && !Number.isInteger(number);
  });
}

export function formatValue(value: string | undefined): string {
  if (value === undefined) return "";
  const number = exactNumber(value);
  if (number !== undefined) return Number.isInteger(number) ? value : formatStored(number);
  // The end of a path is what identifies it.
  const end = value.length > MAX_CHARACTERS ? (value.split(/[\\/]/).findLast((part) => part !== "") ?? value) : value;
  return cutText(end, MAX_CHARACTERS);
}

export function joinWords(label: string, word: string): string {
  return label && word ? `${label} ${word}` : label || word;
}

export interface RootLabel {
  readonly key: string;
  /** As stored. */
  readonly value: string;
  /** For a row; the end of a path. */
  readonly short: string;
}

/** The first tag of a root that holds text. */
export function labelRoot(tags: OwnTags): RootLabel | null {
  const text: ValueKind = "text";
  const found = [...tags].find(([, value]) => value !== "" && findKind([value]) === text);
  if (!found) return null;
  const [key, value] = found;
  const end = value.split(/[\\/]/).findLast((part) => part !== "") ?? value;
  return { key, value, short: formatValue(end) };
}
