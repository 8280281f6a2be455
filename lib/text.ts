/**
 * Anything a program hands us as text for the database: well-formed, bounded, and never throwing, whatever the value's
 * own code does when it is looked at.
 */
import { inspect, types } from "node:util";

export const MAX_NAME = 1024;
export const MAX_KEY = 256;
export const MAX_VALUE = 16_384;

/** Cuts to `max` characters, the last one an ellipsis, and replaces lone surrogates, which Python cannot decode. */
function bound(text: string, max: number): string {
  const cut = text.length > max ? `${text.slice(0, max - 1)}…` : text;
  return cut.isWellFormed() ? cut : cut.toWellFormed();
}

/** A span's name: what was given, as text; `anonymous_span` for nothing, as in the Python package. */
export function nameText(name: unknown): string {
  if (name === undefined || name === "") return "anonymous_span";
  return bound(typeof name === "string" ? name : printable(name), MAX_NAME);
}

export function keyText(key: string): string {
  return bound(key, MAX_KEY);
}

/** A tag's value as it stands now: later changes to an object do not change the tag. */
export function valueText(value: unknown): string {
  if (typeof value === "string") return bound(value, MAX_VALUE);
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  if (typeof value === "boolean" || value === null) return String(value);
  return bound(printable(value), MAX_VALUE);
}

export function errorType(error: unknown): string {
  try {
    if (types.isNativeError(error)) {
      // A subclass that sets no name of its own has its parent's, "Error".
      return bound(String(error.name === "Error" ? error.constructor.name || "Error" : error.name), MAX_KEY);
    }
    return error === null ? "null" : typeof error;
  } catch {
    return "Error";
  }
}

export function errorMessage(error: unknown): string {
  try {
    if (types.isNativeError(error)) return bound(String(error.message), MAX_VALUE);
  } catch {
    return "[unprintable]";
  }
  return valueText(error);
}

/** The stack of an error, or null: not an error, or `name` has had its share. */
export function errorStack(error: unknown, name: string): string | null {
  try {
    if (types.isNativeError(error) && takeStack(name) && typeof error.stack === "string")
      return bound(error.stack, MAX_VALUE);
  } catch {
    // A getter of the program's own threw; the type and message are enough.
  }
  return null;
}

/** Stacks kept for one name of span. V8 takes 18 µs to write one out, four times what the span costs. */
const MAX_STACKS = 20;
const stacksTaken = new Map<string, number>();

function takeStack(name: string): boolean {
  const taken = stacksTaken.get(name) ?? 0;
  if (taken >= MAX_STACKS || stacksTaken.size > 10_000) return false;
  stacksTaken.set(name, taken + 1);
  return true;
}

function printable(value: unknown): string {
  try {
    return convert(value);
  } catch (error) {
    return `[unprintable: ${errorType(error)}]`;
  }
}

function convert(value: unknown): string {
  if (typeof value === "symbol" || typeof value === "bigint") return String(value);
  if (typeof value === "function") return `[Function: ${value.name || "anonymous"}]`;
  if (typeof value !== "object" || value === null) return String(value);
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (types.isNativeError(value)) return `${value.name}: ${value.message}`;
  if (value instanceof URL || types.isRegExp(value)) return String(value);
  // Their contents would be a dump nobody reads.
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return `[${kindOf(value)} ${value.byteLength}]`;
  try {
    return JSON.stringify(value, plain) ?? inspect(value, { depth: 3 });
  } catch {
    // Circular, or something inside throws when read.
    return inspect(value, { depth: 3 });
  }
}

function kindOf(value: ArrayBufferView | ArrayBufferLike): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** What JSON has no word for, inside of an object. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (types.isMap(value)) return Object.fromEntries(value);
  if (types.isSet(value)) return [...value];
  if (types.isNativeError(value)) return `${value.name}: ${value.message}`;
  return value;
}
