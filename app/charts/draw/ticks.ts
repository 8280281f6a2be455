/**
 * Tick positions and texts of every axis. Not d3-scale: it picks the step closest to a wanted number of ticks, while
 * these must leave room for each text, and it knows neither durations nor bytes.
 */
import { formatBytes, formatCount, formatDurationText, formatNumber } from "../../../lib/model/format.ts";
import { joinText } from "../../../lib/model/shown-text.ts";
import { shareOf } from "../../../lib/stats/number-bins.ts";
import type { ColumnUnit } from "../../ui/table/result-columns.ts";

export interface TickScale {
  readonly log: boolean;
  readonly unit: ColumnUnit;
  /** The texts at 0, 1, 2 … on a category axis. */
  readonly categories: readonly string[] | null;
  /** Fixed tick positions, for axes that need their own. */
  readonly fixed?: readonly (readonly [place: number, text: string])[];
}

export interface Ticks {
  readonly values: readonly number[];
  readonly texts: readonly string[];
  /** Minor ticks without text, on log axes. */
  readonly minor: readonly number[];
}

const MINUS = "\u2212";
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

function plain(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return text.startsWith("-") ? MINUS + text.slice(1) : text;
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
  /** Every n-th power. */
  readonly every?: number;
  /** Relative tolerance at the ends. */
  readonly tolerance?: number;
}

/** Powers of ten between two ends, and multiples of them. */
export function powersOfTen(low: number, high: number, options: PowerOptions = {}): number[] {
  const { factors = [1], every = 1, tolerance = 0 } = options;
  const values: number[] = [];
  const first = Math.floor(Math.log10(low));
  for (let power = first; power <= Math.ceil(Math.log10(high)); power += every)
    for (const factor of factors) values.push(Number(`${factor}e${power}`));
  return values.filter((value) => value >= low * (1 - tolerance) && value <= high * (1 + tolerance));
}

/** The minor ticks between two powers of ten. */
export const BETWEEN_POWERS = [2, 3, 4, 5, 6, 7, 8, 9] as const;

/** A round duration without trailing zeros: `20 µs`, `1 s`. */
export function formatRoundDuration(seconds: number): string {
  return formatDurationText(seconds).replace(/(\d)\.0+ /, "$1 ");
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
  return ["GB", 1e-9];
}

/** Values in one unit, with the decimals their step needs. */
function formatIn([name, factor]: readonly [string, number], step: number): (value: number) => string {
  return (value) => `${plain(value * factor, decimalsOf(step * factor))} ${name}`;
}

