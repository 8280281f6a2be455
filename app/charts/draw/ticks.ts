/**
 * Tick positions and texts of every axis. Not d3-scale: it picks the step closest to a wanted number of ticks, while
 * these must leave room for each text, and it knows neither durations nor bytes.
 */
import { formatBytes, formatCount, formatDurationText, formatNumber } from "../../../lib/model/format.ts";
import { joinText } from "../../../lib/model/shown-text.ts";
import { makeShareOf, shareOf } from "../../../lib/stats/number-bins.ts";
import type { ColumnUnit } from "../../ui/table/result-columns.ts";
import { fitLabels, textWidth } from "./text-width.ts";
import { makeTimeTicks } from "./time-ticks.ts";

export interface TickScale {
  readonly log: boolean;
  readonly unit: ColumnUnit;
  /** Whether all values are integers: there is nothing to mark between two of them. */
  readonly integers?: boolean;
  /** The texts at 0, 1, 2 … on a category axis. */
  readonly categories: readonly string[] | null;
  /** Fixed tick positions, for axes that need their own. */
  readonly fixed?: readonly (readonly [place: number, text: string])[];
  /** On an axis of dates: what its values are relative to, seconds since the epoch. */
  readonly datesFrom?: number | undefined;
}

export interface Ticks {
  readonly values: readonly number[];
  readonly texts: readonly string[];
  /** Minor ticks without text, on log axes. */
  readonly minor: readonly number[];
}

const MINUS = "\u2212";
const DAY = 86_400;
export const CLOCK_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];

function plain(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return text.startsWith("-") ? MINUS + text.slice(1) : text;
}

/** Truncates a text to a width in pixels, also if its signs are wide ones. */
export function shortenTo(text: string, width: number): string {
  let length = [...joinText(text)].length;
  let shown = text;
  while (length > 2 && textWidth(shown) > width) shown = shortenText(text, --length);
  return shown;
}

