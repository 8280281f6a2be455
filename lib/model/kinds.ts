/** What the values of a tag are, found by looking: they are all stored as text. */

export type ValueKind = "number" | "boolean" | "time" | "text";

/** As programs write numbers: `12`, `-0.5`, `1.50`, `1e-07`, `1.0E7`. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+(e[+-]?\d+)?|e[+-]\d+)?$/i;
/** What a parser takes for a number as well: `007`, `+4930`, `.5`, `5.`, `1e5`, ` 5`, `1_000`, `0x1f`. */
const NUMBER_LIKE = /^\s*[+-]?(0[box][\da-f_]+|(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?)\s*$/i;
const BOOLEAN = /^(true|false)$/i;
const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
/** Python's None, JavaScript's null and undefined, and their not-a-number: they say nothing about the rest. */
const NOTHING = /^(none|null|undefined|nan|[+-]?inf(inity)?)?$/i;

export function isNothing(value: string): boolean {
  return NOTHING.test(value);
}

/**
 * A tag's value as a number to reckon with, or undefined when it is none. A whole number has to keep its digits: of two
 * ids beyond 2^53, one double would be made. A fraction may have more of them than a double holds.
 */
export function toNumber(value: string): number | undefined {
  if (!NUMBER.test(value)) return undefined;
  const number = Number(value);
  if (number === 0) return value === "-0" || /^-?[0.]*[1-9]/.test(value) ? undefined : number;
  // Writing a double takes 1.5 µs, seven times what reading it does: only of those that may have lost digits.
  const long = value.length > 15 && /^-?\d+$/.test(value);
  return !Number.isFinite(number) || (long && String(number) !== value) ? undefined : number;
}

/**
 * The number whose text is this one, letter for letter: only such a value may be shown, typed or exported as a number.
 * `1.50` and `1e-07` are numbers to reckon with, and stay what they are.
 */
export function exactNumber(value: string): number | undefined {
  const number = toNumber(value);
  return number !== undefined && String(number) === value ? number : undefined;
}

/** Whether those of the values that are numbers come back from these letter for letter. */
export function isExact(values: Iterable<string>): boolean {
  for (const value of values) if (toNumber(value) !== undefined && exactNumber(value) === undefined) return false;
  return true;
}

/** Whether a value looks like a number and says more than one: who writes `01004` once, writes codes. */
export function isCode(value: string): boolean {
  return NUMBER_LIKE.test(value) && toNumber(value) === undefined;
}

/** The kind that holds for every value; text as soon as one does not fit. */
export function findKind(values: Iterable<string>): ValueKind {
  const possible = new Set<ValueKind>(["boolean", "number", "time"]);
  let seen = false;
  for (const value of values) {
    if (isNothing(value)) continue;
    seen = true;
    if (!BOOLEAN.test(value)) possible.delete("boolean");
    if (toNumber(value) === undefined) possible.delete("number");
    if (!TIME.test(value)) possible.delete("time");
    if (possible.size === 0) return "text";
  }
  const [kind = "text"] = possible;
  return seen ? kind : "text";
}
