/** Infers whether the values of a tag, all stored as text, are numbers, booleans, times or text. */

/** Numbers as programs write them: `12`, `-0.5`, `1.50`, `1e-07`, `1.0E7`. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+(e[+-]?\d+)?|e[+-]\d+)?$/i;
/** What parsers also accept as a number: `007`, `+4930`, `.5`, `5.`, `1e5`, ` 5`, `1_000`, `0x1f`. */
const NUMBER_LIKE = /^\s*[+-]?(0[box][\da-f_]+|(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?)\s*$/i;
const BOOLEAN = /^(true|false)$/i;
const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
/** Python's None, JavaScript's null and undefined, NaN and infinities: ignored when inferring the kind of a column. */
const NOTHING = /^(none|null|undefined|nan|[+-]?inf(inity)?)?$/i;

export function isNothing(value: string): boolean {
  return NOTHING.test(value);
}

/**
 * A tag's value as a number to calculate with, or undefined. An integer must keep its digits: two ids beyond 2^53 would
 * become the same double. A fraction may have more digits than a double holds.
 */
export function toNumber(value: string): number | undefined {
  if (!NUMBER.test(value)) return undefined;
  const number = Number(value);
  if (number === 0) return value === "-0" || /^-?[0.]*[1-9]/.test(value) ? undefined : number;
  // Formatting a double takes 1.5 µs, seven times as long as parsing it: only for those that may have lost digits.
  const long = value.length > 15 && /^-?\d+$/.test(value);
  return !Number.isFinite(number) || (long && String(number) !== value) ? undefined : number;
}

/**
 * The number that prints exactly as this text: only such a value may be shown, typed or exported as a number. `1.50`
 * and `1e-07` can be calculated with, but stay text.
 */
export function exactNumber(value: string): number | undefined {
  const number = toNumber(value);
  return number !== undefined && String(number) === value ? number : undefined;
}

/** Whether every value that is a number also prints exactly as its text. */
export function isExact(values: Iterable<string>): boolean {
  for (const value of values) if (toNumber(value) !== undefined && exactNumber(value) === undefined) return false;
  return true;
}

/** Whether a value looks like a number but is not one: where `01004` occurs, values are codes. */
export function isCode(value: string): boolean {
  return NUMBER_LIKE.test(value) && toNumber(value) === undefined;
}

/** Digits as SQLite takes them for a number too: no `0x1f`, no `1_000`. */
const DECIMAL = /^[ \t\n\v\f\r]*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[ \t\n\v\f\r]*$/i;

/** For comparing with a number, where codes such as `007` count as numbers too; NaN for any other text. */
export function decimalOf(value: string): number {
  return DECIMAL.test(value) ? Number(value) : Number.NaN;
}

interface Kind {
  /** One or two characters that mark a column of such values. */
  readonly mark: string;
  /** Whether a value is of this kind. */
  readonly holds: (value: string) => boolean;
}

/** In order of precedence; any value is text. */
export const KINDS = {
  boolean: { mark: "01", holds: (value) => BOOLEAN.test(value) },
  number: { mark: "#", holds: (value) => toNumber(value) !== undefined },
  time: { mark: "t", holds: (value) => TIME.test(value) },
  text: { mark: "Aa", holds: () => true },
} as const satisfies Record<string, Kind>;

export type ValueKind = keyof typeof KINDS;

/** Marks for what is said of other spans than the calls: those within them, and those that run beside them. */
export const SPAN_MARKS = { child: "└", overlap: "║" } as const;

export type SpanMark = keyof typeof SPAN_MARKS;

/** The kind that fits every value, else text. */
export function findKind(values: Iterable<string>): ValueKind {
  const possible = new Set(Object.keys(KINDS) as ValueKind[]);
  let seen = false;
  for (const value of values) {
    if (isNothing(value)) continue;
    seen = true;
    for (const kind of possible) if (!KINDS[kind].holds(value)) possible.delete(kind);
    if (possible.size === 1) return "text";
  }
  const [kind = "text"] = possible;
  return seen ? kind : "text";
}
