/** Geometry of the curves of baseline and candidate: a logarithmic duration axis, a tail scale for shares. */
import { type CurvePoint, TAIL_END, tailScale } from "../../../lib/stats/ecdf.ts";
import { shareOf } from "../../../lib/stats/number-bins.ts";

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

export const MARGIN = { left: 62, right: 16, top: 10, bottom: 44 } as const;

export interface Scales {
  readonly low: number;
  readonly high: number;
  readonly x: (seconds: number) => number;
  readonly y: (share: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** @param values durations that must be in view; 0 and below cannot be */
export function makeScales(values: readonly number[], { width, height }: ChartSize): Scales {
  const positive = values.filter((value) => value > 0);
  const [least, most] = [Math.min(...positive), Math.max(...positive)];
  const known = positive.length > 0;
  // 4 % of room at either end, and a decade around what is a single value but for the clock's rounding.
  const room = known ? Math.max(0.04 * Math.log(most / least), most > 1.01 * least ? 0 : Math.log(3)) : 0;
  const low = known ? least * Math.exp(-room) : 1e-6;
  const high = known ? most * Math.exp(room) : 1;
  const [left, right] = [MARGIN.left, Math.max(MARGIN.left + 1, width - MARGIN.right)];
  const [top, bottom] = [MARGIN.top, Math.max(MARGIN.top + 1, height - MARGIN.bottom)];
  return {
    low,
    high,
    left,
    right,
    top,
    bottom,
    x: (seconds) => round(left + shareOf({ low, high, log: true }, Math.max(low, seconds)) * (right - left)),
    y: (share) => round(bottom - Math.min(1, tailScale(share) / TAIL_END) * (bottom - top)),
  };
}

function round(value: number): number {
  return Number(value.toFixed(1));
}

type Place = readonly [x: number, y: number];

/** The corners of a step curve, from the lower left to the top. */
export function placeCurve(points: readonly CurvePoint[], scales: Scales): Place[] {
  const places: Place[] = [[scales.left, scales.bottom]];
  let y = scales.bottom;
  for (const [seconds, share] of points) {
    const x = scales.x(seconds);
    places.push([x, y]);
    y = scales.y(share);
    places.push([x, y]);
  }
  return places;
}

export function drawLine(places: readonly Place[]): string {
  return places.map(([x, y], place) => `${place === 0 ? "M" : "L"}${x} ${y}`).join("");
}

/** The area between two curves with a common start. */
export function drawBetween(a: readonly Place[], b: readonly Place[]): string {
  return `${drawLine(a)}${drawLine([...b].reverse()).replace("M", "L")}Z`;
}

/** With fewer steps on a side, the area between two curves is a block that says nothing. */
const MIN_STEPS = 5;

export function hasAreaBetween(a: readonly CurvePoint[], b: readonly CurvePoint[]): boolean {
  return a.length >= MIN_STEPS && b.length >= MIN_STEPS;
}

const TEXT = { character: 6.2, gap: 11 } as const;

/**
 * Where a text goes that belongs to marks from `first` to `last` on one line: to their right, which is below a curve, to
 * their left, which is above it, or between them; within the chart in any case.
 */
export function placeText(
  text: string,
  [first, last]: readonly [number, number],
  { left, right }: Pick<Scales, "left" | "right">,
): { readonly x: number; readonly below: boolean } {
  const width = text.length * TEXT.character;
  if (last + TEXT.gap + width <= right) return { x: last + TEXT.gap, below: true };
  if (first - TEXT.gap - width >= left) return { x: first - TEXT.gap - width, below: false };
  return { x: Math.max(left + 4, Math.min(first + TEXT.gap, right - width - 4)), below: false };
}

/** Where a text at the top stands clear of curves that rise through it, if it can. */
export function placeAtTop(text: string, rises: readonly number[], { left, right }: Pick<Scales, "left" | "right">) {
  const width = text.length * TEXT.character;
  const isClear = (x: number) => rises.every((rise) => rise < x - 4 || rise > x + width + 4);
  const candidates = [left + 12, ...rises.map((rise) => rise + 12), right - width - 12];
  return candidates.find((x) => x >= left && x + width <= right && isClear(x)) ?? left + 12;
}

/** The share of calls at or below a duration. */
export function shareAt(points: readonly CurvePoint[], seconds: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  return points[low - 1]?.[1] ?? 0;
}
