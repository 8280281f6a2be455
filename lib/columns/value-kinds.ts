/** What a column's values are, found by looking: numbers, booleans, times or texts. All of them are stored as text. */
import { isCode, isNothing, toNumber, type ValueKind } from "../model/kinds.ts";

/** A column counts as numbers when this share of the values that say something are: a few "n/a" do not spoil it, a code does. */
const MOST = 0.9;

const BOOLEAN = /^(true|false)$/i;
const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

export interface KindCounts {
  readonly kind: ValueKind;
  /** Values that are numbers, of all that there are, 0 to 1. */
  readonly numericShare: number;
}

/** @param counts how often each value occurs */
export function findColumnKind(values: readonly string[], counts: ArrayLike<number>): KindCounts {
  let all = 0;
  let nothing = 0;
  let numbers = 0;
  let booleans = 0;
  let times = 0;
  let codes = 0;
  for (const [code, value] of values.entries()) {
    const count = counts[code] ?? 0;
    all += count;
    if (toNumber(value) !== undefined) numbers += count;
    else if (isCode(value)) codes += count;
    else if (isNothing(value)) nothing += count;
    else if (BOOLEAN.test(value)) booleans += count;
    else if (toSeconds(value) !== undefined) times += count;
  }
  const telling = all - nothing;
  const numericShare = all === 0 ? 0 : numbers / all;
  if (telling === 0) return { kind: "text", numericShare };
  if (booleans === telling) return { kind: "boolean", numericShare };
  if (numbers >= MOST * telling && codes === 0) return { kind: "number", numericShare };
  return { kind: times >= MOST * telling ? "time" : "text", numericShare };
}

/** A value as a number to reckon with: times are seconds since the epoch, true is 1. NaN when it is none. */
export function numberOf(value: string, kind: ValueKind): number {
  if (kind === "number") return toNumber(value) ?? Number.NaN;
  if (kind === "time") return toSeconds(value) ?? Number.NaN;
  if (kind === "boolean" && BOOLEAN.test(value)) return value.length === 4 ? 1 : 0;
  return Number.NaN;
}

function toSeconds(value: string): number | undefined {
  if (!TIME.test(value)) return undefined;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