/** Truncates a text in the middle, where names with a common prefix differ least. */
export function shortenText(text: string, length: number): string {
  const signs = [...joinText(text)];
  if (signs.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${signs.slice(0, head).join("")}…${signs.slice(signs.length - (length - 1 - head)).join("")}`;
}

/** The smallest 1, 2 or 5 times a power of ten that is not below the value, within a tolerance. */
export function roundUp(value: number, tolerance = 1e-3): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value * (1 - tolerance)) ?? 10) * power;
}

/** The largest that is not above it. */
export function roundDown(value: number, tolerance = 1e-3): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([5, 2, 1].find((factor) => factor * power <= value * (1 + tolerance)) ?? 1) * power;
}

/** Multiplies, as repeatedly adding a fraction drifts. */
function multiplesOf(step: number, low: number, high: number): number[] {
  const values: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) values.push(i === 0 ? 0 : i * step);
  return values;
}

interface PowerOptions {
  readonly factors?: readonly number[];
  /** Relative tolerance at the ends. */
  readonly tolerance?: number;
}

/** Powers of ten between two ends, and multiples of them. */
export function powersOfTen(low: number, high: number, options: PowerOptions = {}): number[] {
  const { factors = [1], tolerance = 0 } = options;
  const values: number[] = [];
  const first = Math.floor(Math.log10(low));
  for (let power = first; power <= Math.ceil(Math.log10(high)); power++)
    for (const factor of factors) values.push(Number(`${factor}e${power}`));
  return values.filter((value) => value >= low * (1 - tolerance) && value <= high * (1 + tolerance));
}

/** The minor ticks between two powers of ten. */
export const BETWEEN_POWERS = [2, 3, 4, 5, 6, 7, 8, 9] as const;

/** From here on, durations are written in minutes and hours. */
const LONG = 1000;
const HOUR = 3600;
/** Between the last round seconds and the first hour, by the factors wanted of powers of ten. */
const MINUTES: Readonly<Record<number, readonly number[]>> = {
  1: [],
  2: [1800],
  3: [1200, 1800],
  8: [1200, 1800, 2400, 3000],
};

/**
 * The same for durations: powers of ten up to 1,000 seconds, then of hours, and multiples of both.
 * @param factors how finely: `[1]`, `[1, 3]`, `[1, 2, 5]`, or those between powers
 */
export function roundDurations(low: number, high: number, factors: readonly number[] = [1]): number[] {
  const [least, most] = [low * (1 - TICK_TOLERANCE), high * (1 + TICK_TOLERANCE)];
  const short = powersOfTen(low, Math.min(high, LONG), { factors, tolerance: TICK_TOLERANCE });
  const hours =
    high < HOUR * (1 - TICK_TOLERANCE) ? [] : powersOfTen(Math.max(1, least / HOUR), most / HOUR, { factors });
  const long = [...(MINUTES[factors.length] ?? []), ...hours.map((count) => count * HOUR)];
  return [...short.filter((value) => value < LONG), ...long.filter((value) => value >= least && value <= most)];
}

/** The smallest round duration that is not below it, within a tolerance. */
export function roundDurationUp(seconds: number, tolerance?: number): number {
  if (seconds <= LONG / 2) return roundUp(seconds, tolerance);
  return roundDurations(seconds, 20 * seconds, ROUND)[0] ?? seconds;
}

export function roundDurationDown(seconds: number, tolerance?: number): number {
  if (seconds < LONG) return roundDown(seconds, tolerance);
  return roundDurations(seconds / 20, seconds, ROUND).at(-1) ?? seconds;
}

const ROUND = [1, 2, 5] as const;
const TICK_TOLERANCE = 1e-4;

/** A round duration without trailing zeros: `20 µs`, `1 s`, `1 h`. */
export function formatRoundDuration(seconds: number): string {
  return formatDurationText(seconds)
    .replace(/(\d)\.0+ /, "$1 ")
    .replace(/ 0 [sm]$/, "");
}

function decimalsOf(step: number): number {
  return Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

function scaleDuration(size: number): readonly [string, number] {
  if (size < 0.999e-6) return ["ns", 1e9];
  if (size < 0.999e-3) return ["µs", 1e6];
  if (size < 0.999) return ["ms", 1e3];
  return ["s", 1];
}

function scaleBytes(size: number): readonly [string, number] {
  if (size < 999.9) return ["B", 1];
  if (size < 999.9e3) return ["kB", 1e-3];
  if (size < 999.9e6) return ["MB", 1e-6];
  return size < 999.9e9 ? ["GB", 1e-9] : ["TB", 1e-12];
}

/** Values in one unit, with the decimals their step needs. */
function formatIn([name, factor]: readonly [string, number], step: number): (value: number) => string {
  return (value) => `${value === 0 ? "0" : plain(value * factor, decimalsOf(step * factor))} ${name}`;
}

/** A long duration in the parts that its step needs: `1 h`, `2 h 30 m`, `16 m 40 s`. */
function longText(step: number): (value: number) => string {
  const zero = step % HOUR === 0 ? "0 h" : step % 60 === 0 ? "0 m" : "0 s";
  const decimals = decimalsOf(step);
  return (value) => {
    const size = Number(Math.abs(value).toFixed(decimals));
    const [hours, minutes] = [Math.floor(size / HOUR), Math.floor((size % HOUR) / 60)];
    const seconds = size % 60;
    const parts = [hours > 0 && `${formatCount(hours)} h`, minutes > 0 && `${minutes} m`];
    if (seconds > 0 && step % 60 !== 0) parts.push(`${seconds.toFixed(decimals)} s`);
    const text = parts.filter((part) => part !== false).join(" ");
    return text === "" ? zero : `${value < 0 ? MINUS : ""}${text}`;
  };
}

export function clockText(seconds: number): string {
  const sign = seconds < 0 ? MINUS : "+";
  const whole = Math.round(Math.abs(seconds));
  const two = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${two(whole % 60)}` : `${sign}${minutes}:${two(whole % 60)}`;
}

/** Very large and very small numbers, with the digits their step needs: `1.2e-5`. */
function powerText(step: number): (value: number) => string {
  return (value) => {
    if (value === 0) return "0";
    const digits = Math.floor(Math.log10(Math.abs(value)) + 1e-9) - Math.floor(Math.log10(step) + 1e-9);
    const text = value.toExponential(Math.max(0, Math.min(15, digits)));
    return text
      .replace(/\.?0+e/, "e")
      .replace("e+", "e")
      .replace(/^-/, MINUS);
  };
}

/** Formatter for a linear axis: all values in one unit, with the decimals its step needs. */
function linearText(unit: ColumnUnit, size: number, step: number): (value: number) => string {
  if (unit === "start") {
    if (size >= 600 && step >= 1) return clockText;
    return (value) => `${value < 0 ? MINUS : "+"}${Math.abs(value).toFixed(decimalsOf(step))} s`;
  }
  if (unit === "duration" && size >= LONG) return longText(step);
  if (unit === "duration" || unit === "bytes") {
    return formatIn(unit === "duration" ? scaleDuration(size) : scaleBytes(size), step);
  }
  if (unit === "id") return (value) => plain(value, decimalsOf(step));
  if (size >= 1e15 || size < 1e-4) return powerText(step);
  return (value) => (step >= 1 ? formatCount(value) : plain(value, decimalsOf(step)));
}

function logText(unit: ColumnUnit): (value: number) => string {
  if (unit === "duration")
    return (value) => {
      if (value >= LONG) return formatRoundDuration(value);
      const [name, factor] = scaleDuration(value);
      return `${formatNumber(Number((value * factor).toPrecision(3)))} ${name}`;
    };
  const small = (value: number) => (value >= 1e-4 ? String(Number(value.toPrecision(3))) : formatNumber(value));
  if (unit === "bytes")
    return (value) => (value < 1 ? `${small(value)} B` : formatBytes(value).replace(/(\d)\.0+ /, "$1 "));
  return (value) => (value < 1 ? small(value) : value < 1e9 ? formatCount(value) : formatNumber(value));
}

/** The step between two ticks of a linear axis, at least as long as `least`. */
function findStep({ unit, integers }: TickScale, least: number, size: number): number {
  const isLong = size >= LONG && unit === "duration";
  const isClock = unit === "start" && size >= 600 && least > 0.5;
  if (isLong || isClock) {
    const step = CLOCK_STEPS.find((candidate) => candidate >= least * (1 - 1e-9));
    if (step !== undefined && (isClock || least > 0.5)) return step;
    if (least > DAY) return DAY * roundUp(least / DAY);
  }
  return integers ? Math.max(1, roundUp(least)) : roundUp(least);
}

function makeLinearTicks(scale: TickScale, low: number, high: number, room: number): Ticks {
  const { unit } = scale;
  const least = (high - low) / Math.max(1, room);
  if (!(least > 0)) return { values: [low], texts: [linearText(unit, Math.abs(low), 1)(low)], minor: [] };
  const size = Math.max(Math.abs(low), Math.abs(high));
  const step = findStep(scale, least, size);
  const slack = (high - low) * 1e-6;
  // A step may be longer than the axis: that of integers where none is on it.
  const values = multiplesOf(step, low, high).filter((value) => value >= low - slack && value <= high + slack);
  // A single tick does not reveal the scale.
  if (values.length < 2 && room < 8) return makeLinearTicks(scale, low, high, room * 2);
  return { values, texts: values.map(linearText(unit, size, step)), minor: [] };
}

function makeLogTicks(scale: TickScale, low: number, high: number, room: number): Ticks {
  const { unit, integers } = scale;
  const isLong = unit === "duration" && high >= LONG;
  const decades = Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low));
  const at = (factors: readonly number[]) => {
    const values = isLong
      ? roundDurations(low, high, factors)
      : powersOfTen(low, high, { factors, tolerance: TICK_TOLERANCE });
    return integers ? values.filter(Number.isInteger) : values;
  };
  const minor = decades > 12 ? [] : at(BETWEEN_POWERS);
  const max = Math.max(3, room);
  const powers = at([1]);
  const every = Math.ceil(powers.length / max);
  const options = [powers.filter((_, place) => place % every === 0), at([1, 3]), at(ROUND)];
  const fitting = options.filter((option) => option.length <= max);
  const values = fitting.find((option) => option.length >= 3) ?? fitting.findLast((option) => option.length >= 2) ?? [];
  if (values.length < 2) return makeLinearTicks(scale, low, high, room);
  return { values, texts: values.map(logText(unit)), minor };
}

