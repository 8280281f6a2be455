/** The run whose chip the pointer or the focus is on: its dot is marked in every row. */
"use client";

import { shareValue, useShared } from "../../../ui/shared-value.ts";

const hovered = shareValue<string | null>(null);

export const hoverRun = hovered.set;

export function useHoveredRun(): string | null {
  return useShared(hovered);
}
