/**
 * Turns names, tags and errors into text for the database, well-formed and bounded. Never throws, whatever the
 * program's own code does when a value is read.
 */
import { inspect, types } from "node:util";
import { warnOnce } from "../runtime/notice.ts";
import type { PostEndUpdate, TagValue } from "../writer/writer.ts";
import { kindOf } from "./arguments.ts";
import { boundedJson, firstOf } from "./bounded-json.ts";

const MAX_NAME = 1024;
const MAX_KEY = 256;
const MAX_VALUE = 16_384;
const MAX_TAGS = 128;
/** Characters of all of a span's keys and values together. */
const MAX_SPAN = 65_536;

/** Up to this length, checking each character is cheaper than calling `isWellFormed`: 6 ns for a key against 50. */
const SHORT = 32;

function isBasic(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0xd800) return false;
  return true;
}

/** Cuts to `max` characters, the last one an ellipsis, and replaces lone surrogates, which Python cannot decode. */
function bound(text: string, max: number): string {
  if (text.length <= SHORT && isBasic(text)) return text;
  const cut = text.length > max ? `${text.slice(0, max - 1)}…` : text;
  return cut.isWellFormed() ? cut : cut.toWellFormed();
}

/** Also for errors of other realms, and for DOMException (every `AbortError`), which is not a native error. */
function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error;
}

/** The last name and key, cached: the next ones are often the same. */
let lastName: unknown;
let lastNameText = "";
let lastKey = "";
let lastKeyText = "";

/** A span's name: what was given, as text; `anonymous_span` for nothing, as in the Python package. */
export function nameText(name: unknown): string {
  if (name === lastName && typeof name === "string") return lastNameText;
  lastNameText = newNameText(name);
  lastName = name;
  return lastNameText;
}

function newNameText(name: unknown): string {
  if (name === undefined || name === null || name === "") return "anonymous_span";
  return bound(typeof name === "string" ? name : printable(name), MAX_NAME);
}

function keyText(key: string): string {
  if (key === lastKey) return lastKeyText;
  lastKeyText = bound(key, MAX_KEY);
  lastKey = key;
  return lastKeyText;
}

/** A snapshot of a tag's value. Numbers stay numbers: formatting them can wait until the span is written. */
function tagValue(value: unknown): TagValue {
  return typeof value === "number" ? value : valueText(value);
}

/** A snapshot of a value as text: later changes to an object do not change it. */
export function valueText(value: unknown): string {
  if (typeof value === "string") return bound(value, MAX_VALUE);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  return bound(printable(value), MAX_VALUE);
}

export function errorType(error: unknown): string {
  try {
    if (isError(error)) {
      // A subclass that sets no name inherits "Error".
      return bound(String(error.name === "Error" ? error.constructor.name || "Error" : error.name), MAX_KEY);
    }
    return error === null ? "null" : typeof error;
  } catch {
    return "Error";
  }
}

export function errorMessage(error: unknown): string {
  try {
    if (isError(error)) return bound(String(error.message), MAX_VALUE);
  } catch {
    return "[unprintable]";
  }
  return valueText(error);
}

/** The stack of an error; null for other values, or if enough stacks of that `kind` are recorded. */
export function errorStack(error: unknown, kind: string): string | null {
  try {
    if (isError(error) && takeStack(kind) && typeof error.stack === "string") return bound(error.stack, MAX_VALUE);
  } catch {
    // A getter of the program's own threw; the type and message are enough.
  }
  return null;
}

/** Stacks recorded per kind. V8 takes 18 µs to format one, four times the cost of the span. */
const MAX_STACKS = 5;
const stacksTaken = new Map<string, number>();

function takeStack(kind: string): boolean {
  const taken = stacksTaken.get(kind) ?? 0;
  if (taken >= MAX_STACKS || stacksTaken.size > 10_000) return false;
  stacksTaken.set(kind, taken + 1);
  return true;
}

/** Limits recursion: a value's own code, run by the conversion, may tag the value that is being converted. */
const MAX_DEPTH = 4;
let depth = 0;

function printable(value: unknown): string {
  if (depth >= MAX_DEPTH) return "[unprintable: itself]";
  depth += 1;
  try {
    return convert(value);
  } catch (error) {
    return `[unprintable: ${errorType(error)}]`;
  } finally {
    depth -= 1;
  }
}