/** Room for the name of a category, pixels. */
export const CATEGORY = 112;

function makeCategoryTicks(categories: readonly string[], low: number, high: number, room: number): Ticks {
  const first = Math.max(0, Math.ceil(low));
  const last = Math.min(categories.length - 1, Math.floor(high));
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, room)));
  const values: number[] = [];
  for (let i = first; i <= last; i += every) values.push(i);
  return { values, texts: values.map((value) => shortenTo(categories[value] ?? "", CATEGORY)), minor: [] };
}

/**
 * Ticks for the visible part of an axis.
 * @param room how many labelled ticks fit
 */
export function makeTicks(scale: TickScale, low: number, high: number, room: number): Ticks {
  if (scale.fixed) {
    const seen = scale.fixed.filter(([place]) => place >= low && place <= high);
    return { values: seen.map(([place]) => place), texts: seen.map(([, text]) => text), minor: [] };
  }
  if (scale.categories) return makeCategoryTicks(scale.categories, low, high, room);
  if (scale.datesFrom !== undefined) return makeTimeTicks(scale.datesFrom, low, high, room);
  if (scale.log && low > 0) return makeLogTicks(scale, low, high, room);
  return makeLinearTicks(scale, low, high, room);
}

export interface RulerTicks {
  readonly step: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

const RULER: TickScale = { log: false, unit: "duration", categories: null };
/** Pixels per text on a ruler at least, and those between two texts. */
const RULER_TEXT = 54;
const RULER_GAP = 14;

/** Ticks of a ruler in seconds from a start: one unit, with a step that leaves room for the texts. */
export function makeRulerTicks(low: number, high: number, width: number): RulerTicks {
  if (!(high > low) || !(width > 0)) return { step: 0, ticks: low === 0 ? [{ value: 0, text: "0" }] : [] };
  for (let room = Math.floor(width / RULER_TEXT); ; room--) {
    const step = findStep(RULER, (high - low) / Math.max(1, room), high);
    const texts = multiplesOf(step, low, high).map(linearText("duration", high, step));
    const longest = Math.max(0, ...texts.map((text) => textWidth(text)));
    if (room > 1 && longest + RULER_GAP > (step / (high - low)) * width) continue;
    const ticks = multiplesOf(step, low, high).map((value, i) => ({
      value,
      text: value === 0 ? "0" : (texts[i] ?? ""),
    }));
    return { step, ticks };
  }
}

/** A logarithmic duration axis with ticks at powers of ten, shared by the small pictures. */
export interface LogAxis {
  /** Ends, seconds. */
  readonly low: number;
  readonly high: number;
  /** Powers of ten within the range, from 1,000 s of hours; in a narrow one, what is round. */
  readonly ticks: readonly number[];
  /** The ticks that have room for their text, and where its middle is, pixels. */
  readonly labels: readonly { readonly value: number; readonly text: string; readonly middle: number }[];
}

/** Between two texts, and what one takes together with that. */
const LABEL_GAP = 8;
const LABEL_WIDTH = 50;
export const LOG_DURATIONS: TickScale = { log: true, unit: "duration", categories: null };

/**
 * @param low @param high seconds, greater than 0; anything else yields an axis without ticks
 * @param width pixels available for the texts
 */
export function makeLogAxis(low: number, high: number, width: number): LogAxis {
  if (!(low > 0) || !(high > low)) return { low, high, ticks: [], labels: [] };
  const powers = roundDurations(low, high);
  const { values: ticks, texts: text } =
    powers.length > 1
      ? { values: powers, texts: powers.map(formatRoundDuration) }
      : makeTicks(LOG_DURATIONS, low, high, width / LABEL_WIDTH);
  const place = makeShareOf({ low, high, log: true });
  const labels = fitLabels(
    ticks.map((value) => place(value) * width),
    { lengths: text.map((each) => textWidth(each)), low: 0, high: width, gap: LABEL_GAP },
  );
  return {
    low,
    high,
    ticks,
    labels: labels.map(({ index, middle }) => ({ value: ticks[index] ?? 0, text: text[index] ?? "", middle })),
  };
}

/** A value's position on an axis of that width, clamped to its ends. */
export function placeOnAxis({ low, high }: LogAxis, value: number, width: number): number {
  if (!(low > 0) || !(value > 0)) return 0;
  return Number((shareOf({ low, high, log: true }, value) * width).toFixed(1));
}

/** `99.9 %`. Rounds, as 0.9999 × 100 is not exactly 99.99. */
export function formatTailShare(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}
