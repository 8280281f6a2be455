/**
 * Filters on a tag, and on what every span has: how addresses and commands write them, and which values pass.
 *
 *   cache=cold   cache!=cold   bytes>1000   bytes>=34kB   bytes<1e6   bytes<=5   path~src   cache?   !cache
 *   duration>10ms   duration<=1.5s   name=read   name!=read   name~zip
 *
 * `!=` and `!` also keep spans without the tag. The characters `% = ! < >` of a key are percent-encoded, and so are
 * those of a text behind `~`.
 */
import { isBytesKey } from "./format.ts";
import { decimalOf, exactNumber } from "./kinds.ts";

export const TAG_OPERATORS = ["=", "!=", ">", ">=", "<", "<=", "~", "?", "!"] as const;
export type TagOperator = (typeof TAG_OPERATORS)[number];

/** `~`: contains; `?`: has the tag; `!`: does not. All but `=`, `!=` and `~` compare numbers, or no value. */
export interface TagFilter {
  readonly key: string;
  readonly operator: TagOperator;
  /** Empty for `?` and `!`. */
  readonly value: string;
}

/** What every span has, and which operators suit it. */
const FIELD_OPERATORS = {
  duration: [">", ">=", "<", "<="],
  name: ["=", "!=", "~"],
} as const satisfies Record<string, readonly TagOperator[]>;

export type Field = keyof typeof FIELD_OPERATORS;
export const FIELDS = Object.keys(FIELD_OPERATORS) as Field[];

export interface FieldFilter extends TagFilter {
  readonly key: Field;
}

const RANGE: ReadonlySet<string> = new Set([">", ">=", "<", "<="]);

export function comparesNumbers(operator: TagOperator): boolean {
  return RANGE.has(operator);
}

export function takesValue(operator: TagOperator): boolean {
  return operator !== "?" && operator !== "!";
}

/** Whether it keeps all spans but those whose tag passes the test, those without the tag included. */
export function isNegated({ operator }: Pick<TagFilter, "operator">): boolean {
  return operator === "!=" || operator === "!";
}

/** Values are counted by so many first characters; once that has taken much memory, by fewer. */
export const COUNTED_CHARACTERS = 500;
export const FEWER_CHARACTERS = 80;

/** The first characters of a value that may have been cut already; no half of a character. */
export function cutValue(value: string, most: number = COUNTED_CHARACTERS): string {
  if (value.length < most) return value;
  const isHalf = (value.charCodeAt(most - 1) & 0xfc00) === 0xd800;
  return value.slice(0, isHalf ? most - 1 : most);
}

/** The filter for a value as it was counted: of a long one, only the first characters may be known. */
export function filterOfCounted(key: string, value: string): TagFilter {
  const { length } = value;
  const isCut = length >= COUNTED_CHARACTERS - 1 || length === FEWER_CHARACTERS || length === FEWER_CHARACTERS - 1;
  return { key, operator: isCut ? "~" : "=", value };
}

export function formatTagFilter({ key, operator, value }: TagFilter): string {
  if (operator === "?") return `${encode(key, /[%=!<>~?]/g)}?`;
  if (operator === "!") return `!${encode(key, /[%=!<>~?]/g)}`;
  if (operator === "~") return `${encode(key, /[%=!<>~]/g)}~${encode(value, /[%=!<>]/g)}`;
  return `${encode(key, /[%=!<>]/g)}${operator}${value}`;
}

/** Undefined for a text that is no filter; its value may still be none that the operator takes. */
export function parseTagFilter(text: string): TagFilter | undefined {
  const compared = /^([^=!<>]*)(!=|>=|<=|=|>|<)(.*)$/s.exec(text);
  if (compared) {
    const [, key = "", operator, value = ""] = compared;
    return { key: decode(key, /%(25|3D|21|3C|3E)/gi), operator: operator as TagOperator, value };
  }
  const all = /%(25|3D|21|3C|3E|7E|3F)/gi;
  const missing = /^!([^=!<>~?]*)$/s.exec(text);
  if (missing) return { key: decode(missing[1] ?? "", all), operator: "!", value: "" };
  const contained = /^([^=!<>~]*)~([^=!<>]*)$/s.exec(text);
  if (contained) return { key: decode(contained[1] ?? "", all), operator: "~", value: decode(contained[2] ?? "", all) };
  const carried = /^([^=!<>~?]*)\?$/s.exec(text);
  return carried ? { key: decode(carried[1] ?? "", all), operator: "?", value: "" } : undefined;
}

/** What an address may hold, for messages. */
export const TAG_FORMS =
  "key=value, key!=value, key>number, key>=number, key<number, key<=number, key~text, key? or !key";

export function isTagFilter(text: string): boolean {
  const filter = parseTagFilter(text);
  return filter !== undefined && (!comparesNumbers(filter.operator) || !Number.isNaN(readLimit(filter)));
}

export const FIELD_FORMS =
  "duration>10ms, duration>=10ms, duration<10ms, duration<=10ms, name=text, name!=text or name~text";

/** Undefined for anything that is not valid. */
export function parseFieldFilter(text: string): FieldFilter | undefined {
  const filter = parseTagFilter(text);
  return filter && isFieldFilter(filter) ? filter : undefined;
}

