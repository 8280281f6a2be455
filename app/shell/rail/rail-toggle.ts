/** Shows and hides the rail: the column where there is room, else the sheet. */
import { applyRail, currentRail } from "./rail-size.ts";

export const RAIL_ID = "rail";

export function isNarrow(): boolean {
  return matchMedia("(max-width: 760px)").matches;
}

/** Returns false where the page has no rail. */
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
