/** Round numbers and durations, at which ticks stand and axes end. */

export const CLOCK_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];

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
export function multiplesOf(step: number, low: number, high: number): number[] {
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
export const LONG = 1000;
export const HOUR = 3600;
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

export const ROUND = [1, 2, 5] as const;
export const TICK_TOLERANCE = 1e-4;