function clockText(seconds: number): string {
  const sign = seconds < 0 ? MINUS : "+";
  const whole = Math.round(Math.abs(seconds));
  const two = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${two(whole % 60)}` : `${sign}${minutes}:${two(whole % 60)}`;
}

/** Formatter for a linear axis: all values in one unit, with the decimals its step needs. */
function linearText(unit: ColumnUnit, size: number, step: number): (value: number) => string {
  if (unit === "start") {
    if (size >= 600 && step >= 1) return clockText;
    return (value) => `${value < 0 ? MINUS : "+"}${Math.abs(value).toFixed(decimalsOf(step))} s`;
  }
  if (unit === "duration" || unit === "bytes") {
    return formatIn(unit === "duration" ? scaleDuration(size) : scaleBytes(size), step);
  }
  if (unit === "id") return (value) => plain(value, decimalsOf(step));
  if (size >= 1e15 || size < 1e-4) return formatNumber;
  return (value) => (step >= 1 ? formatCount(value) : plain(value, decimalsOf(step)));
}

function logText(unit: ColumnUnit): (value: number) => string {
  if (unit === "duration")
    return (value) => {
      const [name, factor] = scaleDuration(value);
      return `${formatNumber(Number((value * factor).toPrecision(3)))} ${name}`;
    };
  if (unit === "bytes") return (value) => formatBytes(value).replace(/\.0+ /, " ");
  return (value) => (value >= 1 && value < 1e9 ? formatCount(value) : formatNumber(value));
}

function makeLinearTicks(unit: ColumnUnit, low: number, high: number, room: number): Ticks {
  const least = (high - low) / Math.max(1, room);
  if (!(least > 0)) return { values: [low], texts: [linearText(unit, Math.abs(low), 1)(low)], minor: [] };
  const clock = unit === "start" && Math.max(Math.abs(low), Math.abs(high)) >= 600 && least > 0.5;
  const step = (clock && CLOCK_STEPS.find((candidate) => candidate >= least)) || roundUp(least);
  const format = linearText(unit, Math.max(Math.abs(low), Math.abs(high)), step);
  const values = multiplesOf(step, low, high);
  // A single tick does not reveal the scale.
  if (values.length < 2 && room < 8) return makeLinearTicks(unit, low, high, room * 2);
  return { values, texts: values.map(format), minor: [] };
}

function makeLogTicks(unit: ColumnUnit, low: number, high: number, room: number): Ticks {
  const decades = Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low));
  const at = (factors: readonly number[], every = 1) => powersOfTen(low, high, { factors, every, tolerance: 1e-4 });
  const minor = decades > 12 ? [] : at(BETWEEN_POWERS);
  const options = [at([1], Math.ceil(decades / Math.max(1, room))), at([1]), at([1, 3]), at([1, 2, 5])];
  const max = Math.max(3, room);
  const fitting = options.filter((option) => option.length <= max);
  const values = fitting.find((option) => option.length >= 3) ?? fitting.findLast((option) => option.length >= 2) ?? [];
  if (values.length < 2) return makeLinearTicks(unit, low, high, room);
  return { values, texts: values.map(logText(unit)), minor };
}

function makeCategoryTicks(categories: readonly string[], low: number, high: number, room: number): Ticks {
  const first = Math.max(0, Math.ceil(low));
  const last = Math.min(categories.length - 1, Math.floor(high));
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, room)));
  const values: number[] = [];
  for (let i = first; i <= last; i += every) values.push(i);
  return { values, texts: values.map((value) => shortenText(categories[value] ?? "", 18)), minor: [] };
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
  if (scale.log && low > 0) return makeLogTicks(scale.unit, low, high, room);
  return makeLinearTicks(scale.unit, low, high, room);
}

export interface RulerTicks {
  readonly step: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** Pixels per text on a ruler, gap included. */
const RULER_TEXT = 54;

/** Ticks of a ruler in seconds from a start: one unit, with a step that leaves room for the texts. */
export function makeRulerTicks(low: number, high: number, width: number): RulerTicks {
  if (!(high > low) || !(width > 0)) return { step: 0, ticks: low === 0 ? [{ value: 0, text: "0" }] : [] };
  const step = roundUp((high - low) / Math.max(1, Math.floor(width / RULER_TEXT)), 1e-9);
  const format = formatIn(scaleDuration(high), step);
  const values = multiplesOf(step, low, high);
  return { step, ticks: values.map((value) => ({ value, text: value === 0 ? "0" : format(value) })) };
}

/** A logarithmic duration axis with ticks at powers of ten, shared by the small pictures. */
export interface LogAxis {
  /** Ends, seconds. */
  readonly low: number;
  readonly high: number;
  /** Powers of ten within the range. */
  readonly ticks: readonly number[];
  /** The ticks that have room for their text. */
  readonly labels: readonly { readonly value: number; readonly text: string }[];
}

/** Room per text, gap included: "100 ms" is about 36 px wide. */
const LABEL_WIDTH = 46;

/**
 * @param low @param high seconds, greater than 0; anything else yields an axis without ticks
 * @param width pixels available for the texts
 */
export function makeLogAxis(low: number, high: number, width: number): LogAxis {
  if (!(low > 0) || !(high > low)) return { low, high, ticks: [], labels: [] };
  const ticks = powersOfTen(low, high);
  const decade = width / Math.log10(high / low);
  const every = Math.ceil(LABEL_WIDTH / decade);
  const labelled = ticks.filter((_, index) => index % every === 0);
  return { low, high, ticks, labels: labelled.map((value) => ({ value, text: formatRoundDuration(value) })) };
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
