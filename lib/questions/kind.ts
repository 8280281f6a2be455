/** What the values of a tag are, found by looking: they are all stored as text. */

export type ValueKind = "number" | "boolean" | "time" | "text";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const BOOLEAN = /^(true|false)$/i;
const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
/** Python's None, JavaScript's null and undefined, and their not-a-number: they say nothing about the rest. */
const NOTHING = /^(none|null|undefined|nan|[+-]?inf(inity)?)?$/i;

export function isNothing(value: string): boolean {
  return NOTHING.test(value);
}

/** A tag's value as a number, or undefined when it is none. */
export function toNumber(value: string): number | undefined {
  return NUMBER.test(value) ? Number(value) : undefined;
}

/** The kind that holds for every value; text as soon as one does not fit. */
export function findKind(values: Iterable<string>): ValueKind {
  const possible = new Set<ValueKind>(["boolean", "number", "time"]);
  let seen = false;
  for (const value of values) {
    if (isNothing(value)) continue;
    seen = true;
    if (!BOOLEAN.test(value)) possible.delete("boolean");
    if (!NUMBER.test(value)) possible.delete("number");
    if (!TIME.test(value)) possible.delete("time");
    if (possible.size === 0) return "text";
  }
  const [kind = "text"] = possible;
  return seen ? kind : "text";
}
