/** The time range to which the waterfall is zoomed, and its form in the address. */

/** The visible part of a tree's time, as fractions from 0 to 1. */
export interface Zoom {
  readonly from: number;
  readonly to: number;
}

export const FIT: Zoom = { from: 0, to: 1 };
/** Below a thousandth, bars would be wider than the time they stand for. */
const MIN_WIDTH = 0.001;

export function isFit({ from, to }: Zoom): boolean {
  return from <= 0 && to >= 1;
}

/** Clamps a zoom to the tree and to a minimum width. */
export function clampZoom(from: number, to: number): Zoom {
  const low = Math.max(0, Math.min(from, to, 1 - MIN_WIDTH));
  return { from: low, to: Math.min(1, Math.max(from, to, low + MIN_WIDTH)) };
}

/** Moves a zoom without changing its width. */
export function shiftZoom({ from, to }: Zoom, by: number): Zoom {
  const width = to - from;
  const low = Math.max(0, Math.min(from + by, 1 - width));
  return { from: low, to: low + width };
}

/** `0.12-0.5`, as in the address; empty when everything is shown. */
export function formatZoom(zoom: Zoom): string {
  const round = (share: number) => String(Number(share.toFixed(4)));
  return isFit(zoom) ? "" : `${round(zoom.from)}-${round(zoom.to)}`;
}

export function parseZoom(text: string | null): Zoom {
  const [from, to] = (text ?? "").split("-").map(Number);
  if (from === undefined || to === undefined || !(from >= 0 && to <= 1 && from < to)) return FIT;
  return clampZoom(from, to);
}