function isFieldFilter(filter: TagFilter): filter is FieldFilter {
  const operators: readonly TagOperator[] | undefined = Object.hasOwn(FIELD_OPERATORS, filter.key)
    ? FIELD_OPERATORS[filter.key as Field]
    : undefined;
  if (!operators?.includes(filter.operator)) return false;
  return filter.key !== "duration" || !Number.isNaN(readDuration(filter.value));
}

function encode(text: string, signs: RegExp): string {
  return text.replace(signs, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string, codes: RegExp): string {
  return text.replace(codes, (code) => decodeURIComponent(code));
}

/** What a text must be to pass; a span without the tag, or whose nearest ancestor with it fails, passes if `isNegated`. */
export function makeTagTest(filter: TagFilter): (text: string) => boolean {
  const { operator, value } = filter;
  if (!takesValue(operator)) return () => true;
  if (operator === "~") return (text) => text.includes(value);
  if (comparesNumbers(operator)) {
    const passes = makeNumberTest(operator, readLimit(filter));
    return (text) => passes(decimalOf(text));
  }
  const shown = spellingsOf(value);
  return (text) => shown.includes(text);
}

/** Tests of a name, of a duration in seconds (NaN where there is none); undefined if nothing limits them. */
export function makeFieldTests(filters: readonly FieldFilter[]) {
  const names = filters.filter(({ key }) => key === "name").map(makeNameTest);
  const durations = filters
    .filter(({ key }) => key === "duration")
    .map(({ operator, value }) => makeNumberTest(operator, readDuration(value)));
  return {
    name: names.length > 0 ? (name: string) => names.every((test) => test(name)) : undefined,
    duration: durations.length > 0 ? (seconds: number) => durations.every((test) => test(seconds)) : undefined,
  };
}

function makeNameTest({ operator, value }: FieldFilter): (name: string) => boolean {
  if (operator === "~") return (name) => name.includes(value);
  return operator === "!=" ? (name) => name !== value : (name) => name === value;
}

function makeNumberTest(operator: TagOperator, limit: number): (number: number) => boolean {
  if (operator === ">") return (number) => number > limit;
  if (operator === ">=") return (number) => number >= limit;
  return operator === "<" ? (number) => number < limit : (number) => number <= limit;
}

/** The value, and if it has a minus sign or digit groups, the number it displays: people type what they read. */
export function spellingsOf(value: string): string[] {
  const number = plainNumber(value);
  return number !== value && exactNumber(number) !== undefined ? [value, number] : [value];
}

function plainNumber(text: string): string {
  const plain = text.replace(/^\u2212/, "-");
  return /^-?\d{1,3}(,\d{3})+$/.test(plain) ? plain.replaceAll(",", "") : plain;
}

function readNumber(text: string): number {
  const plain = plainNumber(text.trim());
  const number = plain === "" ? Number.NaN : Number(plain);
  return Number.isFinite(number) ? number : Number.NaN;
}

const BYTES: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** The number that a range is compared with: `1000`, `1e6`, `−5`, `1,234`; of bytes also `34 kB`. NaN if it is none. */
export function readLimit({ key, value }: Pick<TagFilter, "key" | "value">): number {
  const size = isBytesKey(key) ? /^(.*?)\s*([kmgt]?b)$/is.exec(value.trim()) : null;
  if (!size) return readNumber(value);
  return scale(readNumber(size[1] ?? ""), BYTES[(size[2] ?? "").toLowerCase()] ?? 1);
}

/** Of each unit, how many are in a second or seconds in it, so that `10 ms` is the double of `0.01`. */
const UNITS: Readonly<Record<string, readonly [seconds: number, perSecond: number]>> = {
  ns: [1, 1e9],
  µs: [1, 1e6],
  us: [1, 1e6],
  ms: [1, 1e3],
  s: [1, 1],
  m: [60, 1],
  min: [60, 1],
  h: [3600, 1],
  d: [86_400, 1],
};
const PART = /\s*(\d[\d,]*(?:\.\d+)?|\.\d+)\s*(ns|[µμu]s|ms|s|min|m|h|d)/giy;

/** Seconds: `10 ms`, `1.5s`, `2 m`, `16 m 40 s`; a number alone is seconds. NaN if it is none. */
export function readDuration(text: string): number {
  const number = readNumber(text);
  if (!Number.isNaN(number)) return number;
  const whole = text.trimEnd();
  let seconds = Number.NaN;
  PART.lastIndex = 0;
  while (PART.lastIndex < whole.length) {
    const found = PART.exec(whole);
    if (!found) return Number.NaN;
    const [times, parts] = UNITS[(found[2] ?? "").toLowerCase().replace("μ", "µ")] ?? [1, 1];
    seconds = (Number.isNaN(seconds) ? 0 : seconds) + (readNumber(found[1] ?? "") * times) / parts;
  }
  return seconds;
}

/** Avoids the error of a product such as 34.5 · 1000 where the text has the exact digits. */
function scale(number: number, by: number): number {
  return Number((number * by).toPrecision(15));
}
