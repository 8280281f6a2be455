/** What `SP.write` is given as times: what is wrong with them, in a line that says what to do. */
import { types } from "node:util";
import { valueText } from "./text.ts";

/**
 * Starts are from 1970 to the beginning of 5000. No span is from beyond, and every number of milliseconds since 1973 is
 * when it is taken for seconds. Nothing can be told from a duration.
 */
const END = Date.UTC(5000) / 1000;
const UNITS = [
  ["milliseconds", 1e3, "1,000"],
  ["microseconds", 1e6, "1,000,000"],
  ["nanoseconds", 1e9, "1,000,000,000"],
] as const;

export interface Fault {
  /** Each kind is said once. */
  readonly kind: string;
  readonly line: string;
}

export function findFault(start: unknown, duration: unknown): Fault | undefined {
  if (!Number.isFinite(start) || !Number.isFinite(duration)) return notNumbers(start, duration);
  const seconds = start as number;
  if (seconds >= 0 && seconds < END) return undefined;
  const rule = `SP.write(name, start, duration) takes seconds since 1970; a start of ${seconds}`;
  if (seconds < 0) return { kind: "early", line: `${rule} is before that and ignored: give Date.now() / 1000` };
  const unit = UNITS.find(([, divisor]) => seconds / divisor < END);
  const advice = unit ? `divide ${unit[0]} by ${unit[2]}` : "give Date.now() / 1000";
  return { kind: unit?.[0] ?? "late", line: `${rule} is past the year 5000 and ignored: ${advice}` };
}

function notNumbers(start: unknown, duration: unknown): Fault {
  const line = `SP.write(name, start, duration) takes seconds; ${valueText(start)}, ${valueText(duration)} is ignored`;
  return types.isDate(start) ? { kind: "date", line: `${line}: give date.getTime() / 1000` } : { kind: "other", line };
}
