/** Where the ticks of a chart axis stand and what is written at them. Pure. */
import { formatBytes, formatCount, formatNumber } from "../../../lib/model/format.ts";
import type { ColumnUnit } from "../../ui/table/result-columns.ts";
import { shortenText } from "./text.ts";

export interface TickScale {
  readonly log: boolean;
  readonly unit: ColumnUnit;
  /** The texts at 0, 1, 2 … on an axis of categories. */
  readonly categories: readonly string[] | null;
  /** The only places for ticks, on an axis of its own kind. */
  readonly fixed?: readonly (readonly [place: number, text: string])[];
}

export interface Ticks {
  readonly values: readonly number[];
  readonly texts: readonly string[];
  /** Short marks without text, on log axes. */
  readonly minor: readonly number[];
}

const MINUS = "\u2212";
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

function plain(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return text.startsWith("-") ? MINUS + text.slice(1) : text;
}

/** One of 1, 2, 5 times a power of ten, at least `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least * 0.999) ?? 10;
  return factor * power;
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

function clockText(seconds: number): string {
  const sign = seconds < 0 ? MINUS : "+";
  const whole = Math.round(Math.abs(seconds));
  const two = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${two(whole % 60)}` : `${sign}${minutes}:${two(whole % 60)}`;
}

/** How the values of one linear axis are written: all in one unit, with the decimals that its step needs. */
function linearText(unit: ColumnUnit, size: number, step: number): (value: number) => string {
  if (unit === "start") {
    if (size >= 600 && step >= 1) return clockText;
    return (value) => `${value < 0 ? MINUS : "+"}${Math.abs(value).toFixed(decimalsOf(step))} s`;
  }
  if (unit === "duration" || unit === "bytes") {
    const [name, factor] = unit === "duration" ? scaleDuration(size) : scaleBytes(size);
    return (value) => `${plain(value * factor, decimalsOf(step * factor))} ${name}`;
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
  const step = (clock && CLOCK_STEPS.find((candidate) => candidate >= least)) || niceStep(least);
  const write = linearText(unit, Math.max(Math.abs(low), Math.abs(high)), step);
  const values: number[] = [];
  // Multiples of a whole number of steps: sums of a fraction drift.
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) values.push(i === 0 ? 0 : i * step);
  // A single tick says nothing about the rest of the axis.
  if (values.length < 2 && room < 8) return makeLinearTicks(unit, low, high, room * 2);
  return { values, texts: values.map(write), minor: [] };
}

function makeLogTicks(unit: ColumnUnit, low: number, high: number, room: number): Ticks {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const within = (value: number) => value >= low * 0.9999 && value <= high * 1.0001;
  const at = (factors: readonly number[], every = 1): number[] => {
    const values: number[] = [];
    for (let power = from; power <= to; power++) {
      if ((((power - from) % every) + every) % every !== 0) continue;
      for (const factor of factors) values.push(Number(`${factor}e${power}`));
    }
    return values.filter(within);
  };
  const minor = to - from > 12 ? [] : at([2, 3, 4, 5, 6, 7, 8, 9]);
  const every = Math.ceil((to - from) / Math.max(1, room));
  const options = [at([1], every), at([1]), at([1, 3]), at([1, 2, 5])];
  const most = Math.max(3, room);
  const fitting = options.filter((option) => option.length <= most);
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
 * Ticks for the part of an axis that is in view.
 * @param room how many ticks with text fit
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
