/** Ticks of axes of dates: at round local times, which say the date where it changes. */
import { type DateParts, fromLocal, otherYear, readDate, toLocal } from "../../../lib/model/dates.ts";

const HOUR = 3600;
const DAY = 86_400;
const MONTH = 30.4 * DAY;
/** Seconds; a clock shows no less than the first. */
const PARTS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5] as const;
const TIME_STEPS = [...PARTS, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, HOUR, 7200, 10_800, 21_600, 43_200];
const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 2, 3, 6];
const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 20_000];
/** 1970 began on a Thursday; weeks begin on Mondays. */
const MONDAY = 4 * DAY;
const MAX_TICKS = 200;

/** The times between two ends, in seconds since the epoch. */
type Series = (from: number, to: number) => number[];

type Step =
  | { readonly unit: "time" | "day"; readonly seconds: number }
  | { readonly unit: "month" | "year"; readonly months: number };

function findStep(least: number): Step {
  const reach = (steps: readonly number[], size: number) => steps.find((step) => step * size >= least * 0.999);
  const seconds = reach(TIME_STEPS, 1);
  if (seconds) return { seconds, unit: "time" };
  const days = reach(DAY_STEPS, DAY);
  if (days) return { seconds: days * DAY, unit: "day" };
  const months = reach(MONTH_STEPS, MONTH);
  if (months) return { months, unit: "month" };
  return { months: 12 * (reach(YEAR_STEPS, 12 * MONTH) ?? 100_000), unit: "year" };
}

/** Counts in UTC, within which the offset hardly changes: a clock that is set back shows some times twice. */
function listTimes(step: number): Series {
  return (from, to) => {
    const shift = toLocal(from) - from;
    return count(Math.ceil((from + shift) / step - 1e-6), (i) => i * step - shift, to);
  };
}

/** Counts on the local calendar: a day may have 23 hours. */
function listDays(step: number): Series {
  const first = step % (7 * DAY) === 0 ? MONDAY : 0;
  return (from, to) => count(Math.ceil((toLocal(from) - first) / step - 1e-9), (i) => fromLocal(first + i * step), to);
}

function listMonths(step: number): Series {
  return (from, to) => {
    const date = new Date(toLocal(from) * 1000);
    const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
    const at = (i: number) => fromLocal(monthStart(i * step));
    const first = Math.ceil(months / step);
    return count(at(first) < from ? first + 1 : first, at, to);
  };
}

/** As a local time; years before 100 are not those of the last century. */
function monthStart(months: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(months / 12), months - 12 * Math.floor(months / 12), 1);
  return date.getTime() / 1000;
}

function count(first: number, at: (i: number) => number, to: number): number[] {
  const values: number[] = [];
  for (let i = first; values.length < MAX_TICKS && at(i) <= to + 1e-6; i++) {
    // A time that a zone skips is the next one.
    if (at(i) !== values.at(-1)) values.push(at(i));
  }
  return values;
}

function listTicks(step: Step): Series {
  if ("months" in step) return listMonths(step.months);
  return step.seconds < HOUR ? listTimes(step.seconds) : listDays(step.seconds);
}

/** Says the date where it changes, and the year if it is not the present one. */
function sayTimes(times: readonly number[], step: Step): string[] {
  const dates = times.map(readDate);
  const isMidnight = (date: DateParts | undefined) => date?.clock === "00:00:00" && Number(date.fraction) === 0;
  const hasMidnight = dates.some(isMidnight);
  let said: DateParts | undefined;
  return dates.map((date) => {
    if (!date) return "";
    if (step.unit === "year") return String(date.year);
    const { year, month, day } = date;
    const time = step.unit === "time" && !isMidnight(date) ? formatTime(date, step.seconds) : "";
    const isNew = day !== said?.day || month !== said.month;
    if (time && (!isNew || (!said && hasMidnight))) return time;
    const ofYear = said ? (year === said.year ? "" : ` ${year}`) : otherYear(year);
    said = date;
    return `${step.unit === "month" ? month : `${month} ${day}`}${ofYear}${time && `, ${time}`}`;
  });
}

/** `12:00`, `12:00:05`, `12:00:05.25`. */
function formatTime({ clock, fraction }: DateParts, step: number): string {
  if (step >= 60) return clock.slice(0, 5);
  return step >= 1 ? clock : clock + fraction.slice(0, 1 - Math.floor(Math.log10(step) + 1e-9));
}

interface TimeTicks {
  readonly values: readonly number[];
  readonly texts: readonly string[];
  readonly minor: readonly number[];
}

/**
 * Dates for the visible part of an axis.
 * @param origin what `low` and `high` are relative to, seconds since the epoch
 * @param room how many labelled ticks fit
 */
export function makeTimeTicks(origin: number, low: number, high: number, room: number): TimeTicks {
  const step = findStep((high - low) / Math.max(1, room));
  const times = high > low ? listTicks(step)(origin + low, origin + high) : [origin + low];
  // A single tick does not reveal the scale.
  if (times.length < 2 && room < 8 && high > low) return makeTimeTicks(origin, low, high, room * 2);
  return { values: times.map((time) => time - origin), texts: sayTimes(times, step), minor: [] };
}
