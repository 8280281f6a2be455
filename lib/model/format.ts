/** Formats durations, times and numbers, the same in dashboard and terminal and independent of locale. */
import { formatDate, isToday, readDate } from "./dates.ts";

/** U+2212, as wide as a plus sign. */
const MINUS = "\u2212";
export const MISSING = "∅";

type DurationUnit = "ns" | "µs" | "ms" | "s";

/** Two parts, so that columns can align the figures and set the unit apart. */
export interface DurationParts {
  readonly figure: string;
  readonly unit: DurationUnit | "m";
}

/** Three significant digits; undefined when rounding reaches the next unit (999.6 µs is 1.00 ms). */
function threeDigits(value: number, limit: number): string | undefined {
  if (value >= limit) return undefined;
  const decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const text = value.toFixed(decimals);
  if (Number(text) >= limit) return undefined;
  // 9.996 becomes "10.00": one digit too many.
  return text.length > 4 ? value.toFixed(decimals - 1) : text;
}

function longDuration(seconds: number): DurationParts {
  const whole = Math.round(seconds);
  if (whole < 3600) return { figure: `${Math.floor(whole / 60)} m ${whole % 60}`, unit: "s" };
  const minutes = Math.round(seconds / 60);
  return { figure: `${Math.floor(minutes / 60)} h ${minutes % 60}`, unit: "m" };
}

const UNITS: readonly (readonly [DurationUnit, number])[] = [
  ["ns", 1e9],
  ["µs", 1e6],
  ["ms", 1e3],
  ["s", 1],
];

/**
 * A duration with three significant digits: `812 ns`, `68.4 µs`, `5.00 ms`, `1.51 s`; from 1,000 s `16 m 40 s`,
 * `1 h 48 m`.
 * @param seconds any finite number; zero is `0 s`
 */
export function formatDuration(seconds: number): DurationParts {
  if (seconds === 0) return { figure: "0", unit: "s" };
  const size = Math.abs(seconds);
  const sign = seconds < 0 ? MINUS : "";
  for (const [unit, factor] of UNITS) {
    const figure = threeDigits(size * factor, 1000);
    if (figure !== undefined) return { figure: sign + figure, unit };
  }
  const { figure, unit } = longDuration(size);
  return { figure: sign + figure, unit };
}

export function formatDurationText(seconds: number): string {
  const { figure, unit } = formatDuration(seconds);
  return `${figure} ${unit}`;
}

/** The raw value, for hover and copy: `0.411233779 s`. */
export function formatRawSeconds(seconds: number): string {
  return `${withMinus(seconds.toFixed(9))} s`;
}

/** How long work took, without fractions of a millisecond: `42 ms`, `8.30 s`. */
export function formatElapsed(milliseconds: number): string {
  const whole = Math.max(1, Math.round(milliseconds));
  return whole < 1000 ? `${whole} ms` : formatDurationText(milliseconds / 1000);
}

function withMinus(text: string): string {
  return text.startsWith("-") ? MINUS + text.slice(1) : text;
}

/** What starts are relative to, and whether they are shown as dates: those of a run of a day or longer. */
export interface TimeZero {
  /** Seconds since the epoch. */
  readonly origin: number;
  readonly dated: boolean;
}

const DAY = 86_400;
/** A start this much before the origin is not of its time. */
const BEFORE = 60;

/** Whether times from `low` to `high`, in seconds from an origin, are told by dates: a clock of days tells little. */
export function needsDates(low: number, high: number): boolean {
  return low <= -BEFORE || high >= DAY;
}

/**
 * A start relative to its origin: `+5.123 s`; from 10 minutes as a clock, `+1:03:31.204`; of a run of days, or days
 * away, as a date, `Nov 18, 14:02:14.765`.
 * @param offset seconds since the origin
 * @param zero null for a clock at any distance
 */
export function formatStart(offset: number, zero: TimeZero | null, decimals: 0 | 3 = 3): string {
  if (zero && (zero.dated || needsDates(offset, offset))) {
    const date = formatDate(zero.origin + offset, decimals);
    if (date !== undefined) return date;
  }
  const milliseconds = Math.round(Math.abs(offset) * 1000);
  const sign = offset < 0 && milliseconds > 0 ? MINUS : "+";
  if (milliseconds < 600_000) return `${sign}${(milliseconds / 1000).toFixed(decimals)} s`;
  const rounded = decimals === 0 ? Math.round(milliseconds / 1000) * 1000 : milliseconds;
  const seconds = ((rounded % 60_000) / 1000).toFixed(decimals).padStart(decimals === 0 ? 2 : 6, "0");
  const minutes = Math.floor(rounded / 60_000) % 60;
  const hours = Math.floor(rounded / 3_600_000);
  return hours > 0 ? `${sign}${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${sign}${minutes}:${seconds}`;
}

/** Time of day in the time zone of the machine with the file: `14:02:14.765`. */
export function formatClock(epochSeconds: number, decimals: 0 | 3 = 3): string {
  const date = readDate(epochSeconds);
  return date ? `${date.clock}${decimals === 0 ? "" : date.fraction}` : MISSING;
}

