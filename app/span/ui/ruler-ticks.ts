/** Ticks of the ruler over a waterfall, and what is zoomed to. Pure. */
import { formatDuration } from "../../../lib/model/format.ts";

/** The part of a tree's time that is shown: shares from 0 to 1. */
export interface Zoom {
  readonly from: number;
  readonly to: number;
}

export const FIT: Zoom = { from: 0, to: 1 };
/** A thousandth: below it bars are wider than what they stand for. */
const NARROWEST = 0.001;

export function isFit({ from, to }: Zoom): boolean {
  return from <= 0 && to >= 1;
}

/** Keeps a zoom within the tree and not too narrow; the moved end gives way. */
export function clampZoom(from: number, to: number): Zoom {
  const low = Math.max(0, Math.min(from, to, 1 - NARROWEST));
  return { from: low, to: Math.min(1, Math.max(from, to, low + NARROWEST)) };
}

/** Moves a zoom without changing its width. */
export function shiftZoom({ from, to }: Zoom, by: number): Zoom {
  const width = to - from;
  const low = Math.max(0, Math.min(from + by, 1 - width));
  return { from: low, to: low + width };
}

/** `0.12-0.5`, as it stands in the address; empty when all is shown. */
export function formatZoom(zoom: Zoom): string {
  const round = (share: number) => String(Number(share.toFixed(4)));
  return isFit(zoom) ? "" : `${round(zoom.from)}-${round(zoom.to)}`;
}

export function parseZoom(text: string | null): Zoom {
  const [from, to] = (text ?? "").split("-").map(Number);
  if (from === undefined || to === undefined || !(from >= 0 && to <= 1 && from < to)) return FIT;
  return clampZoom(from, to);
}

export interface Tick {
  /** Seconds from the start of the tree. */
  readonly value: number;
  readonly text: string;
}

/** Pixels that a text and its gap take. */
const ROOM = 54;

/** Round steps of 1, 2 or 5 that leave room for their texts. */
export function rulerTicks(
  low: number,
  high: number,
  width: number,
): { readonly step: number; readonly ticks: readonly Tick[] } {
  const span = high - low;
  if (!(span > 0) || !(width > 0)) return { step: 0, ticks: low === 0 ? [{ value: 0, text: "0" }] : [] };
  const least = span / Math.max(1, Math.floor(width / ROOM));
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power;
  const ticks: Tick[] = [];
  for (let count = Math.ceil(low / step - 1e-9); count * step <= high + step * 1e-9; count++)
    ticks.push({ value: count * step, text: sayTick(count * step, step, high) });
  return { step, ticks };
}

const UNITS = [
  ["ns", 1e-9],
  ["µs", 1e-6],
  ["ms", 1e-3],
  ["s", 1],
] as const;

/** In one unit for the whole ruler: the one that its end is written in. */
function sayTick(value: number, step: number, high: number): string {
  if (value === 0) return "0";
  const written = formatDuration(high).unit;
  const [unit, size] = UNITS.find(([name]) => name === written) ?? ["s", 1];
  const decimals = Math.max(0, Math.ceil(-Math.log10(step / size) - 1e-9));
  return `${(value / size).toFixed(decimals)} ${unit}`;
}
