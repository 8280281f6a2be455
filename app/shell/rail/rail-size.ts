/** The rail's width and visibility, kept in a cookie so that the server can render the page with them. */

import { writeCookie } from "../../ui/cookie.ts";
import { isNarrow } from "../../ui/use-narrow.ts";

export interface RailSize {
  readonly width: number;
  readonly hidden: boolean;
}

export const RAIL_WIDTH = 232;
export const RAIL_LEAST = 180;
export const RAIL_MOST = 400;

export function clampRail(width: number): number {
  return Math.min(RAIL_MOST, Math.max(RAIL_LEAST, Math.round(width)));
}

/** `260` or `260,hidden`; anything else yields the default rail. */
export function parseRail(text: string | undefined): RailSize {
  const [width = "", hidden] = (text ?? "").split(",");
  return { width: /^\d+$/.test(width) ? clampRail(Number(width)) : RAIL_WIDTH, hidden: hidden === "hidden" };
}

export function formatRail({ width, hidden }: RailSize): string {
  return hidden ? `${width},hidden` : String(width);
}

/** Applies a size to the page at once and stores it. */
export function applyRail(size: RailSize): void {
  const root = document.documentElement;
  root.style.setProperty("--rail", `${size.width}px`);
  if (size.hidden) root.dataset.rail = "hidden";
  else delete root.dataset.rail;
  writeCookie("rail", formatRail(size));
}

/** The size currently applied to the page. */
export function currentRail(): RailSize {
  const root = document.documentElement;
  return parseRail(`${Number.parseInt(root.style.getPropertyValue("--rail"), 10)},${root.dataset.rail ?? ""}`);
}

export const RAIL_ID = "rail";

/** Shows or hides the rail: the column if there is room, else the sheet. Returns false if the page has no rail. */
export function toggleRail(): boolean {
  const rail = document.getElementById(RAIL_ID);
  if (!rail) return false;
  if (isNarrow()) rail.togglePopover();
  else {
    const { width, hidden } = currentRail();
    applyRail({ width, hidden: !hidden });
  }
  return true;
}
