/** Sets tags on a span: any object's own properties, or a Map's entries, as text and within the caps. */
import { types } from "node:util";
import { say } from "../runtime/notice.ts";
import type { PostEndUpdate, TagValue } from "../writer/writer.ts";
import { keyText, tagValue, valueText } from "./text.ts";

const MAX_TAGS = 128;
/** Characters of all of a span's keys and values together. */
const MAX_SPAN = 65_536;

/** What a span has for tags; a handle that has not started yet has the same. */
export interface Tagged {
  /** Keys and values in turn, in the order of first setting. */
  tags: TagValue[] | undefined;
  lostTags: number;
  readonly ended: boolean;
  /** Takes a tag that is set after the end. */
  update(update: PostEndUpdate): void;
}

export function addTags(span: Tagged, tags: unknown): void {
  try {
    if (typeof tags !== "object" || tags === null || Array.isArray(tags)) {
      const kind = Array.isArray(tags) ? "an array" : tags === null ? "null" : typeof tags;
      say("tags", `SP.tag() takes an object such as { bytes: 10 }; ${kind} is ignored`);
      return;
    }
    // Not by its own iterator, and not while it grows. Asked only of what can be gone through: asking costs 100 ns.
    if (Symbol.iterator in tags && types.isMap(tags)) {
      for (const [key, value] of [...Map.prototype.entries.call(tags)]) setTag(span, valueText(key), value);
      return;
    }
    const keys = Object.keys(tags);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      setTag(span, key, read(tags, key));
    }
  } catch {
    // A Proxy whose traps throw; what was read until then is kept.
  }
}

function read(tags: object, key: string): unknown {
  try {
    return (tags as Record<string, unknown>)[key];
  } catch {
    return "[unprintable]";
  }
}

function setTag(span: Tagged, rawKey: string, value: unknown): void {
  // Nothing to say is not a value; it does not take an earlier one away either.
  if (value === undefined) return;
  const key = keyText(rawKey);
  const stored = tagValue(value);
  if (!put(span, key, stored)) span.lostTags += 1;
  else if (span.ended) span.update({ key, value: stored });
}

function put(span: Tagged, key: string, value: TagValue): boolean {
  const { tags } = span;
  if (!tags) {
    span.tags = [key, value];
    return true;
  }
  let size = key.length + lengthOf(value);
  for (let i = 0; i < tags.length; i += 2) {
    if (tags[i] === key) {
      tags[i + 1] = value;
      return true;
    }
    size += (tags[i] as string).length + lengthOf(tags[i + 1]);
  }
  if (tags.length >= MAX_TAGS * 2 || size > MAX_SPAN) return false;
  tags.push(key, value);
  return true;
}

/** Of a number, the most that it can have. */
function lengthOf(value: TagValue | undefined): number {
  return typeof value === "string" ? value.length : 24;
}