/** When a run began: `14:02:07`; `Nov 18, 14:02:07` if that is not today, or the run lasts a day or longer. */
export function formatBegin(started: number, ended: number): string {
  return isToday(started) && ended - started < DAY ? formatClock(started, 0) : (formatDate(started, 0) ?? MISSING);
}

/** A whole number with comma groups: `2,980`. */
export function formatCount(count: number): string {
  return withMinus(String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ","));
}

/** A count that stopped at a limit: `10,000+`. */
export function formatCappedCount(count: number, limit: number): string {
  return count > limit ? `${formatCount(limit)}+` : formatCount(count);
}

/** A ratio from 0 to 1 as a percentage with one decimal: `96.8 %`, `< 0.1 %`, `> 99.9 %`, `100 %`. */
export function formatShare(ratio: number): string {
  if (!Number.isFinite(ratio)) return MISSING;
  if (ratio === 0) return "0 %";
  if (ratio > 0 && ratio < 0.001) return "< 0.1 %";
  const text = (ratio * 100).toFixed(1);
  // Sums of parts may miss the whole by their rounding.
  if (ratio < 1 - 1e-9 && text === "100.0") return "> 99.9 %";
  // Decimals of more than ten times the whole say nothing.
  if (Math.abs(Number(text)) >= 1000) return `${formatCount(Math.round(ratio * 100))} %`;
  return `${text === "100.0" ? "100" : withMinus(text)} %`;
}

/** A relative change with its sign: `−46 %`, `+9.8 %`, `0 %`; no decimals from 10 %. */
export function formatChange(ratio: number): string {
  if (ratio === 0) return "0 %";
  const percent = Math.abs(ratio * 100);
  const figure = percent >= 9.95 ? percent.toFixed(0) : percent.toFixed(1);
  return `${ratio < 0 ? MINUS : "+"}${figure} %`;
}

/** A change of figures that are compared by their tenths: `−3.2 %`, `+10.0 %`, `× 18` from eleven times on. */
export function formatTenths(ratio: number): string {
  if (ratio >= 10) return `× ${formatCount(Math.floor(ratio + 1))}`;
  const figure = Math.abs(ratio * 100).toFixed(1);
  const sign = Number(figure) === 0 ? "" : ratio < 0 ? MINUS : "+";
  return `${sign}${figure} %`;
}

/** Bytes in SI units with three digits: `312 B`, `34.5 kB`, `2.19 MB`. */
export function formatBytes(bytes: number): string {
  const size = Math.abs(bytes);
  const sign = bytes < 0 ? MINUS : "";
  if (size < 1000) return `${sign}${formatNumber(size)} B`;
  for (const [unit, factor] of [
    ["kB", 1e3],
    ["MB", 1e6],
    ["GB", 1e9],
  ] as const) {
    const figure = threeDigits(size / factor, 1000);
    if (figure !== undefined) return `${sign}${figure} ${unit}`;
  }
  return `${sign}${formatCount(size / 1e12)} TB`;
}

/** Tag keys whose numbers are bytes. */
export function isBytesKey(key: string): boolean {
  return /(^|[._-])(bytes|size)$/i.test(key) || /[a-z](Bytes|Size)$/.test(key);
}

/**
 * Any other number with at most three decimals: `11`, `0.279`; very large and very small ones in exponential notation.
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 0.0005)) {
    return withMinus(
      value
        .toExponential(2)
        .replace(/\.?0+e/, "e")
        .replace("e+", "e"),
    );
  }
  return withMinus(String(Number(value.toFixed(3))));
}

/** A number as a program wrote it: integers keep all digits, so that what is shown can be searched for. */
export function formatStored(value: number): string {
  return Math.abs(value) >= 1e15 ? withMinus(String(value)) : formatNumber(value);
}

/**
 * A number where there is little room: up to 9,999 as it is, then with a few digits, `412 k`, `8.83 M`, `3.21 bn`.
 * @param digits significant ones
 */
export function formatRough(value: number, digits = 3): string {
  const size = Math.abs(value);
  if (size < 10_000 || size >= 1e12) return formatNumber(value);
  const [unit, factor] = size >= 9.995e8 ? ["bn", 1e9] : size >= 999_500 ? ["M", 1e6] : ["k", 1e3];
  return `${withMinus(String(Number((value / Number(factor)).toPrecision(digits))))} ${unit}`;
}

const MOST_DIGITS = 12;

/** Both ends in short, with as many digits as tell them apart: `2.92 – 3.01 M`. */
export function formatRoughRange(low: number, high: number): string {
  for (let digits = 3; ; digits++) {
    const [from, to] = [formatRough(low, digits), formatRough(high, digits)];
    if (from !== to || low === high || digits === MOST_DIGITS) return formatRange(from, to);
  }
}

/** A range with an en dash; a unit both ends share appears once: `0.18 – 0.62`, `10.1 – 73.1 kB`. */
export function formatRange(low: string, high: string): string {
  if (low === high) return low;
  const unit = / \S+$/.exec(high)?.[0] ?? "";
  return `${low.endsWith(unit) ? low.slice(0, low.length - unit.length) : low} – ${high}`;
}

/** `1 span`, `2 spans`: a count and its noun. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
