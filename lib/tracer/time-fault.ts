/** Checks the times passed to `SP.write`. */
import { types } from "node:util";
import { valueText } from "./text.ts";

/**
 * Starts are accepted from 1970 to the beginning of 5000. No span is later, but every time since 1973 is if its
 * milliseconds are mistaken for seconds. Durations allow no such check.
 */
const LAST_START = Date.UTC(5000) / 1000;
const UNITS = [
  ["milliseconds", 1e3, "1,000"],
  ["microseconds", 1e6, "1,000,000"],
  ["nanoseconds", 1e9, "1,000,000,000"],
] as const;

/** What is wrong with them. */
interface TimeFault {
  /** Each kind is reported once. */
  readonly kind: string;
  readonly line: string;
}

export function findTimeFault(start: unknown, duration: unknown): TimeFault | undefined {
  if (!Number.isFinite(start) || !Number.isFinite(duration)) return notNumbers(start, duration);
  const seconds = start as number;
  if (seconds >= 0 && seconds < LAST_START) return undefined;
  const rule = `SP.write(name, start, duration) takes seconds since 1970; a start of ${seconds}`;
  if (seconds < 0) return { kind: "early", line: `${rule} is before that and ignored: pass Date.now() / 1000` };
  const unit = UNITS.find(([, divisor]) => seconds / divisor < LAST_START);
  const advice = unit ? `divide ${unit[0]} by ${unit[2]}` : "pass Date.now() / 1000";
  return { kind: unit?.[0] ?? "late", line: `${rule} is past the year 5000 and ignored: ${advice}` };
}

function notNumbers(start: unknown, duration: unknown): TimeFault {
  const line = `SP.write(name, start, duration) takes seconds; ${valueText(start)}, ${valueText(duration)} are ignored`;
  return types.isDate(start) ? { kind: "date", line: `${line}: pass date.getTime() / 1000` } : { kind: "other", line };
}