function convert(value: unknown): string {
  if (typeof value === "symbol") return String(value);
  if (typeof value === "bigint") return digits(value);
  if (typeof value === "function") return `[Function: ${value.name || "anonymous"}]`;
  if (typeof value !== "object" || value === null) return String(value);
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? "Invalid Date" : `${value.toISOString()}`;
  if (isError(value)) return `${value.name}: ${value.message}`;
  if (value instanceof URL || types.isRegExp(value)) return String(value);
  if (isBytes(value)) return describeBytes(value);
  // `inspect` for what has no JSON, is circular, or throws when read: it reads no getters.
  return boundedJson(value, MAX_VALUE, plain) ?? inspect(value, { depth: 3 });
}

/** Has more digits than a value has room for: formatting a million takes 0.6 s. */
const TOO_LONG = 1n << 54_427n;

function digits(value: bigint): string {
  return value < TOO_LONG && value > -TOO_LONG ? String(value) : "[bigint of more than 16,384 digits]";
}

function isBytes(value: unknown): value is ArrayBufferView | ArrayBufferLike {
  return ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value);
}

/** Their contents would be a dump nobody reads. */
function describeBytes(value: ArrayBufferView | ArrayBufferLike): string {
  return `[${Object.prototype.toString.call(value).slice(8, -1)} ${value.byteLength}]`;
}

/** Replaces what JSON cannot express within an object. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return digits(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (isBytes(value)) return describeBytes(value);
  // The shortest entry takes two characters.
  if (types.isMap(value)) return Object.fromEntries(firstOf(Map.prototype.entries.call(value), MAX_VALUE / 2));
  if (types.isSet(value)) return firstOf(Set.prototype.values.call(value), MAX_VALUE / 2);
  if (isError(value)) return `${value.name}: ${value.message}`;
  return types.isBoxedPrimitive(value) ? value.valueOf() : value;
}

/** What holds tags: a span, or a handle that has not started one yet. */
export interface Tagged {
  /** Alternating keys and values, in the order they were first set. */
  tags: TagValue[] | undefined;
  lostTags: number;
  readonly ended: boolean;
  /** Takes a tag that is set after the end. */
  update(update: PostEndUpdate): void;
}

export interface TagUsage {
  /** How the line begins that reports what are no tags. */
  readonly line: string;
  /** What is said of a promise, if it stands for another mistake. */
  readonly promise?: string;
}

const OF_SPAN: TagUsage = {
  line: "SP.tag() takes an object such as { bytes: 10 }",
  promise: "SP.span(name, fn) takes the function itself; the promise it returned is ignored",
};

/** Sets tags: any object's own properties, or a Map's entries. */
export function addTags(span: Tagged, tags: unknown, usage = OF_SPAN): void {
  try {
    if (typeof tags !== "object" || tags === null || Array.isArray(tags)) {
      describeNoTags(tags, usage);
      return;
    }
    // Not through its own iterator, and copied in case it grows. Only iterables are checked: `isMap` costs 100 ns.
    if (Symbol.iterator in tags && types.isMap(tags)) {
      for (const [key, value] of [...Map.prototype.entries.call(tags)]) setTag(span, valueText(key), value);
      return;
    }
    const keys = Object.keys(tags);
    if (keys.length === 0) describeUnlessEmpty(tags, usage);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      setTag(span, key, read(tags, key));
    }
  } catch {
    // A proxy's trap threw; what was read before is kept.
  }
}

function describeNoTags(tags: unknown, { line }: TagUsage): void {
  warnOnce(line, `${line}; ${kindOf(tags)} is ignored`);
}

/** Reports objects that keep their contents elsewhere, such as `Headers`, and promises: their function was called. */
function describeUnlessEmpty(tags: object, usage: TagUsage): void {
  const kind = kindOf(tags);
  if (kind === "Promise" && usage.promise) warnOnce("called", usage.promise);
  else if (kind !== "object") describeNoTags(tags, usage);
}

function read(tags: object, key: string): unknown {
  try {
    return (tags as Record<string, unknown>)[key];
  } catch {
    return "[unprintable]";
  }
}

function setTag(span: Tagged, rawKey: string, value: unknown): void {
  // `undefined` is not a value; it does not remove an earlier one either.
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
  let at = tags.length;
  let size = key.length + lengthOf(value);
  for (let i = 0; i < tags.length; i += 2) {
    if (tags[i] === key) at = i;
    else size += (tags[i] as string).length + lengthOf(tags[i + 1]);
  }
  // A larger record would not fit into the room that the ring guarantees.
  if (at >= MAX_TAGS * 2 || size > MAX_SPAN) return false;
  tags[at] = key;
  tags[at + 1] = value;
  return true;
}

/** For a number, its maximum length. */
function lengthOf(value: TagValue | undefined): number {
  return typeof value === "string" ? value.length : 24;
}
