/**
 * Tick positions and texts of every axis. Not d3-scale: it picks the step closest to a wanted number of ticks, while
 * these must leave room for each text, and it knows neither durations nor bytes.
 */
import type { ColumnUnit } from "../../ui/table/result-columns.ts";
import {
  BETWEEN_POWERS,
  CLOCK_STEPS,
  LONG,
  multiplesOf,
  powersOfTen,
  ROUND,
  roundDurations,
  roundUp,
  TICK_TOLERANCE,
} from "./round-numbers.ts";
import { shortenTo } from "./shorten-text.ts";
import { linearText, logText } from "./tick-texts.ts";
import { makeTimeTicks } from "./time-ticks.ts";

const DAY = 86_400;

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

/** The step between two ticks of a linear axis, at least as long as `least`. */
export function findStep({ unit, integers }: TickScale, least: number, size: number): number {
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
  // In the middle of its part, the first has room at both sides.
  for (let i = first + ((every - 1) >> 1); i <= last; i += every) values.push(i);
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
